import { describe, expect, it } from 'vitest';
import { computeMissingSteps } from '../../src/run/missingSteps.js';
import { createRunStore } from '../../src/run/runStore.js';
import { shownRun, start, update } from './createRunEvent.js';
import { scaled } from '../support/testLength.js';

/** At length so many that a cost which grows with the square of the events takes minutes, and one that follows them a second. */
const EVENTS = scaled({ short: 30_000, long: 120_000 });
const LIMIT = scaled({ short: 12_000, long: 50_000 });
const POINT = [{ x: 0, y: 0 }];

/** Events of one run, in the order in which they arrive, and the first and the last step that they come to. */
interface Schedule {
  readonly arrive: (ingest: (event: object) => void) => void;
  readonly steps: readonly [first: number, last: number, count: number];
}

function repeat(make: (i: number) => object, ingest: (event: object) => void, from = 0, to = EVENTS): void {
  for (let i = from; i < to; i++) ingest(make(i));
}

const RESTARTS = 2000;

const SCHEDULES: Record<string, Schedule> = {
  'the newest event first': {
    arrive: (ingest) => repeat((i) => update(-i, EVENTS - 1 - i, POINT), ingest),
    steps: [0, EVENTS - 1, EVENTS],
  },
  'no event has a step, the newest first': {
    arrive: (ingest) => repeat((i) => update(-i, undefined, POINT), ingest),
    steps: [0, EVENTS - 1, EVENTS],
  },
  'one update without a step is ahead of its time': {
    arrive: (ingest) => {
      ingest(update(1e9, undefined, POINT));
      repeat((i) => update(i, i, POINT), ingest);
    },
    steps: [0, EVENTS, EVENTS + 1],
  },
  'a clock goes back by an hour': {
    arrive: (ingest) => {
      repeat((i) => update(3_600_000 + i, undefined, POINT), ingest, 0, EVENTS / 2);
      repeat((i) => update(i, undefined, POINT), ingest, 0, EVENTS / 2);
    },
    steps: [0, EVENTS - 1, EVENTS],
  },
  'a clock goes back, and steps are stated': {
    arrive: (ingest) => {
      repeat((i) => update(3_600_000 + i, i, POINT), ingest, 0, EVENTS / 2);
      repeat((i) => update(i, EVENTS / 2 + i, POINT), ingest, 0, EVENTS / 2);
    },
    steps: [0, EVENTS - 1, EVENTS],
  },
  'two clocks that disagree': {
    arrive: (ingest) => repeat((i) => update((i % 2) * 3_600_000 + i, undefined, POINT), ingest),
    steps: [0, EVENTS - 1, EVENTS],
  },
  'every other update has a step, the newest first': {
    arrive: (ingest) => repeat((i) => update(-i, i % 2 === 0 ? undefined : 0, POINT), ingest),
    steps: [0, EVENTS / 2, EVENTS / 2 + 1],
  },
  'restarts that each end one event': {
    arrive: (ingest) => {
      repeat((i) => update(10 * i, i, POINT), ingest);
      repeat((i) => start(10 * i + 1), ingest, 0, RESTARTS);
    },
    steps: [0, EVENTS - 1, EVENTS - RESTARTS + 1],
  },
  'restarts that each end one event without a step': {
    arrive: (ingest) => {
      repeat((i) => update(10 * i, undefined, POINT), ingest);
      repeat((i) => start(10 * i + 1), ingest, 0, RESTARTS);
    },
    steps: [0, EVENTS - RESTARTS, EVENTS - RESTARTS + 1],
  },
  'restarts before all that came': {
    arrive: (ingest) => {
      repeat((i) => update(1e6 + i, i, POINT), ingest);
      repeat((i) => start(i), ingest, 0, RESTARTS);
    },
    steps: [0, EVENTS - 1, EVENTS],
  },
};

describe('a path costs what came', () => {
  it.each(Object.keys(SCHEDULES))('[PATH-10] in whatever order: %s', (name) => {
    const { arrive, steps } = SCHEDULES[name]!;
    const store = createRunStore();
    arrive((event) => store.ingest(event));
    const { path } = shownRun(store);
    expect([path.stepAt(0), path.lastStep, path.length]).toEqual(steps);
    expect(computeMissingSteps(shownRun(store)).length).toBeLessThanOrEqual(1);
  });

  it('[PATH-10] at its limit, with updates that have no step, looked at after each', () => {
    const store = createRunStore({ maxPointsPerRun: LIMIT });
    let seen = 0;
    store.subscribe(() => (seen += shownRun(store).path.length));
    repeat(
      (i) => update(i, undefined, POINT),
      (event) => store.ingest(event),
    );
    const { path } = shownRun(store);
    expect([path.stepAt(0), path.lastStep, path.length]).toEqual([EVENTS - LIMIT, EVENTS - 1, LIMIT]);
    expect(seen).toBe((LIMIT * (LIMIT + 1)) / 2 + (EVENTS - LIMIT) * LIMIT);
  });
});

describe('a path at its limit costs what came', () => {
  it('[PATH-10, LIMIT-1] an update without a step that is earlier than all that is held, now and then', () => {
    const store = createRunStore({ maxPointsPerRun: EVENTS });
    repeat(
      (i) => update(i, i, POINT),
      (event) => store.ingest(event),
      0,
      2 * EVENTS,
    );
    for (let i = 0; i < EVENTS; i++) {
      store.ingest(update(-1 - i, undefined, POINT));
      store.ingest(update(2 * EVENTS + i, 2 * EVENTS + i, POINT));
    }
    const { path } = shownRun(store);
    expect([path.stepAt(0), path.lastStep, path.length]).toEqual([2 * EVENTS, 3 * EVENTS - 1, EVENTS]);
  });
});

describe('runs cost what came', () => {
  const runs = scaled({ short: 10_000, long: 40_000 });
  it.each([
    ['more and more of them', 1e9, (i: number) => i, runs],
    ['more and more of them, the latest first', 1e9, (i: number) => -i, runs],
    ['one goes for each that comes', 64, (i: number) => i, 64],
  ])('%s', (_name, maxRuns, at, kept) => {
    const store = createRunStore({ maxRuns });
    for (let i = 0; i < runs; i++) store.ingest(start(at(i), { run_id: `r${i}` }));
    const { runKeys, runs: held } = store.getState();
    expect([held.size, runKeys.length]).toEqual([kept, kept]);
    expect(held.get(runKeys.at(-1)!)?.rank.tsMs).toBe(1_790_000_000_000 + Math.max(at(0), at(runs - 1)));
    expect(runKeys.every((key, i) => i === 0 || isBefore(runKeys[i - 1]!, key))).toBe(true);
    function isBefore(a: string, b: string): boolean {
      return held.get(a)!.rank.tsMs < held.get(b)!.rank.tsMs;
    }
  });
});
