import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { get, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createParser } from 'eventsource-parser';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import WebSocket from 'ws';
import { createMessageLines } from '../../../src/log/eventStreamLines.js';
import { readLines } from '../../../src/log/readLines.js';
import { LOG_NAMES, readLog } from '../../fixtures/readLog.js';
import { runCommand, startCommand } from '../runCommand.js';

const LIMIT = 1000;

async function* cut(bytes: Uint8Array, cuts: readonly number[]): AsyncGenerator<Uint8Array> {
  const edges = [0, ...cuts.filter((at) => at < bytes.length).sort((a, b) => a - b), bytes.length];
  for (let i = 1; i < edges.length; i += 1) {
    await Promise.resolve();
    yield bytes.subarray(edges[i - 1], edges[i]);
  }
}

/** The messages of a log as the commands find them, with their lines. */
async function readMessages(log: string, cuts: readonly number[]) {
  const seen: [line: number, text: string][] = [];
  const lines = createMessageLines(
    (text, line) => void seen.push([line, text]),
    LIMIT,
    (chars, line) => void seen.push([line, `too long ${chars}`]),
  );
  const { bytes } = await readLines(cut(Buffer.from(log), cuts), LIMIT, {
    onLine: lines.push,
    onTooLong: () => undefined,
  });
  lines.finish();
  expect(bytes).toBe(Buffer.byteLength(log));
  return seen;
}

/** The same by another library; a log's end ends an event too. */
function readByParser(log: string): string[] {
  const texts: string[] = [];
  const parser = createParser({
    onEvent({ event = '', data }) {
      if (data !== '' && !/^(?:ping|heartbeat)$/.test(event)) texts.push(data);
    },
  });
  // What decodes its bytes takes the mark off.
  parser.feed(`${log.replace('\uFEFF', '')}\n\n`);
  return texts;
}

const LINE_END = fc.constantFrom('\n', '\n', '\r\n', '\r');
const LINE = fc.constantFrom(
  '',
  '',
  '',
  'data: {"a":1}',
  'data:{"b":"é😀\u2028"}',
  'data:  two',
  'data',
  'data:',
  'id: e:1',
  'id',
  'retry: 1000',
  'event: message',
  'event: ping',
  'event: heartbeat',
  ': a comment',
  ':',
  ' ',
  ' data: no field',
  'other: field',
  'data : no field',
);

describe('a log of server-sent events', () => {
  it('holds the messages that another library reads of it, whatever its line ends and chunks are (seed 20261129)', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('', '\uFEFF'),
        fc.constantFrom('data: first', ':', ': hello', 'id: 1', 'retry: 5', 'event: message', 'data'),
        fc.array(fc.tuple(LINE_END, LINE), { maxLength: 30 }),
        fc.array(fc.nat(300), { maxLength: 20 }),
        async (mark, first, rest, cuts) => {
          const log = mark + first + rest.map((part) => part.join('')).join('');
          expect((await readMessages(log, cuts)).map(([, text]) => text)).toEqual(readByParser(log));
        },
      ),
      { seed: 20261129, numRuns: 2000 },
    );
  });

  it.each([
    ['line feeds', '\n'],
    ['carriage returns and line feeds', '\r\n'],
    ['carriage returns', '\r'],
  ])('names the lines of its messages, ended by %s, in chunks of every size', async (_, end) => {
    const log = [
      'retry: 1000',
      '',
      'id: e:1',
      'data: 1',
      '',
      ':',
      '',
      'data: 2',
      'data: 3',
      '',
      'data: 4',
    ].join(end);
    for (let size = 1; size <= log.length; size += 1) {
      const cuts = Array.from({ length: Math.floor(log.length / size) }, (__, i) => size * (i + 1));
      expect(await readMessages(log, cuts), `chunks of ${size}`).toEqual([
        [4, '1'],
        [8, '2\n3'],
        [11, '4'],
      ]);
    }
  });

  it('is not what a log of messages is: there a line ends at the line feed alone', async () => {
    expect(await readMessages('{"a":\r1}\r\n\n  \n{"b":2}', [3])).toEqual([
      [1, '{"a":\r1}\r'],
      [4, '{"b":2}'],
    ]);
    expect(await readMessages('\n\n \r\ndata: 1\r\rdata: 2', [])).toEqual([
      [4, '1'],
      [6, '2'],
    ]);
    expect(await readMessages('database\rid\n', [])).toEqual([[1, 'database\rid']]);
  });

  it.each([
    ['line feeds', '\n'],
    ['carriage returns and line feeds', '\r\n'],
  ])('is found behind the headers that `curl -i` writes before it, its lines ended by %s', async (_, end) => {
    const headers = [
      'HTTP/1.1 307 Temporary Redirect\r\nLocation: /events\r\n\r\n',
      'HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nid: none\r\n\r\n',
    ].join('');
    const log = ['retry: 1000', '', 'id: e:1', 'data: 1', '', ':', '', 'data: 2', 'data: 3', '', ''].join(
      end,
    );
    for (const cuts of [[], [5], [60, 61, 100, 140]])
      expect(await readMessages(headers + log, cuts)).toEqual([
        [11, '1'],
        [15, '2\n3'],
      ]);
    expect(
      await readMessages('HTTP/2 200 \r\ncontent-type: application/x-ndjson\r\n\r\n{"a":1}\n', []),
    ).toEqual([[4, '{"a":1}']]);
  });

  it.each([
    ['line feeds', '\n'],
    ['carriage returns and line feeds', '\r\n'],
  ])(
    'whose beginning is cut off loses no more than the event that was cut; lines end by %s',
    async (_, end) => {
      const whole = [
        'id: e:1',
        'data: {"a":1}',
        '',
        ':',
        '',
        'id: e:2',
        'data: {"b":',
        'data: 2}',
        '',
        '',
      ].join(end);
      const rest = [11, '{"b":\n2}'];
      for (let from = 0; from <= whole.indexOf('data'); from += 1) {
        const texts = (await readMessages(whole.slice(from), [])).map(([, text]) => text);
        // A part of the name of a field, or of an id.
        expect(texts.slice(-2), `from ${from}`).toEqual(['{"a":1}', rest[1]]);
      }
      for (let from = whole.indexOf('{'); from < whole.indexOf(':', 20); from += 1) {
        const texts = (await readMessages(whole.slice(from), [])).map(([, text]) => text);
        expect(texts.at(-1), `from ${from}`).toBe(rest[1]);
        expect(texts.length).toBeLessThanOrEqual(2);
      }
    },
  );

  it('that other lines stand between, such as what a program printed, keeps each message', async () => {
    const log = 'connected\ndata: {"a":1}\n{"b":2}\nid: 1\ndata: {"c":3}\n\n[{"d":4}]\ndata: {"e":5}';
    expect(await readMessages(log, [])).toEqual([
      [1, 'connected'],
      [2, '{"a":1}'],
      [3, '{"b":2}'],
      [5, '{"c":3}'],
      [7, '[{"d":4}]'],
      [8, '{"e":5}'],
    ]);
  });
});

/** What `curl -N URL > log` writes, until a text has come. */
async function readStream(url: string, until: string): Promise<string> {
  const response = await new Promise<IncomingMessage>((resolve) => get(url, { agent: false }, resolve));
  let text = '';
  for await (const bytes of response) {
    text += String(bytes);
    if (text.includes(until) && text.endsWith('\n\n')) break;
  }
  response.destroy();
  return text;
}

/** The file that a client of `replay` made of a log. */
async function recordReplay(
  name: string,
): Promise<{ readonly file: string; readonly log: readonly string[] }> {
  const folder = mkdtempSync(path.join(tmpdir(), 'gdv-sse-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const log = readLog(name);
  const replay = startCommand([
    'replay',
    path.join(import.meta.dirname, `../../fixtures/logs/${name}.ndjson`),
    '--speed',
    'max',
  ]);
  const [, url = ''] = await replay.stdout.waitFor(/server-sent events +(http:\S+)\n/);
  const file = path.join(folder, 'stream.log');
  writeFileSync(file, await readStream(url, log.at(-1)!));
  replay.interrupt();
  await replay.exitCode;
  return { file, log };
}

describe('what our own server sends, written down as it comes', () => {
  it.each(LOG_NAMES)('is read by every command as the log that it is: %s', async (name) => {
    const { file, log } = await recordReplay(name);
    const stdin = `${log.join('\n')}\n`;
    for (const command of ['validate', 'info']) {
      const [ofLog, ofStream] = [
        await runCommand([command, '--json'], { stdin }),
        await runCommand([command, '--json', file]),
      ];
      const plain = (text: string): string =>
        text.replaceAll(/"(?:line|lines|bytes|log|file|name)":(?:\d+|"[^"]*")|(?<=\(line )\d+/g, '');
      expect(plain(ofStream.stdout)).toBe(plain(ofLog.stdout));
      expect(ofStream.exitCode).toBe(ofLog.exitCode);
    }
    const replayed = await runCommand(['replay', file, '--stdout', '--speed', 'max']);
    expect(replayed.stdout).toBe(stdin);
  });

  it('is shown by serve, message by message, and counted', async () => {
    const { file, log } = await recordReplay('real-iris');
    const serving = startCommand(['serve', file, '--port', '0', '--speed', 'max']);
    const [, url = ''] = await serving.stdout.waitFor(/Dashboard: (\S+)\n/);
    const { logs } = (await (await fetch(new URL('api/logs', url))).json()) as { logs: unknown[] };
    expect(logs).toEqual([expect.objectContaining({ id: 'stream', messages: log.length, runs: 1 })]);
    const socket = new WebSocket(new URL('ws/projects/stream', url.replace('http', 'ws')));
    const texts: string[] = [];
    await new Promise<void>((resolve) =>
      socket.on('message', (data: Buffer) => {
        if (texts.push(data.toString()) === log.length) resolve();
      }),
    );
    expect(texts).toEqual(log);
    socket.terminate();
    serving.interrupt();
    expect(await serving.exitCode).toBe(0);
  });

  it('of a run that goes on is read up to where it was cut', async () => {
    const args = ['simulate', '--training', '--epochs', '3', '--step-ms', '1', '--port', '0'];
    const running = startCommand(args);
    const [, url = ''] = await running.stdout.waitFor(/server-sent events +(http:\S+)\n/);
    const stream = await readStream(url, 'GD_PATH_FINISHED');
    running.interrupt();
    await running.exitCode;
    const whole = await runCommand(['validate'], { stdin: stream });
    expect(whole.stdout).toMatch(/: 0 errors, 0 warnings, 0 notes\n$/);
    const cutShort = await runCommand(['validate'], { stdin: stream.slice(0, -40) });
    expect(cutShort.stdout).toContain('message_truncated');
  });
});

it('messages that were printed over several lines of data are one line where a log is written of them', async () => {
  const message = JSON.parse(readLog('real-iris')[0]!) as object;
  const stdin = JSON.stringify(message, null, 2).replaceAll(/^/gm, 'data: ') + '\n\n';
  const { stdout } = await runCommand(['replay', '-', '--stdout', '--speed', 'max'], { stdin });
  expect(stdout.trimEnd().split('\n')).toHaveLength(1);
  expect(JSON.parse(stdout)).toEqual(message);
});

it('[FRAME-3] keeps of an event whose data are beyond the limit its true length, and no part as a message', async () => {
  const many = `${`data: ${'x'.repeat(99)}\n`.repeat(20)}\n`;
  const log = `data: {"a":1}\n\nid: 7\n${many}data:${'y'.repeat(1000)}\n\ndata: ${'z'.repeat(600)}\ndata: ${'z'.repeat(400)}\n\ndata: 2\n\n`;
  for (const cuts of [[], [1, 100, 1500, 2000]])
    expect(await readMessages(log, cuts)).toEqual([
      [1, '{"a":1}'],
      [4, 'too long 1999'],
      [25, 'y'.repeat(1000)],
      [27, 'too long 1001'],
      [30, '2'],
    ]);
});
