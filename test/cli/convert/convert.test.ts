import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeGrid, parseMessage } from '../../../src/core.js';
import expected from '../../fixtures/landscapes/expected.json' with { type: 'json' };
import { runCommand } from '../runCommand.js';

const LANDSCAPES = path.join(import.meta.dirname, '../../fixtures/landscapes');

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'gdv-convert-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Payload {
  readonly resolution: number;
  readonly domainHalf: number;
  readonly zScale: number;
  readonly grid_format: string;
  readonly asset_url: string;
}

/** Converts a file, and reads what was written as the component does. */
async function convert(name: string, ...options: string[]) {
  const output = path.join(folder, options.includes('npy') ? 'out.npy' : 'out.f32');
  const args = options.filter((option) => option !== 'npy');
  const source = path.isAbsolute(name) ? name : path.join(LANDSCAPES, name);
  const { exitCode, stdout, stderr } = await runCommand(['convert', source, '-o', output, ...args]);
  expect(stderr).not.toContain('error');
  expect(exitCode).toBe(0);
  const payload = JSON.parse(stdout) as Payload;
  const decoding = decodeGrid(readFileSync(output), payload.resolution);
  if (!decoding.ok) throw new Error(decoding.problem.found);
  const { samples, nodes } = decoding.grid;
  const rows = Array.from({ length: nodes }, (_, j) =>
    Array.from(samples.subarray(j * nodes, (j + 1) * nodes), (sample) =>
      Number.isNaN(sample) ? null : sample,
    ),
  );
  return { payload, rows, stderr };
}

const rowsOf = (name: keyof typeof expected): (number | null)[][] => expected[name].rows;

describe('convert, of a file of loss-landscape', () => {
  it.each(['plain', 'chunked', 'libver', 'float32', 'unfinished', 'descending'] as const)(
    '%s: puts the loss of (x, y) where the contract has it',
    async (name) => {
      const { rows, payload } = await convert(`${name}.h5`);
      expect(rows).toEqual(rowsOf(`${name}.h5`));
      expect(payload).toMatchObject({
        run_id: 'run_1',
        asset_url: 'out.f32',
        grid_format: 'float32',
        resolution: rows.length,
        domainHalf: 1,
      });
    },
  );

  it('prints a payload that the reader takes without a diagnostic, half as high as wide', async () => {
    const { payload, rows } = await convert('plain.h5', '--run-id', 'r', '--asset-url', 'https://host/g.f32');
    const parsed = parseMessage({
      v: 1,
      type: 'EVENT',
      project_id: 'p',
      seq: 1,
      ts: 1_790_000_000_000,
      event: { name: 'LOSS_SURFACE_GRID_READY', payload },
    });
    expect(parsed).toMatchObject({
      kind: 'event',
      diagnostics: [],
      received: { runId: 'r', event: { assetUrl: 'https://host/g.f32', resolution: 9 } },
    });
    const losses = rows.flat().map(Number);
    const height = (Math.max(...losses) - Math.min(...losses)) * payload.zScale;
    expect(height / (2 * payload.domainHalf)).toBeCloseTo(0.5, 2);
  });

  it('writes a .npy file where the name says so', async () => {
    const { rows, payload } = await convert('plain.h5', 'npy');
    expect(rows).toEqual(rowsOf('plain.h5'));
    expect(payload).toMatchObject({ grid_format: 'npy', asset_url: 'out.npy' });
  });

  it('takes another dataset by its name', async () => {
    const { rows } = await convert('float32.h5', '--dataset', 'test_loss');
    expect(rows).toEqual(rowsOf('float32.h5').map((row) => row.map((loss) => loss! + 1)));
  });

  it('exchanges the axes of an array whose first one is x', async () => {
    const { rows } = await convert('plain.h5', '--transpose');
    const straight = rowsOf('plain.h5');
    expect(rows).toEqual(straight.map((row, j) => row.map((_, i) => straight[i]![j])));
  });

  it('makes holes of losses of -1, says how many, and keeps them if it is set to', async () => {
    expect((await convert('unfinished.h5')).stderr).toContain('2 samples of 25 are -1');
    const kept = await convert('unfinished.h5', '--keep-minus-one');
    expect(kept.rows.flat().filter((loss) => loss === -1)).toHaveLength(2);
    expect(kept.stderr).not.toContain('-1,');
  });

  it('says how points have to be shifted where the axes are off the centre, and of unequal length', async () => {
    const { payload, rows, stderr } = await convert('shifted.h5');
    expect(rows).toEqual(rowsOf('shifted.h5'));
    expect(payload.domainHalf).toBe(2);
    expect(stderr).toContain('centred at (0.5, 1) and not at (0, 0)');
    expect(stderr).toContain('{ "x": (x - 0.5) / 1, "y": (y - 1) / 2 }');
  });

  it('makes an even square of unequal axes, right at the samples that there are', async () => {
    const { rows } = await convert('oblong.h5', '--resample', '9');
    const straight = rowsOf('oblong.h5');
    expect(straight.map((row) => row.length)).toEqual(new Array(9).fill(5));
    expect(rows.map((row) => row.filter((_, i) => i % 2 === 0))).toEqual(straight);
    expect(rows[0]![1]).toBe((straight[0]![0]! + straight[0]![1]!) / 2);
  });

  it('makes even what is spaced unevenly', async () => {
    const { rows } = await convert('uneven.h5', '--resample', '9');
    const straight = rowsOf('uneven.h5');
    // x = 0.75 is the fourth of the uneven coordinates, and the eighth of nine even ones.
    expect(rows.filter((_, j) => j % 2 === 0).map((row) => row[7])).toEqual(straight.map((row) => row[3]));
  });

  it('leaves a hole a hole where it samples anew', async () => {
    const { rows } = await convert('unfinished.h5', '--resample', '9');
    const holes = rowsOf('unfinished.h5').flatMap((row, j) =>
      row.flatMap((loss, i) => (loss === null ? [[2 * j, 2 * i]] : [])),
    );
    expect(holes).toHaveLength(2);
    for (const [j = 0, i = 0] of holes) {
      expect(rows[j]![i]).toBeNull();
      expect(rows[j]![i - 1]).toBeNull();
    }
    const there = rows.filter((_, j) => j % 2 === 0).map((row) => row.filter((_, i) => i % 2 === 0));
    expect(there).toEqual(rowsOf('unfinished.h5'));
  });
});

describe('convert, of a .npy file', () => {
  it('takes rows as rows of one y, and needs the domain as an option', async () => {
    const { rows, payload } = await convert('square.npy', '--domain-half', '1');
    expect(rows).toEqual(rowsOf('float32.h5'));
    expect(payload.domainHalf).toBe(1);
    const { stderr, exitCode } = await runCommand(['convert', path.join(LANDSCAPES, 'square.npy')]);
    expect(stderr).toContain('--domain-half');
    expect(exitCode).toBe(1);
  });

  it.each(['f8-le-C-v3-17.npy', 'f4-be-F-v2-16.npy', 'i2-le-F-v1-5.npy', 'b1-1-C-v2-7.npy'])(
    'reads %s as the component does',
    async (name) => {
      const file = path.join(import.meta.dirname, '../../fixtures/grids', name);
      const { rows } = await convert(file, '--domain-half', '1', '--keep-minus-one');
      const decoding = decodeGrid(readFileSync(file), 2);
      if (!decoding.ok) throw new Error(decoding.problem.found);
      const samples = [...decoding.grid.samples].map((sample) => (Number.isNaN(sample) ? null : sample));
      expect(rows.flat()).toEqual(samples);
    },
  );
});

describe('convert, of what it cannot use', () => {
  it.each([
    ['oblong.h5', [], 'expected a square, found 5 × 9 samples (x × y): --resample 9'],
    ['uneven.h5', [], 'expected evenly spaced x coordinates, found 0.75 where 0.5 would be even'],
    ['line.h5', [], 'expected two axes, found one axis'],
    ['bare.h5', [], "expected a dataset 'train_loss', found heights"],
    ['bare.h5', ['--dataset', 'heights'], '--domain-half'],
    ['blank.h5', [], 'none of its samples is a finite number'],
    [
      'plain.h5',
      ['--dataset', 'dir_file'],
      "'dir_file' holds lists of variable length, or texts: it is not read",
    ],
    ['plain.h5', ['--dataset', 'xcoordinates'], 'expected two axes, found one axis'],
    ['oblong.npy', ['--domain-half', '1'], 'found 4 × 3 samples (x × y)'],
    ['make.py', [], 'expected HDF5, .npy, .npz or a table of x, y and loss'],
  ])('says of %s %j what is wrong, and writes nothing', async (name, options, says) => {
    const output = path.join(folder, 'refused.f32');
    const source = path.join(LANDSCAPES, name);
    const { exitCode, stdout, stderr } = await runCommand(['convert', source, '-o', output, ...options]);
    expect(stderr).toContain(`error: ${source}: `);
    expect(stderr).toContain(says);
    expect(stdout).toBe('');
    expect(exitCode).toBe(1);
    expect(() => readFileSync(output)).toThrow('ENOENT');
  });

  it.each([8, 100, 1000, 2500])(
    'says of an HDF5 file that is cut after %i bytes that it cannot be read',
    async (length) => {
      const cut = path.join(folder, 'cut.h5');
      writeFileSync(cut, readFileSync(path.join(LANDSCAPES, 'plain.h5')).subarray(0, length));
      const { exitCode, stderr } = await runCommand(['convert', cut]);
      expect(stderr).toMatch(/^error: [^\n]*cut\.h5: [^\n]+\n$/);
      expect(exitCode).toBe(1);
    },
  );

  it('does not write over its input', async () => {
    const copy = path.join(folder, 'copy.npy');
    writeFileSync(copy, readFileSync(path.join(LANDSCAPES, 'square.npy')));
    const { exitCode, stderr } = await runCommand(['convert', copy, '-o', copy, '--domain-half', '1']);
    expect(stderr).toContain('is the input itself');
    expect(exitCode).toBe(1);
  });
});
