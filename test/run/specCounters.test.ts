import { describe, expect, it } from 'vitest';
import { createRunStore } from '../../src/run/runStore.js';
import { start, update } from './createRunEvent.js';

const PING = { type: 'PING' };
const point = { x: 0, y: 0 };

describe('the counters', () => {
  it.each([7, 8, 9, 10, 200])(
    '[COUNTERS-1, COUNTERS-3] count each of %d entries that are no message',
    (count) => {
      for (const encode of [(value: unknown) => value, (value: unknown) => JSON.stringify(value)]) {
        const store = createRunStore();
        store.ingest(
          encode([start(1), ...Array<number>(count).fill(3), PING, ...Array<null>(count).fill(null)]),
        );
        expect(store.getState().messages).toEqual({
          received: 2 * count + 2,
          read: 1,
          ignored: 1,
          rejected: 2 * count,
        });
      }
    },
  );

  it('[COUNTERS-1] count under one word each', () => {
    const store = createRunStore();
    store.ingest([
      start(1),
      update(2, 0, 1),
      update(3, 1, 1),
      PING,
      PING,
      PING,
      PING,
      null,
      7,
      'x',
      [],
      true,
    ]);
    expect(store.getState().messages).toEqual({ received: 12, read: 3, ignored: 4, rejected: 5 });
  });

  it('[COUNTERS-2] count what became of each point under one word', () => {
    const store = createRunStore({ maxPointsPerRun: 8, maxRuns: 1 });
    store.ingest(update(10, 0, 5));
    store.ingest(update(11, 3, [point, null, { x: 1 }, { x: 1, y: 2 }]));
    store.ingest(update(10, 0, 5));
    store.ingest(update(9, 0, 2));
    store.ingest(start(1, { run_id: 'late' }));
    store.ingest(update(12, 8, 4));
    store.ingest(start(2, { run_id: 'late' }));
    const { points } = store.getState();
    expect(points).toEqual({
      carried: 22,
      placed: 11 + 1,
      same: 4,
      superseded: 3,
      beyondLimit: 1,
      rejected: 2,
    });
    const { carried, ...words } = points;
    expect(Object.values(words).reduce((sum, count) => sum + count)).toBe(carried);
  });
});
