import { expect, it } from 'vitest';
import { loadBuiltCore } from './support/builtCore.js';
import { measureHeldBytes } from './support/collectGarbage.js';
import { formatFigure, formatTable } from './support/formatTable.js';
import { computeMedian } from './support/statistics.js';

const core = await loadBuiltCore();

const SIZES = [16_000, 160_000] as const;
const ROUNDS = 5;
const RESTARTS = 2000;
const HOUR_MS = 3_600_000;

type Ingest = (name: string, payload: object, seq: number, tsMs?: number) => void;

/** One way in which the events of a run, or of many, can arrive; each carries a point, or as many as `points` says. */
interface Schedule {
  readonly arrive: (n: number, ingest: Ingest) => void;
  readonly points?: (n: number) => number;
  readonly maxRuns?: number;
}

const POINT = { x: 0, y: 0 };
const THOUSAND = Array.from({ length: 1000 }, () => POINT);
const FIRST_TS_MS = 1_790_000_000_000;

function updateTo(ingest: Ingest, stepStart: number | null, seq: number, tsMs?: number): void {
  ingest(
    'GD_PATH_UPDATE',
    { ...(stepStart === null ? {} : { step_start: stepStart }), points: [POINT] },
    seq,
    tsMs,
  );
}

function startTo(ingest: Ingest, seq: number, runId = 'r'): void {
  ingest('GD_PATH_STARTED', { run_id: runId, point0: POINT }, seq);
}

function count(n: number, each: (i: number) => void): void {
  for (let i = 0; i < n; i++) each(i);
}

const SCHEDULES: Readonly<Record<string, Schedule>> = {
  'in order': { arrive: (n, to) => count(n, (i) => updateTo(to, i, i + 1)) },
  'the newest event first': { arrive: (n, to) => count(n, (i) => updateTo(to, n - 1 - i, n - i)) },
  'steps that go down': { arrive: (n, to) => count(n, (i) => updateTo(to, n - i, i + 1)) },
  'every other step': { arrive: (n, to) => count(n, (i) => updateTo(to, 2 * i, i + 1)) },
  'no event has a step': { arrive: (n, to) => count(n, (i) => updateTo(to, null, i + 1)) },
  'no event has a step, the newest first': { arrive: (n, to) => count(n, (i) => updateTo(to, null, n - i)) },
  'one without a step is ahead of its time': {
    arrive: (n, to) => {
      updateTo(to, null, 1, FIRST_TS_MS + 1e10);
      count(n, (i) => updateTo(to, i, i + 1));
    },
    points: (n) => n + 1,
  },
  'none has a step, and the clock goes back by an hour': {
    arrive: (n, to) => {
      count(n / 2, (i) => updateTo(to, null, i + 1, FIRST_TS_MS + HOUR_MS + i));
      count(n / 2, (i) => updateTo(to, null, n + i, FIRST_TS_MS + i));
    },
  },
  'every event begins the path anew': { arrive: (n, to) => count(n, (i) => startTo(to, i + 1)) },
  'restarts before all that came': {
    arrive: (n, to) => {
      count(n, (i) => updateTo(to, i, 2 * n + i + 1));
      count(RESTARTS, (i) => startTo(to, i + 1));
    },
    points: (n) => n + RESTARTS,
  },
  'restarts that each end one event': {
    arrive: (n, to) => {
      count(n, (i) => updateTo(to, i, 10 * i + 1));
      count(RESTARTS, (i) => startTo(to, 10 * i + 2));
    },
    points: (n) => n + RESTARTS,
  },
  'a thousand points said again and again': {
    arrive: (n, to) =>
      count(n / 1000, (i) => to('GD_PATH_UPDATE', { step_start: 0, points: THOUSAND }, i + 1)),
  },
  'points that cannot be used': {
    arrive: (n, to) => count(n, (i) => to('GD_PATH_UPDATE', { step_start: i, points: [null] }, i + 1)),
  },
  'runs, of which 64 are kept': { arrive: (n, to) => count(n, (i) => startTo(to, i + 1, `r${i}`)) },
  'runs, all of which are kept': {
    arrive: (n, to) => count(n, (i) => startTo(to, i + 1, `r${i}`)),
    maxRuns: 1e9,
  },
  '64 runs that change their place': {
    arrive: (n, to) => count(n, (i) => startTo(to, n - i, `r${i % 64}`)),
  },
};

function time({ arrive, maxRuns = 64, points = (n) => n }: Schedule, n: number): number {
  const store = core.createRunStore({ maxRuns });
  const ingest: Ingest = (name, payload, seq, ts = FIRST_TS_MS + seq) =>
    store.ingest({
      v: 1,
      type: 'EVENT',
      project_id: 'p',
      seq,
      ts,
      event: { name, payload: { run_id: 'r', ...payload } },
    });
  // For the collection that it makes.
  measureHeldBytes();
  const begunMs = performance.now();
  arrive(n, ingest);
  const elapsedMs = performance.now() - begunMs;
  expect(store.getState().points.carried).toBe(points(n));
  return (1000 * elapsedMs) / points(n);
}

it('costs what came, whatever the schedule is', () => {
  const names = Object.keys(SCHEDULES);
  const times = new Map(names.map((name) => [name, SIZES.map(() => [] as number[])]));
  // In turns, so that what disturbs the machine disturbs them alike; the first round warms up.
  for (let round = 0; round <= ROUNDS; round++) {
    for (const name of names) {
      SIZES.forEach((n, size) => {
        const us = time(SCHEDULES[name]!, n);
        if (round > 0) times.get(name)![size]!.push(us);
      });
    }
  }
  const floors = times.get('in order')!.map(computeMedian);
  console.log(
    formatTable(
      `µs a point carried, median of ${ROUNDS} rounds`,
      ['events', ...SIZES.flatMap((n) => [`${n / 1000}k`, 'to in order'])],
      names.map((name) => [
        name,
        ...times.get(name)!.flatMap((us, size) => {
          const median = computeMedian(us);
          return [formatFigure(median), formatFigure(median / floors[size]!)];
        }),
      ]),
    ),
  );
});
