import { expect, it } from 'vitest';
import { computeStatus } from '../../../src/dashboard/page/status.js';
import { createRunStore, type ConnectionState } from '../../../src/core.js';
import { createFinish, createStart, createUpdate } from '../../protocol/createMessage.js';

const OPEN: ConnectionState = { status: 'open' };
const started = (id: string) => createStart({ run_id: id });
const ended = (id: string) => createFinish({ run_id: id });
const later = (message: Record<string, unknown>, seq: number) => ({
  ...message,
  seq,
  ts: 1_800_000_000_000 + seq,
});

it.each<[string, readonly object[], ConnectionState, boolean, number | null, string]>([
  ['live', [], OPEN, true, null, 'nothing came yet'],
  ['live', [started('a')], OPEN, true, null, 'a run goes on'],
  ['ended', [started('a'), ended('a')], OPEN, true, null, 'the run ended and the link is kept'],
  ['live', [started('a'), ended('a'), started('b')], OPEN, true, null, 'another run goes on'],
  ['ended', [started('a'), ended('a'), started('b'), ended('b')], OPEN, true, null, 'both ended'],
  ['live', [started('a'), ended('a'), later(started('a'), 9)], OPEN, true, null, 'it began anew'],
  [
    'ended',
    [started('a'), ended('a'), later(createUpdate({ run_id: 'a', step_start: 3 }), 9)],
    OPEN,
    true,
    null,
    'points come late',
  ],
  [
    'lost',
    [started('a')],
    { status: 'waiting', attempt: 1, retryInMs: 500, reason: 'closed' },
    true,
    null,
    'the socket is gone',
  ],
  ['lost', [started('a')], { status: 'failed', reason: 'forbidden' }, true, null, 'it was given up'],
  ['lost', [started('a')], { status: 'closed', reason: 'by the host' }, true, null, 'it was closed'],
  [
    'ended',
    [started('a'), ended('a')],
    { status: 'waiting', attempt: 1, retryInMs: 5, reason: 'x', isForNextRun: true },
    true,
    null,
    'it waits for the next run',
  ],
  ['quiet', [], { status: 'open', isQuiet: true }, true, null, 'the link brings nothing'],
  ['playing', [started('a')], OPEN, false, 9, 'a recording plays'],
  ['playing', [started('a')], OPEN, false, null, 'a recording of an unknown length plays'],
  ['ended', [started('a'), ended('a')], OPEN, false, null, 'and has ended'],
  ['playing', [started('a'), ended('a')], OPEN, false, 9, 'more of a recording is to come'],
  ['complete', [started('a'), ended('a')], OPEN, false, 2, 'all of it came'],
])('is %s after %j over %j where live is %s of %s: %s', (status, messages, connection, isLive, total) => {
  const store = createRunStore();
  for (const message of messages) store.ingest(message);
  store.setConnection(connection);
  expect(computeStatus(store.getState(), isLive, total)).toBe(status);
});
