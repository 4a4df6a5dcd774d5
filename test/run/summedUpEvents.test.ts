import { describe, expect, it } from 'vitest';
import { createRunStore } from '../../src/run/runStore.js';
import { pointsOf, update } from './createRunEvent.js';

/** More events without a point than are remembered of a path of ten points. */
const EMPTY = 6000;

describe('events without a point that are summed up', () => {
  it.each([
    ['a step of its own, below what they reached', 5, { 5: 1000.5, 6000: 20_000 }],
    ['a step of its own, beyond what they reach in the end', 9000, { 9000: 1000.5, 14_000: 20_000 }],
    ['none', undefined, { 1001: 1000.5, 6001: 20_000 }],
  ] as const)(
    '[LIMIT-3] leave what follows where it lies, an event among them with %s too',
    (_, stepStart, expected) => {
      const store = createRunStore({ maxPointsPerRun: 10 });
      for (let i = 0; i < EMPTY; i += 1) {
        store.ingest(update(i, undefined, [null]));
        if (i === 999) store.ingest(update(1000.5, stepStart, 1));
      }
      store.ingest(update(20_000, undefined, 1));
      const expectedSteps = Object.keys(expected);
      expect(Object.keys(pointsOf(store))).toEqual(expectedSteps);
      expect(Object.values(pointsOf(store))).toEqual(Object.values(expected));
    },
  );

  it('[LIMIT-3] leave where it lies an update without step_start right after one with a step of its own', () => {
    const store = createRunStore({ maxPointsPerRun: 10 });
    for (let i = 0; i < EMPTY; i += 1) {
      store.ingest(update(i, undefined, [null]));
      if (i === 999) store.ingest([update(1000.5, 5, 1), update(1000.7, undefined, 1)]);
    }
    expect(pointsOf(store)).toEqual({ 5: 1000.5, 1001: 1000.7 });
  });
});
