import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { TestLength } from './testLength.js';

/** The length of this run: `test/run.mjs --long` asks for the long one. */
export const TEST_LENGTH: TestLength = process.env['GDV_TEST_LENGTH'] === 'long' ? 'long' : 'short';

/** A test file, by its path from the root. */
export interface TestFile {
  readonly file: string;
  readonly text: string;
}

/** Every test file of a folder. */
export function readTestFiles(root: string, folder: string): TestFile[] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .filter((file) => /\.test\.tsx?$/.test(file))
    .map((file) => ({ file, text: readFileSync(path.join(root, file), 'utf8') }));
}

/**
 * The files that a run of this length leaves out: a short one those named `*.long.test`, a long one all but
 * them and those that call `scaled`, `picked` or `itLong`. So nothing runs twice at one size.
 */
export function findLeftOut(files: readonly TestFile[], length: TestLength): string[] {
  const isLeftOut = ({ file, text }: TestFile): boolean => {
    const isLongOnly = /\.long\.test\.tsx?$/.test(file);
    return length === 'short' ? isLongOnly : !isLongOnly && !/\b(scaled|picked|itLong)(\.each)?\(/.test(text);
  };
  return files.filter(isLeftOut).map(({ file }) => file);
}
