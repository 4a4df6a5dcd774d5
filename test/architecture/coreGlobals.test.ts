import path from 'node:path';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { expect, it } from 'vitest';
import { CORE_ROOMS } from '../../eslint/importTable.js';

const ROOT = path.resolve(import.meta.dirname, '../..');
const CORE_RULES = ['no-restricted-globals', 'no-restricted-properties', 'no-restricted-syntax'];

const FORBIDDEN = [
  'export const a = window.innerWidth;',
  "export const b = document.querySelector('canvas');",
  "export const c = () => fetch('/');",
  'export const d = Date.now();',
  'export const e = new Date();',
  'export const f = Math.random();',
  'export const g = setTimeout(() => {}, 0);',
  'export const h = performance.now();',
  'export const i = globalThis;',
  "export const j = process.env['X'];",
  'export default 1;',
];
const ALLOWED = [
  'export const k = new Date(0).getTime();',
  'export const l = Math.hypot(3, 4);',
  'export const m = (now: number) => now;',
];

/** The core's rules as eslint.config.js sets them for the room, on text; the typed presets read files from the disk. */
async function reportedLines(room: string, lines: readonly string[]): Promise<number[]> {
  const filePath = path.join(ROOT, 'src', room, 'snippet.ts');
  const config = (await new ESLint({ cwd: ROOT }).calculateConfigForFile(filePath)) as {
    rules: Record<string, [2, ...unknown[]] | undefined>;
  };
  const rules = Object.fromEntries(CORE_RULES.map((rule) => [rule, config.rules[rule] ?? (0 as const)]));
  const eslint = new ESLint({
    cwd: ROOT,
    overrideConfigFile: true,
    overrideConfig: { files: ['**/*.ts'], languageOptions: { parser: tseslint.parser }, rules },
  });
  const [result] = await eslint.lintText(lines.join('\n'), { filePath });
  return result?.messages.map((message) => message.line) ?? [];
}

it.each(CORE_ROOMS.filter((room) => room !== 'core'))(
  '%s names no global of its host, no clock and no randomness',
  async (room) => {
    expect(await reportedLines(room, [...FORBIDDEN, ...ALLOWED])).toEqual(FORBIDDEN.map((_, i) => i + 1));
  },
);

it('emitter/node may name what Node has', async () => {
  expect(
    await reportedLines('emitter/node', [
      "export const a = process.env['X'];",
      'export const b = Date.now();',
    ]),
  ).toEqual([]);
});
