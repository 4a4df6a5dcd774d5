import { describe, expect, it } from 'vitest';
import { compareEventOrder } from '../../src/protocol/contentOrder.js';
import type { EventOrder } from '../../src/protocol/envelope.js';
import type { PathPoint } from '../../src/protocol/events.js';
import { RunPath, type PlacementCounters } from '../../src/path/runPath.js';
import { Random } from '../fuzz/random.js';
import { itOnce, scaled } from '../support/testLength.js';

function orderOf(tsMs: number): EventOrder {
  return { tsMs, seq: 1, content: 0 };
}

const none = (): PlacementCounters => ({ placed: 0, same: 0, superseded: 0, beyondLimit: 0 });

itOnce('keeps of an update without step_start its points alone, not the objects that it came in', () => {
  const path = new RunPath(100);
  const point = { x: 0.5, y: 0.25, loss: 3, unknown: 'x'.repeat(1000) };
  path.update(orderOf(2), null, [point, null, { x: 1, y: 1 }], none());
  point.x = 9;
  point.loss = 9;
  // An earlier event moves the update, which is then placed anew from what was kept of it.
  path.update(orderOf(1), 0, [{ x: 0, y: 0 }], none());
  const points: number[][] = [];
  path.points.forEach((step, x, y, _index, loss) => points.push([step, x, y, loss]));
  expect(points).toEqual([
    [0, 0, 0, Number.NaN],
    [1, 0.5, 0.25, 3],
    [3, 1, 1, Number.NaN],
  ]);
});

itOnce('[FACT-2] knows an event again by a time that is all but another', () => {
  const path = new RunPath(100);
  // After one without a time, and enough of them that they stand in columns: 0.1 + 0.2 seconds beside 0.3.
  const times = [-1, ...Array.from({ length: 16 }, (_, i) => 100 * (i + 4)), 300, (0.1 + 0.2) * 1000];
  for (let repetition = 0; repetition < 2; repetition++)
    for (const tsMs of times) path.update(orderOf(tsMs), null, [{ x: tsMs, y: 0 }], none());
  expect(pointsOf(path).map(([, x]) => x)).toEqual(times.toSorted((a, b) => a - b));
});

itOnce('[PATH-3, LIMIT-1] holds no point for one that is unusable, however many there are', () => {
  const path = new RunPath(8);
  path.update(orderOf(3), null, [{ x: 1, y: 0 }], none());
  path.update(orderOf(2), null, Array<null>(28).fill(null), none());
  expect(pointsOf(path)).toEqual([[28, 1]]);
  path.update(orderOf(1), null, [...Array<null>(28).fill(null), { x: 2, y: 0 }], none());
  expect(pointsOf(path)).toEqual([
    [28, 2],
    [57, 1],
  ]);
  // What is evicted then is a point, and no place without one.
  const seven = Array.from({ length: 7 }, () => ({ x: 3, y: 0 }));
  path.update(orderOf(4), null, seven, none());
  expect(pointsOf(path).map(([, x]) => x)).toEqual([1, 3, 3, 3, 3, 3, 3, 3]);
});

itOnce('holds no step beyond 2^53 - 1, though rounding makes one of it', () => {
  const path = new RunPath(100);
  const counters = none();
  path.update(
    orderOf(1),
    Number.MAX_SAFE_INTEGER,
    [
      { x: 1, y: 0 },
      { x: 2, y: 0 },
    ],
    counters,
  );
  expect(pointsOf(path)).toEqual([[Number.MAX_SAFE_INTEGER, 1]]);
  expect(counters).toEqual({ ...none(), placed: 1, beyondLimit: 1 });
});

itOnce('counts no point twice that is beyond the limit and beyond 2^53 - 1', () => {
  const path = new RunPath(2);
  const [point] = [{ x: 1, y: 0 }];
  path.update(orderOf(2), Number.MAX_SAFE_INTEGER, [point], none());
  const late = none();
  path.update(orderOf(3), null, [point, point, point], late);
  expect(late).toEqual({ ...none(), beyondLimit: 3 });
  const early = none();
  path.update(orderOf(1), null, [point], early);
  expect(early).toEqual({ ...none(), beyondLimit: 1 });
});

itOnce('knows that a step is beyond 2^53 - 1 whatever came before what', () => {
  const path = new RunPath(100);
  const points = Array.from({ length: 10 }, () => ({ x: 1, y: 0 }));
  path.update(orderOf(2), null, points, none());
  path.update(orderOf(1), Number.MAX_SAFE_INTEGER - 3, [{ x: 1, y: 0 }], none());
  const counters = none();
  path.update(orderOf(3), null, [{ x: 1, y: 0 }], counters);
  expect(counters).toEqual({ ...none(), beyondLimit: 1 });
});

itOnce('says that points got others between them when the first without a step of its own comes', () => {
  const path = new RunPath(100);
  path.update(orderOf(1), 0, [{ x: 0, y: 0 }], none());
  path.update(orderOf(3), 5, [{ x: 5, y: 0 }], none());
  const { rewrites } = path.points;
  path.update(orderOf(2), null, [{ x: 1, y: 0 }], none());
  expect(path.points.rewrites).toBeGreaterThan(rewrites);
});

interface Event {
  readonly order: EventOrder;
  /** Undefined: a start. Null: an update without `step_start`. */
  readonly stepStart: number | null | undefined;
  readonly points: readonly (PathPoint | null)[];
}

type Held = readonly [step: number, x: number, order: EventOrder];

/** The rules the slow way: the set of the events, sorted, and read once. */
function foldSlowly(delivered: readonly Event[], maxPoints: number): [step: number, x: number][] {
  const set = [...new Map(delivered.map((event) => [event.order.tsMs, event])).values()].sort((a, b) =>
    compareEventOrder(a.order, b.order),
  );
  const starts = set.filter(({ stepStart }) => stepStart === undefined);
  const from = starts.length > 1 ? set.indexOf(starts[starts.length - 1]!) : 0;
  const fixed = new Map<number, Held>();
  const floating: Held[] = [];
  let reached = -1;
  for (const { order, stepStart, points } of set.slice(from)) {
    const first = stepStart === null ? reached + 1 : (stepStart ?? 0);
    points.forEach((point, i) => {
      reached = Math.max(reached, first + i);
      if (point === null) return;
      const held: Held = [first + i, point.x, order];
      if (stepStart === null) floating.push(held);
      else fixed.set(first + i, held);
    });
  }
  const kept = [...fixed.values(), ...floating]
    .sort((a, b) => compareEventOrder(b[2], a[2]) || b[0] - a[0])
    .slice(0, maxPoints)
    .reverse();
  return [...new Map(kept.map(([step, x]) => [step, [step, x] as [number, number]])).values()].sort(
    ([a], [b]) => a - b,
  );
}

function eventsOf(random: Random, count: number, arrival: string): Event[] {
  const events = Array.from({ length: count }, (_, i): Event => {
    const kind = random.below(10);
    const points = Array.from({ length: 1 + random.below(4) }, () =>
      random.oneIn(12) ? null : { x: random.below(1e6), y: 0 },
    );
    const stepStart = kind < 4 ? null : kind < 8 ? 2 * i : random.below(2 * count);
    return random.oneIn(Math.ceil(count / 4))
      ? {
          order: orderOf(i + 1),
          stepStart: undefined,
          points: points.slice(0, 1).filter((one) => one !== null),
        }
      : { order: orderOf(i + 1), stepStart, points };
  });
  if (arrival === 'backwards') events.reverse();
  if (arrival === 'some late') {
    for (let i = 0; i < count; i += 7) {
      const [late] = events.splice(i, 1);
      events.splice(random.below(count), 0, late!);
    }
  }
  if (arrival === 'in any order') {
    for (let i = count - 1; i > 0; i--) {
      const k = random.below(i + 1);
      [events[i], events[k]] = [events[k]!, events[i]!];
    }
  }
  return events;
}

function pointsOf(path: RunPath): [step: number, x: number][] {
  const points: [number, number][] = [];
  path.points.forEach((step, x) => points.push([step, x]));
  return points;
}

const EVENTS = scaled({ short: 1000, long: 3000 });
const SEEDS = scaled({ short: 1, long: 2 });
/** At the cost of the fold one looks now and then. */
const LOOK_EVERY = scaled({ short: 41, long: 97 });

describe('a long path', () => {
  const schedules = ['in order', 'backwards', 'some late', 'in any order'].flatMap((arrival) =>
    [100, 900, 1e6].flatMap((maxPoints) =>
      Array.from({ length: SEEDS }, (_, n) => [arrival, maxPoints, 20_261_130 + n] as const),
    ),
  );
  it.each(schedules)(
    '[FACT-1, FACT-2, PATH-3, PATH-4, PATH-6, LIMIT-1] is what a fold of the sorted set makes of it: %s, at most %d points (seed %d)',
    (arrival, maxPoints, seed) => {
      const random = new Random(seed);
      const delivered: Event[] = [];
      const path = new RunPath(maxPoints);
      const others = new RunPath(maxPoints);
      let checks = 0;
      for (const event of eventsOf(random, EVENTS, arrival)) {
        const again = random.oneIn(5) && delivered.length > 0 ? [random.pick(delivered)] : [];
        for (const one of [event, ...again]) {
          delivered.push(one);
          for (const each of [path, others]) {
            const counters = none();
            if (one.stepStart === undefined) each.start(one.order, one.points[0] ?? null, counters);
            else each.update(one.order, one.stepStart, one.points, counters);
            const usable = one.points.filter((point) => point !== null).length;
            expect(Object.values(counters).reduce((sum, n) => sum + n, 0)).toBe(usable);
          }
        }
        // One is looked at after every event, which must make no difference to the other.
        const { length, revision } = others.points;
        if (delivered.length % LOOK_EVERY > 1) continue;
        checks++;
        const expected = foldSlowly(delivered, maxPoints);
        expect(pointsOf(path)).toEqual(expected);
        expect(pointsOf(others)).toEqual(expected);
        expect([others.points.length, others.points.revision]).toEqual([length, revision]);
        expected.forEach(([step], i) => {
          if (others.points.stepAt(i) !== step || path.points.lowerBound(step) !== i)
            throw new Error(`step ${step} is not the point of index ${i}`);
        });
      }
      expect(checks).toBeGreaterThan(30);
    },
  );
});
