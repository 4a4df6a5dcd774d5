import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';

/** The app after the swap; `before` holds the files that the swap changes or removes, as they were. */
const EXAMPLE = path.resolve(import.meta.dirname, '../../examples/host');
const BEFORE = path.join(EXAMPLE, 'before');

const FILES = readFiles(BEFORE);
const readFile = (folder: string, file: string): string => readFileSync(path.join(folder, file), 'utf8');

function readFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort();
}

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'gdv-swap-'));
  for (const file of FILES) {
    copy(path.join(BEFORE, file), path.join(folder, 'a', file));
    if (isKept(file)) copy(path.join(EXAMPLE, file), path.join(folder, 'b', file));
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function copy(from: string, to: string): void {
  mkdirSync(path.dirname(to), { recursive: true });
  cpSync(from, to);
}

function isKept(file: string): boolean {
  return existsSync(path.join(EXAMPLE, file));
}

/** Without a configuration of the machine's: it may say how a diff looks. */
function runGit(cwd: string, ...args: string[]): string {
  const { stdout, stderr, error } = spawnSync('git', args, {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, GIT_CONFIG_GLOBAL: path.join(folder, 'none'), GIT_CONFIG_NOSYSTEM: '1' },
  });
  expect([error, stderr]).toEqual([undefined, '']);
  return stdout;
}

it('swap.diff is what git says of the host before and after (`-u` writes it)', async () => {
  const diff = runGit(folder, 'diff', '--no-index', '--no-prefix', '--no-color', 'a', 'b');
  await expect(diff).toMatchFileSnapshot(path.join(EXAMPLE, 'swap.diff'));
});

it('swap.diff, applied to the host before, gives the host after', () => {
  const applied = path.join(folder, 'applied');
  cpSync(path.join(folder, 'a'), applied, { recursive: true });
  runGit(applied, 'apply', path.join(EXAMPLE, 'swap.diff'));
  expect(readFiles(applied)).toEqual(FILES.filter(isKept));
  for (const file of readFiles(applied)) expect(readFile(applied, file), file).toBe(readFile(EXAMPLE, file));
});

it('the README of the host shows the diff of what the swap keeps', () => {
  const [, shown] = /```diff\n([\s\S]*?)```/.exec(readFile(EXAMPLE, 'README.md')) ?? [];
  const parts = readFile(EXAMPLE, 'swap.diff').split(/^(?=diff --git )/m);
  const kept = parts.filter((part) => !part.includes('deleted file')).join('');
  // Prettier takes the space off an empty line.
  expect(shown).toBe(kept.replaceAll(/^(?:diff|index) .*\n/gm, '').replaceAll(/^ $/gm, ''));
});

it('the README of the host counts the lines of the picture and its panel, before and after', () => {
  expect(FILES.filter((file) => !isKept(file))).toEqual(['src/LossSurface.tsx']);
  const countLines = (folder: string, file: string): number =>
    readFile(folder, file).trimEnd().split('\n').length;
  const before = countLines(BEFORE, 'src/LossSurface.tsx') + countLines(BEFORE, 'src/RunPanel.tsx');
  const after = countLines(EXAMPLE, 'src/RunPanel.tsx');
  expect(readFile(EXAMPLE, 'README.md')).toContain(`${before} lines before, ${after} after`);
});
