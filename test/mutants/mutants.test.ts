import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { drawMutants } from './draw.mjs';
import { findText, placeMutant } from './mutant.mjs';
import { itLong, itOnce } from '../support/testLength.js';

const RUN = path.join(import.meta.dirname, 'run.mjs');

const MUTANTS = [
  { operator: 'arithmetic', text: 'a + b', replacement: 'a - b' },
  { operator: 'constant', text: 'a / 2', replacement: 'a / 3', reason: 'Nobody halves.' },
  { operator: 'constant', text: 'a * 7', replacement: 'a * 8' },
];

const FILES = {
  'package.json': '{ "type": "module" }',
  'vitest.config.ts':
    "export default { test: { projects: [{ test: { name: 'unit', globals: true, include: ['test/**/*.test.ts'] } }] } };",
  'src/toy/sums.ts':
    'export const add = (a: number, b: number) => a + b;\nexport const halve = (a: number) => a / 2;\n',
  'test/toy/sums.test.ts':
    "import { add } from '../../src/toy/sums.js';\nit('adds', () => expect(add(1, 2)).toBe(3));\n",
  'test/mutants/list/toy.json': JSON.stringify(MUTANTS),
  'examples/.keep': '',
  'demo/.keep': '',
  'docs/testing.md': 'Scores:\n\n<!-- scores -->\n<!-- end of scores -->\n',
};

/** A repository with one room, gone with the test. */
function createToy(): string {
  const root = mkdtempSync(path.join(tmpdir(), 'gdv-mutants-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const [file, text] of Object.entries(FILES)) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), text);
  }
  return root;
}

function runMutants(root: string, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [RUN, '--workers', '1', ...args], {
    cwd: root,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

itOnce(
  'finds the mutant that a test finds, lists the one that none does, and fails of one whose text is gone',
  () => {
    const root = createToy();
    const { status, stdout, stderr } = runMutants(root, '--write-docs');

    expect(stdout).toContain('killed by test/toy/sums.test.ts');
    expect(stdout).toMatch(/`toy` *\| 2 *\| 1 *\| 0 *\| 1 *\| 0 *\| *\| 50 %/);
    expect(stderr).toContain('its text is gone: a * 7');
    expect(stderr).toContain('Below 90 %: toy');
    expect(status).toBe(1);
    expect(readFileSync(path.join(root, 'docs/testing.md'), 'utf8')).toContain(
      '- src/toy/sums.ts (constant): `a / 2` → `a / 3`. Nobody halves.',
    );
    expect(readFileSync(path.join(root, 'src/toy/sums.ts'), 'utf8')).toBe(FILES['src/toy/sums.ts']);
  },
);

itLong('has nothing left to judge in a second sitting, until a test changes that has a say', () => {
  const root = createToy();
  runMutants(root);
  expect(runMutants(root).stdout).not.toMatch(/killed by|lives through/);
  const test =
    "import { halve } from '../../src/toy/sums.js';\nit('halves', () => expect(halve(2)).toBe(1));\n";
  writeFileSync(path.join(root, 'test/toy/halves.test.ts'), test);
  const third = runMutants(root).stdout;
  expect(third).toContain('killed by test/toy/halves.test.ts');
  expect(third).not.toContain('killed by test/toy/sums.test.ts');
});

itOnce('draws the same mutants from a seed, each of a text that stands once', () => {
  const text = 'const low = 3;\nexport const isLow = (x: number) => x < low && x !== 0;\n// x < low\n';
  const sources = new Map([['src/toy/low.ts', text]]);
  const drawn = drawMutants(sources, 'toy', 7, () => true);

  expect(drawn).toEqual(drawMutants(sources, 'toy', 7, () => true));
  expect(drawn.map(({ operator }) => operator)).toEqual(
    expect.arrayContaining(['comparison', 'logic', 'constant']),
  );
  for (const mutant of drawn) {
    expect(findText(sources, mutant.text)).toHaveLength(1);
    expect(mutant.replacement).not.toBe(mutant.text);
  }
});

itOnce('places a text by its words, and none that stands twice', () => {
  const mutant = { operator: 'logic', text: 'a && b', replacement: 'a || b' };
  const once = new Map([['src/toy/a.ts', 'return a\n  && b;']]);
  expect(placeMutant(once, mutant)).toMatchObject({ file: 'src/toy/a.ts', start: 7, end: 15 });
  expect(placeMutant(new Map([...once, ['src/toy/b.ts', 'a && b']]), mutant)).toBe(
    'its text stands in src/toy/a.ts and src/toy/b.ts',
  );
});
