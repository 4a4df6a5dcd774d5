import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderJsonSchema } from '../../src/protocol/jsonSchema.js';
import manifest from '../../package.json' with { type: 'json' };
import { createFaultlessLog, renderLog } from './validate/faultyLogs.js';
import { createBrokenOutput, runCommand } from './runCommand.js';

const COMMANDS = ['validate', 'info', 'record', 'replay', 'serve', 'simulate', 'convert', 'schema'];

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'gdv-cli-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function writeLog(name: string, content: string | Uint8Array): string {
  const file = path.join(folder, name);
  writeFileSync(file, content);
  return file;
}

describe('the command line', () => {
  it.each(COMMANDS)('has help with examples for %s', async (command) => {
    const { exitCode, stdout, stderr } = await runCommand([command, '--help']);
    expect(stdout).toContain(`Usage: gradient-descent-viz ${command}`);
    expect(stdout).toMatch(/Examples:\n {2}\$ (?:\w|-)+/);
    expect(stderr).toBe('');
    expect(exitCode).toBe(0);
  });

  it('lists every command in its own help', async () => {
    const { exitCode, stdout } = await runCommand(['--help']);
    const listed = [...stdout.matchAll(/^ {2}(\w+) .*/gm)].map((match) => match[1]);
    expect(listed).toEqual(expect.arrayContaining(COMMANDS));
    expect(exitCode).toBe(0);
  });

  it('prints the version of the package', async () => {
    expect(await runCommand(['--version'])).toEqual({
      exitCode: 0,
      stdout: `${manifest.version}\n`,
      stderr: '',
    });
  });

  it.each([
    [[], 'Usage: gradient-descent-viz'],
    [['validat'], "unknown command 'validat'"],
    [['validate', '--sctrict'], "unknown option '--sctrict'"],
    [['validate', '--max-findings', '-1'], 'Expected an integer of at least 0.'],
    [['convert'], "missing required argument 'surface'"],
    [['convert', 'a.npy', '--resample', '1'], 'Expected an integer from 2 to 4096.'],
    [['convert', 'a.npy', '--domain-half', '0'], 'Expected a number above 0.'],
    [['record', 'ftp://host/'], 'Expected ws://… or wss://…'],
    [['record', 'ws://host/', '--header', 'token'], "Expected 'Name: value'."],
    [['replay', 'a.ndjson', '--port', '70000'], 'Expected a port from 0 to 65535.'],
    [['replay', 'a.ndjson', '--speed', 'fast'], 'Expected a number of at least 0, or max.'],
    [['replay', 'a.ndjson', '--allow-origin', 'localhost'], 'Expected an origin'],
    [['replay', 'a.ndjson', '--max-clients', '0'], 'Expected an integer of at least 1, or max.'],
    [['serve', 'a.ndjson', '--max-clients', '1.5'], 'Expected an integer of at least 1, or max.'],
    [['serve'], 'expected logs, or --backend'],
  ])('exits with 2 where it is called as %j', async (args, says) => {
    const { exitCode, stdout, stderr } = await runCommand(args);
    expect(stderr).toContain(says);
    expect(stdout).toBe('');
    expect(exitCode).toBe(2);
  });

  it.each([
    ['validate', 'nowhere.ndjson', 'nowhere.ndjson: there is no such file.'],
    ['info', 'nowhere.ndjson', 'nowhere.ndjson: there is no such file.'],
    ['convert', 'nowhere.h5', 'nowhere.h5: there is no such file.'],
    ['replay', 'nowhere.ndjson', 'nowhere.ndjson: there is no such file.'],
    ['serve', 'nowhere.ndjson', 'nowhere.ndjson: there is no such file.'],
    ['validate', import.meta.dirname, 'expected a file, found a folder.'],
  ])('exits with 1, and a sentence, where %s cannot read %s', async (command, file, says) => {
    const { exitCode, stdout, stderr } = await runCommand([command, file]);
    expect(stderr).toMatch(/^error: [^\n]+\n$/);
    expect(stderr).toContain(says);
    expect(stdout).toBe('');
    expect(exitCode).toBe(1);
  });

  it('says what to do about a log that is gzip, UTF-16 or printed for people', async () => {
    const gzip = writeLog('log.ndjson.gz', Buffer.from([0x1f, 0x8b, 8, 0]));
    expect((await runCommand(['validate', gzip])).stderr).toContain('unpack it first');
    const utf16 = writeLog(
      'utf16.ndjson',
      Buffer.from(`\uFEFF${renderLog(createFaultlessLog())}`, 'utf16le'),
    );
    expect((await runCommand(['info', utf16])).stderr).toContain('-Encoding utf8');
    const printed = writeLog('printed.json', JSON.stringify(createFaultlessLog(), null, 2));
    const { stderr, exitCode } = await runCommand(['validate', printed]);
    expect(stderr).toContain("jq -c '.[]?'");
    expect(exitCode).toBe(1);
  });

  it('reads several logs, and - for what is piped in', async () => {
    const text = renderLog(createFaultlessLog());
    const { stdout, exitCode } = await runCommand(['validate', writeLog('a.ndjson', text), '-'], {
      stdin: text,
    });
    expect(stdout.match(/: 7 lines /g)).toHaveLength(2);
    expect(stdout).toContain('\nstdin: ');
    expect(exitCode).toBe(0);
  });

  it('prints the schema that the package holds', async () => {
    expect((await runCommand(['schema'])).stdout).toBe(renderJsonSchema());
  });
});

describe('the output of the command line', () => {
  const faulty = renderLog([{ type: 'EVENT', event: null }]);

  it('ends without a word where its reader has left', async () => {
    for (const args of [['validate'], ['info'], ['schema']]) {
      const { exitCode, stderr } = await runCommand(args, { stdin: faulty, stdout: createBrokenOutput() });
      expect([exitCode, stderr]).toEqual([0, '']);
    }
  });

  it('has colours on a terminal, and none in a pipe, under NO_COLOR or on a dumb terminal', async () => {
    const paint = async (isTerminal: boolean, env = {}): Promise<string> =>
      (await runCommand(['validate'], { stdin: faulty, isTerminal, env })).stdout;
    expect(await paint(true)).toContain('\x1b[31merror\x1b[39m');
    for (const text of [
      await paint(false),
      await paint(true, { NO_COLOR: '1' }),
      await paint(true, { TERM: 'dumb' }),
    ]) {
      expect(text).not.toContain('\x1b[');
      expect(text).toContain(': error event_invalid');
    }
  });

  it('shows its progress on a terminal, takes it away, and shows none in a pipe', async () => {
    const chunks = Array.from({ length: 3 }, () => Buffer.from(renderLog([{ type: 'HELLO' }])));
    const run = async (isTerminal: boolean): Promise<string> =>
      (await runCommand(['info'], { stdin: Readable.from(chunks), isTerminal })).stderr;
    expect(await run(false)).toBe('');
    const progress = await run(true);
    expect(progress).toMatch(/^\r\x1b\[Kstdin {2}17 B {2}/);
    expect(progress.endsWith('\r\x1b[K')).toBe(true);
    const file = writeLog('progress.ndjson', renderLog(createFaultlessLog()));
    const bar = await runCommand(['info', file], { isTerminal: true });
    expect(bar.stderr).toContain('█ 100 %  2.33 kB of 2.33 kB');
  });
});
