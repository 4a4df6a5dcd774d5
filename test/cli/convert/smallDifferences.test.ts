import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import expected from '../../fixtures/landscapes/expected.json' with { type: 'json' };
import { computeRoundingShare } from '../../../src/cli/convert/float32Loss.js';
import { parseMessage } from '../../../src/core.js';
import { runCommand } from '../runCommand.js';

const LANDSCAPES = path.join(import.meta.dirname, '../../fixtures/landscapes');

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'gdv-float64-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Loss = (x: number, y: number) => number;

/** Losses over [-1, 1]², row by row, y rising, x fastest. */
function sample(loss: Loss, nodes = 17): number[] {
  const axis = Array.from({ length: nodes }, (_, i) => -1 + (2 * i) / (nodes - 1));
  return axis.flatMap((y) => axis.map((x) => loss(x, y)));
}

/** A .npy file of float64, written by the format's description and not by the code that is tested. */
function createNpy(values: readonly number[], nodes = 17): Uint8Array {
  const header = `{'descr': '<f8', 'fortran_order': False, 'shape': (${nodes}, ${nodes}), }`.padEnd(117);
  const bytes = Buffer.alloc(128 + 8 * values.length);
  bytes.write(`\x93NUMPY\x01\x00\x76\x00${header}\n`, 'latin1');
  values.forEach((value, i) => bytes.writeDoubleLE(value, 128 + 8 * i));
  return bytes;
}

/** The numbers of a .npy file, or of raw float32, read by hand. */
function readNumbers(bytes: Buffer): { dtype: string; values: number[] } {
  if (!bytes.toString('latin1', 1, 6).startsWith('NUMPY'))
    return {
      dtype: 'raw',
      values: Array.from({ length: bytes.length / 4 }, (_, i) => bytes.readFloatLE(4 * i)),
    };
  const start = 10 + bytes.readUInt16LE(8);
  const dtype = /'descr': '([^']+)'/.exec(bytes.toString('latin1', 10, start))?.[1] ?? '';
  const size = Number(dtype.at(-1));
  const count = (bytes.length - start) / size;
  const read = (i: number): number =>
    size === 8 ? bytes.readDoubleLE(start + 8 * i) : bytes.readFloatLE(start + 4 * i);
  return { dtype, values: Array.from({ length: count }, (_, i) => read(i)) };
}

/** A file of loss-landscape with other losses in the place of its own. */
function createHdf5(loss: Loss): Uint8Array {
  const bytes = readFileSync(path.join(LANDSCAPES, 'plain.h5'));
  const held = expected['plain.h5'].rows.flat();
  const isHere = (at: number): boolean =>
    held.every((value, i) => Math.fround(bytes.readDoubleLE(at + 8 * i)) === value);
  let start = 0;
  while (!isHere(start)) start += 8;
  sample(loss, 9).forEach((value, i) => bytes.writeDoubleLE(value, start + 8 * i));
  return bytes;
}

interface Payload {
  readonly asset_url: string;
  readonly grid_format: string;
  readonly zScale: number;
  readonly source: string;
}

/** Converts a file that lies in the folder, and reads what was written where the payload says. */
async function convert(name: string, content: string | Uint8Array, ...options: string[]) {
  const file = path.join(folder, name);
  writeFileSync(file, content);
  const { exitCode, stdout, stderr } = await runCommand(['convert', file, ...options]);
  expect([exitCode, stderr.includes('error')]).toEqual([0, false]);
  const payload = JSON.parse(stdout) as Payload;
  const written = readNumbers(readFileSync(path.join(folder, payload.asset_url)));
  return { payload, stderr, ...written };
}

const BOWL: Loss = (x, y) => 1e6 + 0.01 * (x * x + y * y);

describe('convert, of small differences on a large loss', () => {
  it.each([
    ['loss-1e6-plus-small-bowl-float64', 'Losses from 1000000 to 1000000.0'],
    ['loss-2.3-plus-tiny-bowl-float64', 'Losses from 2.302585'],
  ])('keeps every number of %s.npy, in float64, and says so', async (name, losses) => {
    const bytes = readFileSync(path.join(LANDSCAPES, `${name}.npy`));
    const { dtype, values, payload, stderr } = await convert('in.npy', bytes, '--domain-half', '1');
    expect(dtype).toBe('<f8');
    expect(values).toEqual(readNumbers(bytes).values);
    expect(payload).toMatchObject({ asset_url: 'in.float64.npy', grid_format: 'npy', source: 'measured' });
    const range = Math.max(...values) - Math.min(...values);
    expect(payload.zScale * range).toBeCloseTo(1, 2);
    expect(stderr).toContain('Written as a .npy file of float64');
    expect(stderr).toContain(losses);
    const event = { name: 'LOSS_SURFACE_GRID_READY', payload };
    const envelope = { v: 1, type: 'EVENT', project_id: 'p', seq: 1, ts: 1_790_000_000_000, event };
    expect(parseMessage(envelope)).toMatchObject({ kind: 'event', diagnostics: [] });
  });

  const rows = sample((x, y) => BOWL(x, y)).map((loss, i) => {
    const [x, y] = [-1 + (i % 17) / 8, -1 + Math.floor(i / 17) / 8];
    return `${x},${y},${loss}`;
  });

  it.each<[string, string | Uint8Array, string[], string]>([
    ['of HDF5', createHdf5(BOWL), [], 'surface.h5'],
    ['of a table', `x,y,loss\n${rows.join('\n')}\n`, [], 'table.csv'],
    ['where the output is named .f32', createNpy(sample(BOWL)), ['--domain-half', '1', '-o'], 'named.f32'],
    [
      'where it is resampled',
      createNpy(sample(BOWL)),
      ['--domain-half', '1', '--resample', '33'],
      'finer.npy',
    ],
  ])('keeps them %s', async (_, content, options, name) => {
    const isNamed = options.at(-1) === '-o';
    const output = path.join(folder, name);
    const { dtype, values, payload, stderr } = await convert(
      isNamed ? 'in.npy' : name,
      content,
      ...options,
      ...(isNamed ? [output] : []),
    );
    expect([dtype, payload.grid_format]).toEqual(['<f8', 'npy']);
    const nodes = Math.sqrt(values.length);
    expect(values[0]! - values[(nodes * nodes - 1) / 2]!).toBeCloseTo(0.02, 6);
    if (!isNamed) expect(payload.asset_url).toMatch(/\.npy$/);
    else {
      expect(payload.asset_url).toBe(name);
      expect(stderr).toContain('though its name does not end in .npy');
    }
  });

  it('writes float32 all the same if it is set to', async () => {
    const options = ['--domain-half', '1', '--float32'];
    const { dtype, payload, stderr } = await convert('in.npy', createNpy(sample(BOWL)), ...options);
    expect([dtype, payload.grid_format, payload.asset_url]).toEqual(['raw', 'float32', 'in.f32']);
    expect(stderr).toMatch(/As float32 a sample is off by up to [\d.]+ % of the range of its losses/);
  });

  // Near 1e6 neighbouring float32 are 1/16 apart, so that a number is off by 1/32 at most.
  it.each([
    [31.3, 'raw', 'float32'],
    [31.2, '<f8', 'npy'],
  ])('of a range of %d at 1e6 + 1/32 writes %s', async (range, dtype, format) => {
    const values = sample((x) => (x === 0 ? 1e6 + 1 / 32 : x < 0 ? 1e6 : 1e6 + range));
    const off = Math.abs(Math.fround(1e6 + 1 / 32) - (1e6 + 1 / 32)) / range;
    expect(off > 0.001).toBe(format === 'npy');
    expect(computeRoundingShare(values)).toBeCloseTo(off, 9);
    const converted = await convert('in.npy', createNpy(values), '--domain-half', '1');
    expect([converted.dtype, converted.payload.grid_format]).toEqual([dtype, format]);
  });
});

describe('what rounding to float32 costs', () => {
  it.each<[string, number[], number]>([
    ['what float32 has', sample((x, y) => Math.fround(1e6 + x + y)), 0],
    ['what is all the same', sample(() => 0.1), 0],
    ['holes alone', sample(() => NaN), 0],
    ['numbers beyond float32', [1e300, -1e300, 1, 2], 0],
  ])('of %s is nothing', (_, values, share) => {
    expect(computeRoundingShare(values)).toBe(share);
  });

  it('leaves out what is not finite in float32', () => {
    const values = sample(BOWL);
    const share = computeRoundingShare(values);
    expect(share).toBeGreaterThan(0.5);
    expect(computeRoundingShare([...values, NaN, Infinity, 1e300])).toBe(share);
  });

  it('is that of the others where a few samples are far off', () => {
    const values = sample(BOWL, 33);
    const share = computeRoundingShare(values);
    const outlier = values.map((value, i) => (i === 500 ? 1e9 : value));
    expect(computeRoundingShare(outlier)).toBeGreaterThan(share * 0.9);
    // A hundred of a thousand are no outliers: they are the surface.
    const cliff = values.map((value, i) => (i < 100 ? 1e9 : value));
    expect(computeRoundingShare(cliff)).toBeLessThan(1e-6);
  });
});
