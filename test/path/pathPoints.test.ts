import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EventOrder } from '../../src/protocol/envelope.js';
import type { PathPoint } from '../../src/protocol/events.js';
import { BLOCK_POINTS } from '../../src/path/pathBlock.js';
import { PathPoints } from '../../src/path/pathPoints.js';

const SEED = 20_261_124;

function orderOf(tsMs: number): EventOrder {
  return { tsMs, seq: 1, content: 0 };
}

/** Places points one after another, as one event. */
function placeAll(path: PathPoints, tsMs: number, firstStep: number, xs: readonly number[]): void {
  const row = path.beginEvent(orderOf(tsMs), firstStep);
  xs.forEach((x, i) => path.place(firstStep + i, x, -x, Number.NaN, Number.NaN, row));
  path.endEvent(row);
}

function stepsOf(path: PathPoints): number[] {
  const steps: number[] = [];
  path.forEach((step) => steps.push(step));
  return steps;
}

/** Every point with all that is known of it. */
function listPoints(path: PathPoints): number[][] {
  const points: number[][] = [];
  path.forEach((step, x, y, index, loss, residual) => {
    points.push([step, x, y, loss, residual, path.orderAt(index).tsMs]);
  });
  return points;
}

interface Batch {
  readonly tsMs: number;
  readonly firstStep: number;
  readonly xs: readonly number[];
}

/** The rule, the slow way: per step the latest event wins; of all the winners the `maxPoints` latest stay. */
function referencePoints(batches: readonly Batch[], maxPoints: number): [number, number][] {
  const held = new Map<number, { tsMs: number; x: number }>();
  for (const { tsMs, firstStep, xs } of batches) {
    xs.forEach((x, i) => {
      const before = held.get(firstStep + i);
      if (before === undefined || tsMs > before.tsMs || (tsMs === before.tsMs && x > before.x)) {
        held.set(firstStep + i, { tsMs, x });
      }
    });
  }
  return [...held]
    .sort(([stepA, a], [stepB, b]) => b.tsMs - a.tsMs || stepB - stepA)
    .slice(0, maxPoints)
    .map(([step, { x }]): [number, number] => [step, x])
    .sort(([a], [b]) => a - b);
}

const batch: fc.Arbitrary<Batch> = fc.record({
  tsMs: fc.integer({ min: 1, max: 12 }),
  firstStep: fc.integer({ min: 0, max: 25 }),
  xs: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 5 }),
});
/** One event has one content: what shares a time shares its points. */
const batches = fc
  .uniqueArray(batch, { selector: ({ tsMs }) => tsMs, maxLength: 12 })
  .chain((events) => fc.shuffledSubarray([...events, ...events], { minLength: events.length * 2 }));

describe('PathPoints', () => {
  it(`appends what it would place one by one, or leaves it alone (seed ${SEED})`, () => {
    const value = fc.integer({ min: 0, max: 3 });
    const point = fc.option(fc.record({ x: value, y: value, loss: fc.option(value, { nil: undefined }) }));
    const event = fc.record({ firstStep: fc.integer({ min: 0, max: 300 }), points: fc.array(point) });
    fc.assert(
      fc.property(fc.array(event), fc.integer({ min: 0, max: 150 }), (events, maxPoints) => {
        const [appended, placed] = [new PathPoints(maxPoints), new PathPoints(maxPoints)];
        events.forEach(({ firstStep, points }, i) => {
          const rows = [appended, placed].map((path) => path.beginEvent(orderOf(i + 1), firstStep));
          const isAppended = appended.append(firstStep, points as (PathPoint | null)[], rows[0]!) >= 0;
          points.forEach((one, k) => {
            if (one === null) return;
            const { x, y, loss = Number.NaN } = one;
            placed.place(firstStep + k, x, y, loss, Number.NaN, rows[1]!);
            if (!isAppended) appended.place(firstStep + k, x, y, loss, Number.NaN, rows[0]!);
          });
          appended.endEvent(rows[0]!);
          placed.endEvent(rows[1]!);
        });
        expect(listPoints(appended)).toEqual(listPoints(placed));
        expect([appended.revision, appended.rewrites]).toEqual([placed.revision, placed.rewrites]);
      }),
      { seed: SEED, numRuns: 500 },
    );
  });

  it('holds the same points in whatever order a block that grows gets them', () => {
    const steps = Array.from({ length: 3 * BLOCK_POINTS }, (_, i) => i);
    const orders = [steps, [...steps].reverse(), steps.map((step) => (step * 1021) % steps.length)];
    const [first, ...others] = orders.map((order) => {
      const path = new PathPoints();
      const row = path.beginEvent(orderOf(1), 0);
      for (const step of order)
        path.place(step, step / 7, -step, step % 3 === 0 ? step : Number.NaN, step, row);
      path.endEvent(row);
      return listPoints(path);
    });
    expect(first).toHaveLength(steps.length);
    for (const other of others) expect(other).toEqual(first);
  });

  it.each(['at once', 'one by one, the last first'])(
    '[GAP-1] knows steps with holes in some blocks only, placed %s',
    (how) => {
      const isHole = (step: number) => step > 2 * BLOCK_POINTS && step < 3 * BLOCK_POINTS && step % 100 === 7;
      const steps = Array.from({ length: 5 * BLOCK_POINTS }, (_, i) => i + 3).filter((step) => !isHole(step));
      const points = Array.from({ length: 5 * BLOCK_POINTS }, (_, i) =>
        isHole(i + 3) ? null : { x: i, y: 0 },
      );
      const path = new PathPoints();
      const row = path.beginEvent(orderOf(1), 3);
      if (how === 'at once') expect(path.append(3, points, row)).toBe(steps.length);
      else for (const step of [...steps].reverse()) path.place(step, step, 0, Number.NaN, Number.NaN, row);
      path.endEvent(row);
      expect(stepsOf(path)).toEqual(steps);
      expect(steps.map((_, i) => path.stepAt(i))).toEqual(steps);
      expect(steps.map((step) => path.lowerBound(step))).toEqual(steps.map((_, i) => i));
      const gaps: [number, number][] = [];
      path.forEachGap((from, to) => gaps.push([from, to]));
      const holes = points.flatMap((point, i) => (point === null ? [i + 3] : []));
      expect(holes.length).toBeGreaterThan(3);
      expect(gaps).toEqual(holes.map((step) => [step, step]));
      expect(holes.map((step) => path.lowerBound(step))).toEqual(holes.map((step, k) => step - 3 - k));
    },
  );

  it('[PATH-1, GAP-1] places an update by its step when it arrives before its start', () => {
    const path = new PathPoints();
    placeAll(path, 2, 5, [0.5, 0.6]);
    placeAll(path, 1, 0, [0, 0.1]);
    expect(stepsOf(path)).toEqual([0, 1, 5, 6]);
    expect(path.xAt(2)).toBe(0.5);
    const gaps: [number, number][] = [];
    path.forEachGap((from, to) => gaps.push([from, to]));
    expect(gaps).toEqual([[2, 4]]);
  });

  it(`[LIMIT-1, PATH-2] keeps the latest points whatever order and repetition they come in, at any limit (seed ${SEED})`, () => {
    fc.assert(
      fc.property(batches, fc.constantFrom(1, 3, 8, Number.POSITIVE_INFINITY), (events, maxPoints) => {
        const path = new PathPoints(maxPoints);
        for (const { tsMs, firstStep, xs } of events) placeAll(path, tsMs, firstStep, xs);
        const points: [number, number][] = [];
        path.forEach((step, x) => points.push([step, x]));
        expect(points).toEqual(referencePoints(events, maxPoints));
        expect(path.length).toBe(points.length);
        points.forEach(([step], i) => {
          expect(path.stepAt(i)).toBe(step);
          expect(path.lowerBound(step)).toBe(i);
        });
      }),
      { seed: SEED, numRuns: 3000 },
    );
  });

  it('holds many blocks of points that come backwards, in the right order', () => {
    const path = new PathPoints();
    const batchCount = 700;
    for (let i = batchCount - 1; i >= 0; i--)
      placeAll(
        path,
        i + 1,
        i * 10,
        Array.from({ length: 10 }, (_, k) => i * 10 + k),
      );
    expect(path.length).toBe(batchCount * 10);
    expect(path.length).toBeGreaterThan(3 * BLOCK_POINTS);
    path.forEach((step, x, y, index) => {
      if (step !== index || x !== step || y !== -step)
        throw new Error(`at ${index}: step ${step}, x ${x}, y ${y}`);
    });
    expect(path.stepAt(4321)).toBe(4321);
    expect(path.lowerBound(4321)).toBe(4321);
  });

  it('[PATH-10] costs the points that came, not the size of their steps', () => {
    const path = new PathPoints();
    placeAll(path, 1, 10 ** 15, [1, 2]);
    placeAll(path, 2, 5_000_000, [3]);
    expect(stepsOf(path)).toEqual([5_000_000, 10 ** 15, 10 ** 15 + 1]);
    expect(path.lastStep).toBe(10 ** 15 + 1);
  });

  it('says apart what only grew from what was rewritten', () => {
    const path = new PathPoints();
    placeAll(path, 1, 0, [0, 1]);
    placeAll(path, 2, 2, [2]);
    expect(path.rewrites).toBe(0);
    const { revision } = path;
    placeAll(path, 3, 2, [2]);
    expect([path.rewrites, path.revision]).toEqual([0, revision]);
    placeAll(path, 4, 1, [7]);
    expect(path.rewrites).toBe(1);
    expect(path.revision).toBeGreaterThan(revision);
  });

  it('[PATH-6] drops what is earlier than a new start and keeps the rest with its order', () => {
    const path = new PathPoints();
    placeAll(path, 1, 0, [0, 1, 2]);
    placeAll(path, 5, 1, [9]);
    path.dropEarlierThan(orderOf(3));
    expect(stepsOf(path)).toEqual([1]);
    expect(path.orderAt(0)).toEqual(orderOf(5));
    placeAll(path, 4, 1, [8]);
    expect(path.xAt(0)).toBe(9);
  });

  it('[PATH-8] keeps loss and residual beside the points that have them', () => {
    const path = new PathPoints();
    const row = path.beginEvent(orderOf(1), 0);
    path.place(0, 0, 0, Number.NaN, Number.NaN, row);
    path.place(2, 0, 0, 0.25, Number.NaN, row);
    path.place(1, 0, 0, 0.75, 3, row);
    path.endEvent(row);
    expect([path.lossAt(0), path.lossAt(1), path.lossAt(2)]).toEqual([Number.NaN, 0.75, 0.25]);
    expect([path.residualAt(0), path.residualAt(1), path.residualAt(2)]).toEqual([Number.NaN, 3, Number.NaN]);
  });

  it('does not grow when the same event comes a hundred thousand times', () => {
    const path = new PathPoints();
    for (let i = 0; i < 100_000; i++) placeAll(path, 1, 0, [0.1, 0.2]);
    for (let i = 0; i < 100_000; i++) placeAll(path, 2 + i, 0, [0.1, 0.2]);
    expect(path.length).toBe(2);
    expect(path.sourceCount).toBeLessThan(3 * BLOCK_POINTS);
  });

  it('throws a RangeError for an index it does not hold', () => {
    const path = new PathPoints();
    expect(() => path.xAt(0)).toThrow(RangeError);
    placeAll(path, 1, 0, [1]);
    expect(() => path.stepAt(1)).toThrow('index 1 is not in [0, 1)');
    expect(() => path.stepAt(-1)).toThrow(RangeError);
  });
});
