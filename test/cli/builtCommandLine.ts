import { mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { build } from 'vite';
import { afterAll } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../..');

const onceDone: (() => void)[] = [];
afterAll(() => onceDone.splice(0).forEach((remove) => remove()));

/**
 * The command line as it ships, built anew, for processes of its own: Node 20 runs no TypeScript. For `beforeAll`; gone
 * with the file's tests.
 * @returns the path of the program
 */
export async function buildCommandLine(): Promise<string> {
  // Inside the package, where its dependencies are found.
  const outDir = mkdtempSync(path.join(ROOT, 'node_modules/.gdv-cli-'));
  onceDone.push(() => rmSync(outDir, { recursive: true, force: true }));
  await build({
    root: ROOT,
    configFile: path.join(ROOT, 'vite.config.ts'),
    logLevel: 'error',
    build: { outDir, emptyOutDir: true },
  });
  return path.join(outDir, 'cli/main.js');
}
