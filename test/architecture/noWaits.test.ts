import path from 'node:path';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { beforeAll, describe, expect, it } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../..');
const RULE = 'no-restricted-syntax';
const FILE = path.join(ROOT, 'test/snippet.ts');

let eslint: ESLint;
beforeAll(async () => {
  const config = (await new ESLint({ cwd: ROOT }).calculateConfigForFile(FILE)) as {
    rules: Record<string, [2, ...unknown[]]>;
  };
  // The rule as eslint.config.js sets it for tests; the typed presets read files from the disk.
  eslint = new ESLint({
    cwd: ROOT,
    overrideConfigFile: true,
    overrideConfig: {
      files: ['**/*.ts'],
      languageOptions: { parser: tseslint.parser },
      rules: { [RULE]: config.rules[RULE]! },
    },
  });
});

async function findWaits(text: string): Promise<string[]> {
  const [result] = await eslint.lintText(text, { filePath: FILE });
  return result!.messages.map(({ message }) => message);
}

describe('a test', () => {
  it.each([
    'await new Promise((resolve) => setTimeout(resolve, 20));',
    'setInterval(() => undefined, 5);',
    'window.setTimeout(() => undefined, 20);',
    'await page.waitForTimeout(50);',
    'expect(performance.now() - begun).toBeLessThan(2000);',
    'expect(Date.now() - begun).toBeLessThanOrEqual(limit);',
  ])('may not wait for time, nor limit one: %s', async (text) => {
    expect(await findWaits(text)).toEqual([expect.stringMatching(/^No test/)]);
  });

  it.each(['setTimeout(resolve);', 'setTimeout(resolve, 0);', 'expect(tookMs).toBeLessThan(3000);'])(
    'may give others their turn, and read a fake clock: %s',
    async (text) => {
      expect(await findWaits(text)).toEqual([]);
    },
  );
});
