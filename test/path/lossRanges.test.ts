import { describe, expect, it } from 'vitest';
import { createLossRanges } from '../../src/path/lossRanges.js';
import { PathBlock } from '../../src/path/pathBlock.js';
import { PathPoints } from '../../src/path/pathPoints.js';
import type { PathView } from '../../src/path/pathView.js';
import { RunPath, type PlacementCounters } from '../../src/path/runPath.js';
import { Random } from '../fuzz/random.js';
import { measureCpuMs } from '../support/cpuTime.js';
import { itOnce, scaled } from '../support/testLength.js';

const SEED = 20_261_130;
const NO_LOSS = Number.NaN;
const counters = (): PlacementCounters => ({ placed: 0, same: 0, superseded: 0, beyondLimit: 0 });
const orderOf = (tsMs: number) => ({ tsMs, seq: 1, content: 0 });

/** The losses of an interval by a walk over every point of the path. */
function rangeOf(
  path: PathView,
  from: number,
  to: number,
): [least: number, greatest: number, sum: number, count: number] {
  let [least, greatest, sum, count] = [Infinity, -Infinity, 0, 0];
  path.forEach((step, _x, _y, _index, loss) => {
    if (step < from || step >= to || Number.isNaN(loss)) return;
    least = Math.min(least, loss);
    greatest = Math.max(greatest, loss);
    sum += loss;
    count += 1;
  });
  return [least, greatest, sum, count];
}

/** What of the ranges of a path is not what a walk over its points finds. */
function findFaults(path: PathView, columns: number, from: number, to: number): string[] {
  const found = createLossRanges(columns);
  path.lossRangesInto(columns, from, to, found);
  return Array.from({ length: columns }, (_, i) => {
    const begin = from + ((to - from) * i) / columns;
    const end = from + ((to - from) * (i + 1)) / columns;
    const [least, greatest, sum, count] = rangeOf(path, begin, end);
    const expected = count === 0 ? [NO_LOSS, NO_LOSS] : [least, greatest];
    const isRange = Object.is(found.least[i], expected[0]) && Object.is(found.greatest[i], expected[1]);
    const isMean = count === 0 ? Number.isNaN(found.mean[i]) : Math.abs(found.mean[i]! - sum / count) < 1e-9;
    return isRange && isMean
      ? ''
      : `[${begin}, ${end}): ${found.least[i]} ${found.greatest[i]} ${found.mean[i]}`;
  }).filter((fault) => fault !== '');
}

function pathOf(losses: readonly number[], firstStep = 0): PathPoints {
  const path = new PathPoints();
  const row = path.beginEvent(orderOf(1), firstStep, firstStep + losses.length - 1);
  path.append(
    firstStep,
    losses.map((loss) => ({ x: 0, y: 0, loss })),
    row,
  );
  path.endEvent(row);
  return path;
}

const WAYS = ['in order', 'with holes', 'late', 'with restarts', 'at a limit', 'without steps'] as const;

/** A path that grows by messages of one kind, and is looked at in between. */
function tryPath(way: (typeof WAYS)[number], seed: number): string[] {
  const random = new Random(seed);
  const path = new RunPath(way === 'at a limit' ? 700 : Infinity);
  let [nextStep, tsMs] = [0, 0];
  for (let message = 0; message < 30; message += 1) {
    const points = Array.from({ length: 1 + random.below(200) }, () => {
      if (random.oneIn(30)) return null;
      return random.oneIn(9) ? { x: 0, y: 0 } : { x: 0, y: 0, loss: random.below(1000) / 7 - 20 };
    });
    tsMs += 10;
    if (way === 'with restarts' && random.oneIn(8)) {
      path.start(orderOf(tsMs), { x: 0, y: 0, loss: 3 }, counters());
      nextStep = 1;
    }
    const isLate = (way === 'late' || way === 'at a limit') && random.oneIn(2);
    const isFloating = way === 'without steps' && random.oneIn(3);
    const stepStart = isLate
      ? random.below(nextStep + 1)
      : nextStep + (way === 'with holes' ? random.below(300) : 0);
    const order = orderOf(random.oneIn(3) ? tsMs - random.below(200) : tsMs);
    path.update(order, isFloating ? null : stepStart, points, counters());
    nextStep = Math.max(nextStep, stepStart + points.length);
    const last = path.points.lastStep;
    const from = random.below(last + 2);
    const faults = [
      ...findFaults(path.points, 1 + random.below(40), 0, last + 1),
      ...findFaults(path.points, 1 + random.below(40), from, from + 1 + random.below(last + 2)),
    ];
    if (faults.length > 0) return faults;
  }
  return [];
}

describe(`ranges of losses (seed ${SEED})`, () => {
  it.each(WAYS)('are those that a walk over all points finds, of a path that comes %s', (way) => {
    for (let i = 0; i < scaled({ short: 25, long: 400 }); i += 1)
      expect([i, ...tryPath(way, SEED + i)]).toEqual([i]);
  });
});

itOnce('gives NaN for intervals without points, and for points without a loss', () => {
  const path = pathOf([1, 2, NO_LOSS, 4], 10);
  const found = createLossRanges(6);
  path.lossRangesInto(6, 9, 15, found);
  expect([...found.least]).toEqual([NO_LOSS, 1, 2, NO_LOSS, 4, NO_LOSS]);
  expect([...found.greatest]).toEqual([NO_LOSS, 1, 2, NO_LOSS, 4, NO_LOSS]);
  expect([...found.mean]).toEqual([NO_LOSS, 1, 2, NO_LOSS, 4, NO_LOSS]);
});

itOnce('writes no more than the intervals asked for', () => {
  const found = createLossRanges(4);
  found.least.fill(7);
  pathOf([1, 2, 3]).lossRangesInto(2, 0, 3, found);
  expect([...found.least]).toEqual([1, 3, 7, 7]);
});

itOnce('takes a quarter of a byte a point, once it was looked at', () => {
  const block = new PathBlock();
  for (let at = 0; at < block.capacity; at += 1) {
    block.write(at, at, 0, 0, at, NO_LOSS, 0);
    block.count += 1;
  }
  expect(block.lossChunks).toBeNull();
  const path = pathOf(Array.from({ length: 4096 }, (_, i) => i));
  path.lossRangesInto(1, 0, 4096, createLossRanges(1));
  const blocks = path['list'].blocks;
  const bytes = blocks.reduce((sum, { lossChunks }) => sum + (lossChunks?.byteLength ?? 0), 0);
  expect(bytes / 4096).toBeLessThanOrEqual(0.25);
});

itOnce(
  'looks at 800 intervals of two million points in about a millisecond, and after a late point too',
  () => {
    const path = new PathPoints();
    const random = new Random(SEED);
    for (let step = 0; step < 2_000_000; step += 100) {
      const row = path.beginEvent(orderOf(step + 1), step, step + 99);
      path.append(
        step,
        Array.from({ length: 100 }, () => ({ x: 0, y: 0, loss: random.below(1e6) / 1e6 })),
        row,
      );
      path.endEvent(row);
    }
    const found = createLossRanges(800);
    const look = () => path.lossRangesInto(800, 0, 2_000_000, found);
    const lookAfterLate = (i: number) => {
      const row = path.beginEvent(orderOf(3e6 + i), 7000 * i, 7000 * i);
      path.place(7000 * i, 0, 0, 2, NO_LOSS, row);
      path.endEvent(row);
      look();
    };
    look();
    const lookMs =
      measureCpuMs(() => {
        for (let i = 0; i < 100; i += 1) look();
      }) / 100;
    const lateMs =
      measureCpuMs(() => {
        for (let i = 0; i < 100; i += 1) lookAfterLate(i);
      }) / 100;
    expect(found.greatest[0]).toBe(2);
    // Five times what it takes on a quiet machine.
    expect(Math.max(lookMs, lateMs)).toBeLessThan(2.5);
  },
);
