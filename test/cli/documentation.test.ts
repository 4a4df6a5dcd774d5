import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { selectLevel } from '../../src/cli/validate/finding.js';
import { STREAM_CODES, STREAM_RULES } from '../../src/cli/validate/streamRules.js';
import { DIAGNOSTIC_CODES } from '../../src/protocol/index.js';
import { runCommand } from './runCommand.js';

const text = readFileSync(path.resolve(import.meta.dirname, '../../docs/command-line.md'), 'utf8');

it('docs/command-line.md lists every rule with its level, in the order of the source', () => {
  const rows = [...text.matchAll(/^\| `(\w+)`\s*\| (error|warning|note)\s*\|/gm)];
  expect(rows.map(([, code, level]) => [code, level])).toEqual(
    STREAM_CODES.map((code) => [code, STREAM_RULES[code].level]),
  );
});

it('docs/command-line.md names the diagnostics that are no errors', () => {
  const mild = DIAGNOSTIC_CODES.filter((code) => selectLevel(code) !== 'error');
  const sentence = /an error, but for ([^.]*), which are warnings/.exec(text)?.[1] ?? '';
  expect([...sentence.matchAll(/`(\w+)`/g)].map(([, code]) => code)).toEqual(mild);
});

it('docs/command-line.md has every command of the help, and every option that it names exists', async () => {
  const { stdout } = await runCommand(['--help']);
  const commands = [...stdout.matchAll(/^ {2}(\w+) (?:\[options\]|\[logs|<|\s{2})/gm)].map(
    ([, command = '']) => command,
  );
  expect(commands).toHaveLength(8);
  const helps = await Promise.all(commands.map((command) => runCommand([command, '--help'])));
  for (const command of commands) expect(text).toMatch(new RegExp(`\`${command}\\b`));
  const known = helps.map((help) => help.stdout).join('');
  const named = new Set([...text.matchAll(/`[^`\n]*?(--[a-z][\w-]+)/g)].map(([, option = '']) => option));
  expect(named.size).toBeGreaterThan(10);
  expect([...named].filter((option) => !known.includes(`${option} `))).toEqual([]);
});
