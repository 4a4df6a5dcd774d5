import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { expect, it } from 'vitest';
import { startGridServer } from './gridServer.js';

interface Measurement<Outcome> {
  readonly outcome: Outcome;
  readonly buffers: number;
  readonly rss: number;
}

interface Report {
  readonly decodings: Readonly<Record<string, Measurement<string>>>;
  readonly loads: readonly Measurement<{ code: string; receivedBytes: number }>[];
}

const MIB = 1_048_576;

/** A part of the bomb: 16 MiB of zeros in 16 KiB. A gzip file may be many of them, one after another. */
const PART_BYTES = 16 * MIB;
const PARTS = 80;

/** What measureMemory.mjs measures, in a process with a heap of 64 MiB. */
async function measureMemory(bombUrl: string): Promise<Report> {
  const folder = await mkdtemp(path.join(tmpdir(), 'grid-memory-'));
  try {
    const result = await build({
      configFile: false,
      logLevel: 'silent',
      build: {
        write: false,
        minify: false,
        lib: {
          entry: path.resolve(import.meta.dirname, '../../../src/surface/grid/index.ts'),
          formats: ['es'],
        },
      },
    });
    const [output] = Array.isArray(result) ? result : [];
    const bundle = path.join(folder, 'grid.mjs');
    await writeFile(bundle, output?.output[0].code ?? '');
    const script = fileURLToPath(new URL('./measureMemory.mjs', import.meta.url));
    const flags = ['--expose-gc', '--max-old-space-size=64'];
    const { stdout } = await promisify(execFile)(process.execPath, [...flags, script, bundle, bombUrl]);
    return JSON.parse(stdout) as Report;
  } finally {
    await rm(folder, { recursive: true });
  }
}

it('neither a header that lies nor a gzip bomb of 1.25 GiB takes memory beyond the limit', async () => {
  const part = gzipSync(new Uint8Array(PART_BYTES));
  const written: number[] = [];
  const server = await startGridServer((_, response) => {
    const nth = written.push(0) - 1;
    response.writeHead(200, { 'Content-Encoding': 'gzip' });
    const pour = (): void => {
      while (written[nth]! < PARTS) {
        written[nth]!++;
        if (!response.write(part)) {
          response.once('drain', pour);
          return;
        }
      }
      response.end();
    };
    pour();
  });
  const { decodings, loads } = await measureMemory(server.origin);

  for (const [name, { outcome, buffers }] of Object.entries(decodings)) {
    expect([name, outcome]).not.toEqual([name, 'a grid']);
    expect([name, buffers < 65_536]).toEqual([name, true]);
  }
  expect(loads.map(({ outcome }) => outcome.code)).toEqual(['asset_too_large', 'asset_too_large']);
  for (const [n, limit] of [8 * MIB, 64 * MIB].entries()) {
    const { outcome, buffers, rss } = loads[n]!;
    expect(outcome.receivedBytes).toBeGreaterThan(limit / 2);
    expect(outcome.receivedBytes).toBeLessThanOrEqual(limit);
    // Two buffers while one grows into the other, and what is under way in zlib and the streams.
    expect(buffers).toBeLessThan(2 * limit + 32 * MIB);
    expect(rss).toBeLessThan(2 * limit + 160 * MIB);
  }
  expect(PARTS * PART_BYTES).toBeGreaterThan(1e9);
});
