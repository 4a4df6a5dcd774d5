import { describe, expect, it } from 'vitest';
import { createRunStore } from '../../src/run/runStore.js';
import { createSoakEvent, findSoakFault, SOAK_EVENTS_PER_SECOND } from './soakStream.js';
import { scaled } from '../support/testLength.js';

/** At length a minute of it by count; how long it takes is for `npm run bench:reliability` to say. */
const SECONDS = scaled({ short: 12, long: 60 });
const EVENTS = SECONDS * SOAK_EVENTS_PER_SECOND;

describe(`${SECONDS} seconds at 2,000 events a second`, () => {
  it('[COUNTERS-1, COUNTERS-2] accounts for every message and every point, and misses no step', () => {
    const store = createRunStore();
    for (let i = 0; i < EVENTS; i++) store.ingest(createSoakEvent(i));
    expect(findSoakFault(store, EVENTS)).toBeNull();
  });

  it('[LIMIT-1, COUNTERS-2] does so at a low limit of points and runs', () => {
    const store = createRunStore({ maxRuns: 2, maxPointsPerRun: 5000 });
    for (let i = 0; i < EVENTS; i++) store.ingest(createSoakEvent(i));
    const { messages, points, runs } = store.getState();
    expect(messages.received - messages.read - messages.ignored - messages.rejected).toBe(0);
    expect(messages.received).toBe(EVENTS);
    expect(points.carried).toBe(
      points.placed + points.same + points.superseded + points.beyondLimit + points.rejected,
    );
    expect(runs.size).toBe(2);
    for (const { path } of runs.values()) expect(path.length).toBe(5000);
  });
});
