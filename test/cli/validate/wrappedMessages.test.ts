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
const { name, payload } = message.event;

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
