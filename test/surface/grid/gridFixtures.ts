import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { GridProblemCode } from '../../../src/surface/grid/index.js';

const FOLDER = path.resolve(import.meta.dirname, '../../fixtures/grids');

interface ReadableEntry {
  readonly resolution: number;
  readonly nodes: number;
  readonly expectedStart: number;
}

interface RefusedEntry {
  readonly resolution: number;
  readonly refusedAs: GridProblemCode;
}

/** A file that can be read, and the samples that NumPy makes of it. */
export interface ReadableGrid {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly resolution: number;
  readonly nodes: number;
  readonly samples: Float32Array;
}

/** A file that has to be refused. */
export interface RefusedGrid {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly resolution: number;
  readonly refusedAs: GridProblemCode;
}

const cases = JSON.parse(readFileSync(path.join(FOLDER, 'cases.json'), 'utf8')) as Record<
  string,
  ReadableEntry | RefusedEntry
>;
const expected = new Float32Array(readBytes('expected.f32').buffer);

/** Every file that can be read. */
export const READABLE_GRIDS: readonly ReadableGrid[] = Object.entries(cases).flatMap(([name, entry]) => {
  if (!('nodes' in entry)) return [];
  const { resolution, nodes, expectedStart } = entry;
  const samples = expected.subarray(expectedStart, expectedStart + nodes * nodes);
  return [{ name, bytes: readBytes(name), resolution, nodes, samples }];
});

/** Every file that has to be refused. */
export const REFUSED_GRIDS: readonly RefusedGrid[] = Object.entries(cases).flatMap(([name, entry]) =>
  'nodes' in entry ? [] : [{ name, bytes: readBytes(name), ...entry }],
);

/** The one that can be read under this name. */
export function findGrid(name: string): ReadableGrid {
  const grid = READABLE_GRIDS.find((candidate) => candidate.name === name);
  if (grid === undefined) throw new Error(`no fixture ${name}`);
  return grid;
}

/** A .npy file with a header of one's own; padded as NumPy does where `version` is 1. */
export function writeNpy(header: string, data: Uint8Array = new Uint8Array(0), version = 1): Uint8Array {
  const textStart = version === 1 ? 10 : 12;
  const padding = (64 - ((textStart + header.length + 1) % 64)) % 64;
  const text = Buffer.from(`${header}${' '.repeat(padding)}\n`, 'latin1');
  const start = Buffer.alloc(textStart);
  start.write('\x93NUMPY', 'latin1');
  start[6] = version;
  if (version === 1) start.writeUInt16LE(text.length, 8);
  else start.writeUInt32LE(text.length, 8);
  // A buffer of its own, from its beginning: Buffer.concat may take a part of a shared one.
  return Uint8Array.from(Buffer.concat([start, text, data]));
}

/** Little-endian float32 0, 1, 2, …, as raw bytes. */
export function writeRaw(nodes: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(4 * nodes * nodes);
  const view = new DataView(bytes.buffer);
  for (let n = 0; n < nodes * nodes; n++) view.setFloat32(4 * n, n, true);
  return bytes;
}

function readBytes(name: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(readFileSync(path.join(FOLDER, name)));
}
