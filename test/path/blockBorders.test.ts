import { describe, expect, it } from 'vitest';
import type { EventOrder } from '../../src/protocol/envelope.js';
import type { PathPoint } from '../../src/protocol/events.js';
import { BLOCK_POINTS } from '../../src/path/pathBlock.js';
import type { PathView } from '../../src/path/pathView.js';
import { RunPath, type PlacementCounters } from '../../src/path/runPath.js';

type Row = readonly [step: number, x: number, y: number, loss: number, residual: number];

const B = BLOCK_POINTS;
const counters = (): PlacementCounters => ({ placed: 0, same: 0, superseded: 0, beyondLimit: 0 });
const orderOf = (tsMs: number): EventOrder => ({ tsMs, seq: 1, content: 0 });
const numbers = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(to - from, 0) }, (_, i) => from + i);

/** The point that every event of these tests has for a step: no two of its numbers are the same. */
function pointOf(step: number): PathPoint {
  const point = { x: step + 0.25, y: -step - 0.5 };
  return step % 5 === 0 ? { ...point, loss: step + 0.75, residual: step + 0.125 } : point;
}

function rowOf(step: number): Row {
  const { x, y, loss = NaN, residual = NaN } = pointOf(step);
  return [step, x, y, loss, residual];
}

/** What every way of looking at a path finds wrong with it, if it should hold these rows. */
function findFaults(path: PathView, rows: readonly Row[]): string[] {
  const faults: string[] = [];
  const check = (what: string, found: readonly number[], expected: readonly number[]): void => {
    for (let i = 0; i < found.length; i += 1)
      if (!Object.is(found[i], expected[i])) faults.push(`${what}: ${found.join()}`);
  };
  check('length', [path.length, path.lastStep], [rows.length, rows.at(-1)?.[0] ?? -1]);
  rows.forEach((row, i) => {
    // Backwards, so that no look-up finds what the one before it left.
    const at = rows.length - 1 - i;
    const found = [path.stepAt(at), path.xAt(at), path.yAt(at), path.lossAt(at), path.residualAt(at)];
    check(`at ${at}`, found, rows[at]!);
    check(`lowerBound ${row[0]}`, [path.lowerBound(row[0])], [i]);
    check(`lowerBound after ${row[0]}`, [path.lowerBound(row[0] + 1)], [i + 1]);
    check(`lowerBound between ${row[0]} and the next`, [path.lowerBound(row[0] + 0.5)], [i + 1]);
  });
  for (const from of [0, 1, 64, B - 1, B, B + 1, 2 * B]) {
    for (const to of [from + 1, Math.max(B, from), B + 1, rows.length].filter((end) => end <= rows.length)) {
      let at = from;
      path.forEach(
        (step, x, y, index, loss, residual) => {
          check(`forEach ${from} to ${to}`, [index, step, x, y, loss, residual], [at, ...(rows[at] ?? [])]);
          at += 1;
        },
        from,
        to,
      );
      check(`end of forEach ${from} to ${to}`, [at], [Math.max(from, to)]);
    }
  }
  const gaps: number[] = [];
  path.forEachGap((from, to) => gaps.push(from, to));
  const missing = rows.flatMap(([step], i) =>
    i > 0 && step > rows[i - 1]![0] + 1 ? [rows[i - 1]![0] + 1, step - 1] : [],
  );
  check('gaps', [gaps.length, ...gaps], [missing.length, ...missing]);
  return faults.slice(0, 5);
}

/** A path that got the points of these steps, so many an event, in order. */
function createPath(steps: readonly number[], perEvent: number, limit = Infinity): RunPath {
  const path = new RunPath(limit);
  for (let i = 0; i < steps.length; i += perEvent) {
    const part = steps.slice(i, i + perEvent);
    const from = part[0]!;
    const points = numbers(from, part.at(-1)! + 1).map((step) =>
      part.includes(step) ? pointOf(step) : null,
    );
    path.update(orderOf(i + 1), from, points, counters());
  }
  return path;
}

const SIZES = [1, 7, 8, 9, 63, 64, 65, B - 1, B, B + 1, 2 * B - 1, 2 * B, 2 * B + 1, 3 * B + 5];

describe('a path around the borders of its blocks', () => {
  it.each(SIZES)('[PATH-1] has %d points where they are asked for', (count) => {
    const path = createPath(numbers(3, count + 3), 64);
    expect(findFaults(path.points, numbers(3, count + 3).map(rowOf))).toEqual([]);
  });

  it.each([1, 8, 64, B - 1, B, B + 1, 2 * B])(
    '[LIMIT-1] whose first points go one by one keeps the newest %d, each at its place',
    (limit) => {
      const path = createPath(numbers(0, limit), limit, limit);
      for (let step = limit; step < limit + 2 * B + 3; step += 1) {
        path.update(orderOf(1e6 + step), step, [pointOf(step)], counters());
        if (step % B > 1 && (step - limit) % B > 1) continue;
        const held = numbers(step + 1 - limit, step + 1);
        expect(findFaults(path.points, held.map(rowOf)), `after step ${step}`).toEqual([]);
      }
    },
  );

  it.each([3, B, B + 1])('[LIMIT-1] whose first block goes at once, in events of %d', (perEvent) => {
    const path = createPath(numbers(0, 3 * B), perEvent, 3 * B);
    path.update(orderOf(1e6), 3 * B, numbers(3 * B, 4 * B).map(pointOf), counters());
    expect(findFaults(path.points, numbers(B, 4 * B).map(rowOf))).toEqual([]);
    path.update(orderOf(2e6), 4 * B, [pointOf(4 * B)], counters());
    expect(findFaults(path.points, numbers(B + 1, 4 * B + 1).map(rowOf))).toEqual([]);
  });

  it.each([0, 1, B - 1, B, 2 * B])(
    '[LIMIT-1] loses the points of its earliest event, %d steps behind its first',
    (from) => {
      const path = new RunPath(3 * B);
      const isEarliest = (step: number): boolean => step >= from && step < from + B;
      path.update(orderOf(1), from, numbers(from, from + B).map(pointOf), counters());
      path.update(
        orderOf(2),
        0,
        numbers(0, 3 * B).map((step) => (isEarliest(step) ? null : pointOf(step))),
        counters(),
      );
      for (let gone = 1; gone <= B; gone += 1) {
        const step = 3 * B + gone - 1;
        path.update(orderOf(2 + gone), step, [pointOf(step)], counters());
        if (![1, 2, B / 2, B - 1, B].includes(gone)) continue;
        const held = numbers(0, step + 1).filter((one) => one < from || one >= from + gone);
        expect(findFaults(path.points, held.map(rowOf)), `${gone} points gone`).toEqual([]);
      }
    },
  );

  it.each([0, 1, B - 1, B, B + 1, 2 * B - 1, 2 * B, 3 * B - 1, 3 * B, 3 * B + 1])(
    '[GAP-1, GAP-3] has a hole at step %d until its point comes',
    (hole) => {
      // The last of them, or the last but one, is the only point of its block.
      const steps = numbers(0, 3 * B + 2).filter((step) => step !== hole);
      const path = createPath(steps, 100);
      expect(findFaults(path.points, steps.map(rowOf))).toEqual([]);
      path.update(orderOf(1e6), hole, [pointOf(hole)], counters());
      expect(findFaults(path.points, numbers(0, 3 * B + 2).map(rowOf))).toEqual([]);
    },
  );

  it.each([1, B - 1, B, B + 1])(
    '[PATH-2] takes a later point for every %d-th step, and no other',
    (stride) => {
      const path = createPath(numbers(0, 3 * B), 64);
      const rows = numbers(0, 3 * B)
        .map(rowOf)
        .map((row): Row => {
          if (row[0] % stride !== 0) return row;
          path.update(orderOf(1e6 + row[0]), row[0], [{ x: -1, y: -2, residual: 3 }], counters());
          return [row[0], -1, -2, NaN, 3];
        });
      expect(findFaults(path.points, rows)).toEqual([]);
    },
  );

  it.each([1, B - 1, B, B + 1, 2 * B])(
    '[PATH-6] loses %d points before a second start, and no other',
    (count) => {
      const path = createPath(numbers(0, 3 * B), 1);
      path.start(orderOf(0.5), null, counters());
      path.start(orderOf(count + 0.5), null, counters());
      expect(findFaults(path.points, numbers(count, 3 * B).map(rowOf))).toEqual([]);
    },
  );

  it.each([1, B - 1, B, B + 1, 2 * B, 3 * B])(
    '[PATH-3, PATH-4] moves the points without step_start that follow %d that come late',
    (count) => {
      const path = new RunPath(Infinity);
      const at = (from: number, to: number): PathPoint[] => numbers(from, to).map(pointOf);
      path.update(orderOf(3), null, at(count, count + 2 * B), counters());
      path.update(orderOf(4), null, at(count + 2 * B, count + 2 * B + 3), counters());
      expect(path.points.length).toBe(2 * B + 3);
      expect(path.points.xAt(0)).toBe(pointOf(count).x);
      path.update(orderOf(1), 0, at(0, count), counters());
      expect(findFaults(path.points, numbers(0, count + 2 * B + 3).map(rowOf))).toEqual([]);
      path.update(orderOf(2), count - 1, [{ x: 9, y: 9 }], counters());
      const rows = numbers(0, count + 2 * B + 3).map(rowOf);
      rows[count - 1] = [count - 1, 9, 9, NaN, NaN];
      expect(findFaults(path.points, rows)).toEqual([]);
    },
  );

  it.each([B - 1, B, B + 1])(
    '[LIMIT-1] at %d points, some of them without step_start, keeps the newest',
    (limit) => {
      const path = new RunPath(limit);
      for (let step = 0; step < 2 * limit; step += 1) {
        path.update(orderOf(step + 1), step % 3 === 0 ? step : null, [pointOf(step)], counters());
        if (step % 100 === 0) expect(path.points.length).toBe(Math.min(step + 1, limit));
      }
      expect(findFaults(path.points, numbers(limit, 2 * limit).map(rowOf))).toEqual([]);
    },
  );
});
