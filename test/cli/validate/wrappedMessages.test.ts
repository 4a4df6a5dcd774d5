import { describe, expect, it } from 'vitest';
import { runCommand } from '../runCommand.js';
import { createEnvelope, createFaultlessLog, renderLog } from './faultyLogs.js';

interface Found {
  readonly line: number;
  readonly code: string;
  readonly path: string;
  readonly found: string;
  readonly expected: string;
}

async function validate(lines: readonly unknown[]): Promise<{ exitCode: number; findings: Found[] }> {
  const { exitCode, stdout } = await runCommand(['validate', '--json'], { stdin: renderLog(lines) });
  const findings = stdout
    .trimEnd()
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Found);
  return { exitCode, findings };
}

const log = createFaultlessLog();
const message = log[3]!;
const text = JSON.stringify(message);
const base64 = Buffer.from(text).toString('base64');
const name = 'GD_PATH_UPDATE';
const { payload } = message.event;

describe('validate, of messages inside of another envelope', () => {
  it.each<[string, unknown, string]>([
    ['{ event, data } around the envelope', { event: 'message', data: message }, 'data'],
    ['{ event, data } around its text', { event: 'message', data: text }, 'data'],
    ['Pusher', { event: 'GD_PATH_UPDATE', channel: 'runs', data: text }, 'data'],
    ['Centrifugo', { push: { channel: 'runs', pub: { data: message } } }, 'push.pub.data'],
    ['Centrifugo, version 1', { result: { channel: 'runs', data: { data: message } } }, 'result.data.data'],
    ['{ type, data }', { type: 'message', data: message }, 'data'],
    ['{ topic, payload }', { topic: 'runs/1', payload: message }, 'payload'],
    ['{ topic, payload } around its text', { topic: 'runs/1', payload: text }, 'payload'],
    ['JSON-RPC', { jsonrpc: '2.0', method: 'event', params: [message] }, 'params[0]'],
    [
      'GraphQL over WebSocket',
      { id: '1', type: 'next', payload: { data: { events: message } } },
      'payload.data.events',
    ],
    ['SignalR', { type: 1, target: 'Event', arguments: [message] }, 'arguments[0]'],
    ['Phoenix', { topic: 'runs:1', ref: null, event: 'new_msg', payload: { body: message } }, 'payload.body'],
    ['CloudEvents', { specversion: '1.0', id: '7', type: 'ml.gd', source: '/gpu0', data: message }, 'data'],
    [
      'our own envelope under another name',
      { v: 1, type: 'EVENT', event: { name: 'FORWARDED', payload: message } },
      'event.payload',
    ],
    ['our own envelope without a name', { v: 1, type: 'EVENT', event: { data: message } }, 'event.data'],
    ['Pub/Sub', { message: { data: base64, messageId: '1' }, subscription: 's' }, 'message.data (base64)'],
    ['Kinesis', { Records: [{ kinesis: { data: base64 } }] }, 'Records[0].kinesis.data (base64)'],
    ['API Gateway', { body: base64, isBase64Encoded: true }, 'body (base64)'],
    ['Kafka over REST', { topic: 'runs', key: null, value: base64 }, 'value (base64)'],
    [
      'CloudEvents in base64',
      { specversion: '1.0', type: 'gd', data_base64: base64 },
      'data_base64 (base64)',
    ],
    ['a buffer of Node', { subject: 'a', data: Buffer.from(text).toJSON() }, 'data.data (bytes)'],
    ['JSON of JSON', JSON.stringify(text), 'message'],
    ['Lambda to Lambda', { body: JSON.stringify({ Message: base64 }) }, 'body.Message (base64)'],
    ['text in text in text', { a: JSON.stringify({ b: JSON.stringify({ c: message }) }) }, 'a.b.c'],
  ])('%s: says where the envelope is', async (_what, wrapped, path) => {
    const { exitCode, findings } = await validate([...log, wrapped]);
    expect(findings).toContainEqual(
      expect.objectContaining({
        line: 8,
        level: 'error',
        code: 'message_wrapped',
        path,
        found: 'a whole GD_PATH_UPDATE inside of another message',
        expected: 'what stands there as the message itself',
      }),
    );
    expect(exitCode).toBe(1);
  });

  it.each<[string, unknown, string]>([
    ['{ event, data }', { event: name, data: payload }, 'message'],
    ['{ event, data } around the text', { event: name, data: JSON.stringify(payload) }, 'message'],
    ['{ name, payload }', { name, payload }, 'message'],
    ['{ type, payload }', { type: name, payload }, 'message'],
    ['{ type, … }', { type: name, ...payload }, 'message'],
    [
      '{ type, data } further in',
      { push: { pub: { data: { event: name, data: payload } } } },
      'push.pub.data',
    ],
    [
      'EVENT with a name for an event',
      { v: 1, type: 'EVENT', project_id: 'p', event: name, payload },
      'message',
    ],
    ['a topic that ends in the name', { topic: `gd/${name}`, payload }, 'message'],
    ['a name with its namespace', { type: `com.example.${name}`, data: payload }, 'message'],
    ['a name in another convention', { event: 'gd-path-update', data: payload }, 'message'],
    ['a name in another convention', { type: 'gdPathUpdate', data: payload }, 'message'],
    ['{ name: payload }', { [name]: payload }, 'message'],
    ['{ name: payload } further in', { data: { [name]: payload } }, 'data'],
    ['SignalR', { hub: 'x', method: 'Receive', args: [name, payload] }, 'args'],
    ['{ channel: name }', { channel: name, message: payload }, 'message'],
    ['the event without its envelope', { event: { name, payload }, seq: 3 }, 'event'],
  ])('%s: says what lacks our envelope', async (_what, bare, path) => {
    const { exitCode, findings } = await validate([...log, bare]);
    const found = findings.filter(({ code }) => code === 'message_wrapped');
    if (path === 'event') expect(findings.map(({ code }) => code)).toContain('type_missing');
    else
      expect(found).toEqual([
        expect.objectContaining({
          line: 8,
          path,
          found: 'a GD_PATH_UPDATE in no envelope of ours',
          expected: '{ v, type: "EVENT", project_id, seq, ts, event: { name, payload } }',
        }),
      ]);
    expect(exitCode).toBe(1);
  });

  it.each([
    ['Phoenix in an array', ['1', '2', 'runs:1', 'message', message], '[4]'],
    ['Socket.IO in an array', ['message', text], '[1]'],
  ])('%s: reads the entries of the array, and says which is no message', async (_what, lines, path) => {
    const { findings } = await validate([...log, lines]);
    const codes = findings.map(({ code, path: at }) => [code, at]);
    if (path === '[1]') expect(codes).toContainEqual(['message_not_object', '[1]']);
    else expect(codes).toContainEqual(['message_not_object', '[3]']);
  });

  it('finds Socket.IO in its text, and says what stands before the JSON', async () => {
    const { findings } = await validate([...log, `42${JSON.stringify(['message', message])}`]);
    expect(findings).toContainEqual(
      expect.objectContaining({ line: 8, code: 'message_wrapped', path: 'message[1]' }),
    );
  });

  it.each<[string, string, string]>([
    ['Socket.IO, with the name for its event', `42${JSON.stringify([name, payload])}`, 'message'],
    [
      'SignalR, with its record separator',
      `{"type":1,"target":"E","arguments":[${text}]}\u001e`,
      'arguments[0]',
    ],
    ['a line with a comma behind it', `${text},`, 'message'],
    ['JSONP', `callback(${text});`, 'message'],
    [
      'a log with brackets before the message',
      `[2026-11-30 00:00:00,123] {train.py:33} INFO - ${text}`,
      'message',
    ],
    ['a line of base64', base64, 'message (base64)'],
    ['SockJS', `a${JSON.stringify([text])}`, 'message[0]'],
  ])('finds in a line that is no JSON %s', async (_what, line, path) => {
    const { findings } = await validate([...log, line]);
    expect(findings.map(({ code }) => code)).toEqual(['json_invalid', 'message_wrapped']);
    expect(findings[1]).toMatchObject({ line: 8, path });
  });

  it.each<[string, unknown]>([
    ['Phoenix', ['1', '2', 'runs:1', name, payload]],
    ['a pair', [name, payload]],
    ['a text in a list', ['message', text]],
    ['a list of lists', [[message]]],
  ])('finds in a line that is an array: %s', async (_what, line) => {
    const { findings } = await validate([...log, line]);
    expect(findings.map(({ code }) => code)).toContain('message_wrapped');
  });

  it('says so of every message of a log, and that it holds no event', async () => {
    const { findings } = await validate(log.map((event) => ({ push: { pub: { data: event } } })));
    expect(findings.map(({ line, code }) => [line, code])).toEqual([
      ...log.map((_, i) => [i + 1, 'message_wrapped']),
      [0, 'no_events'],
    ]);
  });

  it.each<[string, unknown]>([
    ['events of other kinds', createEnvelope(8, 'METRIC_SCALAR', { name: 'loss', value: 1 })],
    ['a name alone', { type: 'LOG', text: 'sent GD_PATH_UPDATE', names: ['GD_PATH_UPDATE'] }],
    ['a log entry about one', { level: 'info', event: name, run_id: 'run_1', msg: 'sent' }],
    ['its topic alone', { topic: `gd/${name}`, payload: { count: 3 } }],
    ['base64 of something else', { image: Buffer.from('{"a":1}'.repeat(50)).toString('base64') }],
    ['bytes of something else', { data: Buffer.from('{"a":1}'.repeat(50)).toJSON() }],
    ['counts by name', { [name]: 5, GD_PATH_STARTED: 1 }],
    ['schemas by name', { [name]: { description: 'points', type: 'object' } }],
    ['a subscription', { type: 'subscribe', event: 'GD_PATH_UPDATE' }],
    ['its confirmation', { type: 'subscribed', topics: ['GD_PATH_UPDATE', 'GD_PATH_STARTED'], data: {} }],
    ['text that is no JSON', { type: 'LOG', text: '{not json', more: '[', data: '{"a":' }],
    ['what lies deeper than anyone wraps', { a: { b: { c: { d: { e: { f: { g: message } } } } } } }],
    ['a list of thousands', { data: Array.from({ length: 5000 }, (_, i) => ({ i })) }],
    ['a text of megabytes', { data: `{"a":"${'x'.repeat(2_000_000)}"}` }],
    ['nests without end', JSON.parse(`${'{"a":'.repeat(3000)}1${'}'.repeat(3000)}`)],
  ])('says nothing of %s', async (_what, other) => {
    const { exitCode, findings } = await validate([...log, other]);
    expect(findings).toEqual([]);
    expect(exitCode).toBe(0);
  });
});
