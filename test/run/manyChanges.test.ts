import { expect, it } from 'vitest';
import { createRunStore } from '../../src/run/runStore.js';

/** What subscribers may change within one call. */
const MOST = 100_000;

it.each([
  [MOST, 0],
  [MOST + 1, 1],
])(
  '[HOST-2] takes %d changes of a subscriber within one call, and reports %d circles',
  (changes, circles) => {
    const faults: unknown[] = [];
    const store = createRunStore({ onFault: (error) => faults.push(error) });
    let made = 0;
    store.subscribe(() => {
      if (made++ < changes) store.showRun(null);
    });
    store.showRun(null);
    expect(faults).toHaveLength(circles);
    expect(store.getState().revision).toBe(changes + 1);
  },
);
