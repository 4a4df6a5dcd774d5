import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CommandFailure } from '../../../src/cli/commandFailure.js';
import { findAxisPair } from '../../../src/cli/convert/axisNames.js';
import { readCsv } from '../../../src/cli/convert/readCsv.js';
import { readNpz } from '../../../src/cli/convert/readNpz.js';
import { decodeGrid } from '../../../src/core.js';
import { runCommand } from '../runCommand.js';
import { describeOnce, itOnce, scaled } from '../../support/testLength.js';

const ARCHIVES = path.join(import.meta.dirname, '../../fixtures/archives');

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'gdv-archives-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Converts a file, and reads what was written as the component does. */
async function convert(source: string, ...options: string[]) {
  const output = path.join(folder, 'out.f32');
  rmSync(output, { force: true });
  const { exitCode, stdout, stderr } = await runCommand(['convert', source, '-o', output, ...options]);
  if (exitCode !== 0) return { stderr, exitCode, rows: null, payload: null };
  const payload = JSON.parse(stdout) as { resolution: number; domainHalf: number };
  const decoding = decodeGrid(readFileSync(output), payload.resolution);
  if (!decoding.ok) throw new Error(decoding.problem.found);
  const { samples, nodes } = decoding.grid;
  const rows = Array.from({ length: nodes }, (_, j) =>
    Array.from(samples.subarray(j * nodes, (j + 1) * nodes), (sample) =>
      Number.isNaN(sample) ? null : sample,
    ),
  );
  return { payload, rows, stderr, exitCode };
}

const archive = (name: string, ...options: string[]) => convert(path.join(ARCHIVES, name), ...options);

/** A table in a file of its own. */
function table(text: string | Uint8Array, ...options: string[]) {
  const source = path.join(folder, 'table.csv');
  writeFileSync(source, text);
  return convert(source, ...options);
}

const ROWS = [
  [0.5, 1.5, 2.5],
  [3.5, 4.5, 5.5],
  [6.5, 7.5, 8.5],
];

/** Bytes between two places that are tried. */
const STRIDE = scaled({ short: 11, long: 3 });

describe('convert, of a .npz file', () => {
  itOnce.each([
    ['stored.npz', []],
    ['deflated.npz', []],
    ['deflated.npz', ['--dataset', 'Z']],
    ['mesh.npz', []],
    ['float32-fortran.npz', []],
    ['bare.npz', ['--domain-half', '2']],
    ['zip64.npz', ['--domain-half', '2']],
    ['several.npz', ['--dataset', 'first', '--domain-half', '2']],
  ])('%s %j: reads the losses where their coordinates have them', async (name, options) => {
    const { rows, payload } = await archive(name, ...options);
    expect(rows).toEqual(ROWS);
    expect(payload).toMatchObject({ resolution: 3, domainHalf: 2 });
  });

  itOnce('takes another array by its name, and one whose first axis is x', async () => {
    const { rows } = await archive('mesh.npz', '--dataset', 'other');
    expect(rows).toEqual(ROWS.map((row) => row.map((loss) => loss + 1)));
    const turned = await archive('stored.npz', '--transpose');
    expect(turned.rows).toEqual(ROWS.map((row, j) => row.map((_, i) => ROWS[i]![j])));
  });

  itOnce.each([
    ['several.npz', [], "expected an array 'train_loss', found first, second: --dataset names another"],
    ['stored.npz', ['--dataset', 'loss'], "expected an array 'loss', found Z, x, y"],
    ['bare.npz', [], '--domain-half'],
    ['oblong.npz', [], "array 'Z': expected 3 × 3 (y × x), as many as x and y have, found 2 × 3"],
    ['line.npz', [], "array 'Z': expected two axes, found a shape of (3)"],
    ['objects.npz', [], "array 'Z': expected float64"],
    ['indexing-ij.npz', [], "with indexing='ij' save x and y themselves"],
    ['bzip2.npz', [], "array 'Z' is compressed by method 12"],
    ['encrypted.npz', [], "array 'Z' is encrypted"],
    ['no-arrays.npz', [], 'is a zip archive without a .npy file'],
  ])('says of %s %j what is wrong', async (name, options, says) => {
    const { exitCode, stderr } = await archive(name, ...options);
    expect(stderr).toContain(`${name}: `);
    expect(stderr).toContain(says);
    expect(stderr).toMatch(/^error: [^\n]*\n$/);
    expect(exitCode).toBe(1);
  });

  it.each(readdirSync(ARCHIVES).filter((name) => name.endsWith('.npz')))(
    '%s: reads it or says why not, wherever it is cut and whatever byte is changed',
    async (name) => {
      const bytes = readFileSync(path.join(ARCHIVES, name));
      const attempt = async (spoilt: Uint8Array): Promise<void> => {
        try {
          await readNpz(spoilt, { dataset: undefined, isTransposed: false });
        } catch (error) {
          if (!(error instanceof CommandFailure)) throw error;
          expect(error.message).not.toMatch(/Error|undefined|\n/);
        }
      };
      for (let at = 4; at < bytes.length; at += STRIDE) {
        await attempt(bytes.subarray(0, at));
        const spoilt = Uint8Array.from(bytes);
        spoilt[at] = (spoilt[at]! + 1 + ((at * 37) % 255)) % 256;
        await attempt(spoilt);
      }
    },
  );
});

const points = [-2, 0, 2].flatMap((y, j) => [-1, 0, 1].map((x, i) => [x, y, ROWS[j]![i]!] as const));
const join = (rows: readonly (readonly unknown[])[], mark = ',', end = '\n'): string =>
  rows.map((row) => row.join(mark) + end).join('');
const comma = (rows: readonly (readonly number[])[]): string[][] =>
  rows.map((row) => row.map((value) => value.toFixed(2).replace('.', ',')));

describeOnce('convert, of a table of x, y and loss', () => {
  itOnce.each<[string, string | Uint8Array]>([
    ['commas', join(points)],
    ['a header', `x,y,loss\n${join(points)}`],
    ['a header in quotes', `"x","y","train_loss"\n${join(points)}`],
    ['a header in another order', `loss,Y,X\n${join(points.map(([x, y, loss]) => [loss, y, x]))}`],
    ['more columns', `step,x,y,loss,acc\n${join(points.map((point) => [7, ...point, 0.9]))}`],
    ['unknown names', `a,b,c\n${join(points)}`],
    ['semicolons', join(points, ';')],
    ['semicolons and decimal commas', `x;y;loss\n${join(comma(points), ';')}`],
    ['tabs', join(points, '\t')],
    ['tabs and decimal commas', join(comma(points), '\t')],
    ['spaces', join(points, '   ')],
    ['spaces before the numbers', points.map((point) => `  ${point.join('  ')}\n`).join('')],
    ['a space behind each comma', join(points, ', ')],
    ['lines that end in CR LF', `x,y,loss\r\n${join(points, ',', '\r\n')}`],
    ['a byte order mark', `\uFEFFx,y,loss\n${join(points)}`],
    ['blank lines and comments', `# made by hand\n\n${join(points, ',', '\n\n')}# the end\n`],
    ['another order of the lines', join([...points].reverse())],
    ['columns first', join([...points].sort((a, b) => a[0] - b[0]))],
    ['exponents', join(points.map((point) => point.map((value) => value.toExponential(12))))],
    ['coordinates with fewer digits', join(points.map(([x, y, loss], i) => [x + (i % 2) * 1e-9, y, loss]))],
    ['a file of np.savetxt', readFileSync(path.join(ARCHIVES, 'savetxt.csv'))],
  ])('reads %s', async (_what, text) => {
    const { rows, payload, stderr } = await table(text);
    expect(stderr).not.toContain('error');
    expect(rows).toEqual(ROWS);
    expect(payload).toMatchObject({ resolution: 3 });
    expect(payload?.domainHalf).toBeCloseTo(2, 6);
  });

  itOnce('takes a column by its name', async () => {
    const { rows } = await table(
      `x,y,loss,test\n${join(points.map((point) => [...point, point[2] + 1]))}`,
      '--dataset',
      'test',
    );
    expect(rows).toEqual(ROWS.map((row) => row.map((loss) => loss + 1)));
  });

  itOnce(
    'makes holes of nodes without a line and of losses that are no numbers, and says how many',
    async () => {
      const lacking = points
        .filter((_, i) => i !== 1)
        .map(([x, y, loss], i) => [x, y, ['NaN', 'inf', '', 'null'][i] ?? loss]);
      const { rows, stderr } = await table(join(lacking));
      expect(rows).toEqual([[null, null, null], [null, null, 5.5], ROWS[2]]);
      expect(stderr).toContain('1 node of 9 without a line: holes of the surface.');
      expect(stderr).toContain('5 holes');
    },
  );

  itOnce('says how points of a path have to be shifted where the samples are off the centre', async () => {
    const { stderr, payload } = await table(join(points.map(([x, y, loss]) => [x + 3, y, loss])));
    expect(stderr).toContain('centred at (3, 0)');
    expect(payload?.domainHalf).toBe(2);
  });

  itOnce.each<[string, string | Uint8Array, string, string[]]>([
    [
      'an uneven axis',
      join(points.map(([x, y, loss]) => [x === 0 ? 0.3 : x, y, loss])),
      'expected evenly spaced x coordinates',
      [],
    ],
    [
      'scattered points',
      join(points.map(([x, y, loss], i) => [x + i * 0.01, y - i * 0.02, loss])),
      'found 9 samples at 9 different x and 9 different y',
      [],
    ],
    [
      'a point twice',
      join([...points, points[4]!]),
      'line 10: expected each point once, found (0, 0) on line 5 too',
      [],
    ],
    [
      'a text among the numbers',
      join([...points.slice(0, 4), ['zero', 0, 4.5], ...points.slice(5)]),
      'line 5: expected a number for x, found "zero"',
      [],
    ],
    [
      'coordinates that are not finite',
      join([...points.slice(1), ['nan', 0, 4.5]]),
      'line 9: expected a number for x, found "nan"',
      [],
    ],
    [
      'lines of different lengths',
      join([...points.slice(0, 4), [0, 0], ...points.slice(5)]),
      'line 5: expected 3 fields, as on line 1, found 2',
      [],
    ],
    [
      'two columns',
      join(points.map(([x, y]) => [x, y])),
      'expected the columns x, y and loss, found 2 columns without names',
      [],
    ],
    [
      'a table of losses alone',
      join([
        [1, 2, 3, 4],
        [1, 2, 3, 4],
      ]),
      "np.save('losses.npy', np.loadtxt('losses.csv', delimiter=','))",
      [],
    ],
    [
      'a column that is not there',
      `x,y,loss\n${join(points)}`,
      "expected a column 'test', found the columns x, y, loss",
      ['--dataset', 'test'],
    ],
    [
      'names that are not known',
      `p,q,r,s\n${join(points.map((point) => [...point, 1]))}`,
      'found the columns p, q, r, s',
      [],
    ],
    ['decimal commas between commas', join(comma(points)), 'found 6 columns without names', []],
    ['a header alone', 'x,y,loss\n', 'found text without a line of numbers', []],
    ['one row', join(points.slice(0, 3)), 'expected at least 2 × 2 samples, found 3 × 1', []],
    ['UTF-16', Buffer.from(`\uFEFF${join(points)}`, 'utf16le'), 'UTF-16', []],
    ['JSON', JSON.stringify({ points }), 'expected', []],
  ])('says of %s what is wrong', async (_what, text, says, options) => {
    const { exitCode, stderr } = await table(text, ...options);
    expect(stderr).toContain(says);
    expect(stderr).toMatch(/^error: [^\n]*\n$/);
    expect(exitCode).toBe(1);
  });

  itOnce('reads any text or says why not', () => {
    const text = Buffer.from(`x;y;loss\n${join(comma(points), ';')}`);
    const marks = Buffer.from(';,\n\t #"e-9x\r');
    for (let at = 0; at < text.length; at++) {
      for (const mark of marks) {
        const spoilt = Uint8Array.from(text);
        spoilt[at] = mark;
        try {
          readCsv(spoilt, { dataset: undefined, isTransposed: false });
        } catch (error) {
          if (!(error instanceof CommandFailure)) throw error;
        }
      }
    }
  });
});

describeOnce('convert, of the names that coordinates go by', () => {
  const rows = ['-1,-1,1', '1,-1,2', '-1,1,3', '1,1,4'];

  itOnce.each([
    ['x', 'y'],
    ['X', 'Y'],
    ['x_coord', 'y_coord'],
    ['alpha', 'beta'],
    ['w0', 'w1'],
    ['w1', 'w2'],
    ['theta_1', 'theta_2'],
    ['dir1', 'dir2'],
    ['pc1', 'pc2'],
  ])('reads a table of %s, %s and loss', async (x, y) => {
    expect((await table([`${x},${y},loss`, ...rows].join('\n'))).rows).toEqual([
      [1, 2],
      [3, 4],
    ]);
    const turned = rows.map((row) => row.split(',').reverse().join(','));
    expect((await table([`loss,${y},${x}`, ...turned].join('\n'))).rows).toEqual([
      [1, 2],
      [3, 4],
    ]);
  });

  itOnce(
    'takes three columns in their order where it knows no coordinates, but for a loss that it knows',
    async () => {
      const turned = rows.map((row) => row.split(',').reverse().join(','));
      expect((await table(['a,b,c', ...rows].join('\n'))).rows).toEqual([
        [1, 2],
        [3, 4],
      ]);
      expect((await table(['loss,b,a', ...turned].join('\n'))).rows).toEqual([
        [1, 3],
        [2, 4],
      ]);
    },
  );

  itOnce('says which columns there are where it knows none of the coordinates', async () => {
    const { stderr } = await table(['foo,bar,loss,n', ...rows.map((row) => `${row},1`)].join('\n'));
    expect(stderr).toContain(
      'found the columns foo, bar, loss, n. Call the columns of the coordinates x and y.',
    );
  });

  itOnce('says of a file without a byte that it is empty', async () => {
    expect((await table('')).stderr).toContain('is empty');
  });

  itOnce.each([
    ['x_coordinates', 'y_coordinates'],
    ['alphas', 'betas'],
    ['Alpha', 'Beta'],
  ])('finds %s and %s in an archive', (x, y) => {
    expect(findAxisPair(['loss', y, x])).toEqual([x, y]);
  });
});
