import { expect, it } from 'vitest';
import { computeMessageKind, parseSignal } from '../../src/transport/messageKind.js';
import { LOG_NAMES, readLog } from '../fixtures/readLog.js';

it.each([
  ['{"type":"HEARTBEAT"}', 'heartbeat'],
  ['{"type":"ping","ts":1}', 'heartbeat'],
  ['{"v":1,"type":"EVENT","event":{"name":"KeepAlive","payload":{}}}', 'heartbeat'],
  ['{"type": "HELLO", "event": {"name": "HELLO"}}', 'hello'],
  ['{"type":"EVENT","event":{"name":"METRIC_SCALAR","payload":{"name":"ping"}}}', 'data'],
  ['{"type":"EVENT","event":{"name":"GD_HYPERPARAMS"}}', 'data'],
  ['"HELLO"', 'data'],
  ['{"type":"HELLO"', 'data'],
  ['', 'data'],
])('[FRAME-4] takes %s for %s', (text, kind) => {
  expect(computeMessageKind(parseSignal(text))).toBe(kind);
});

it('finds the hello of every recorded log, and no heartbeat', () => {
  for (const name of LOG_NAMES) {
    const kinds = readLog(name).map((line) => computeMessageKind(parseSignal(line)));
    expect(kinds.includes('heartbeat')).toBe(false);
    expect(kinds.filter((kind) => kind === 'hello').length).toBe(
      readLog(name).filter((line) => line.includes('"type": "HELLO"')).length,
    );
  }
});
