import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createLossRanges } from '../../src/path/lossRanges.js';
import { PathPoints } from '../../src/path/pathPoints.js';
import type { PathView } from '../../src/path/pathView.js';
import { ShiftedPath } from '../../src/path/shiftedPath.js';

const SEED = 20_261_130;
const COLUMNS = 7;

function pathOf(steps: readonly number[]): PathPoints {
  const path = new PathPoints();
  for (const step of steps) {
    const row = path.beginEvent({ tsMs: 1, seq: step, content: 0 }, step);
    path.place(step, 0, 0, Math.sqrt(step), Number.NaN, row);
    path.endEvent(row);
  }
  return path;
}

/** All that a path says, as plain values. */
function readAll(path: PathView): unknown {
  const visited: unknown[] = [];
  path.forEach((...point) => visited.push(point));
  const gaps: unknown[] = [];
  path.forEachGap((...gap) => gaps.push(gap));
  const ranges = createLossRanges(COLUMNS);
  path.lossRangesInto(COLUMNS, 2, 13, ranges);
  const { first, last, second, inner } = path.measureSpacing();
  const byIndex = Array.from({ length: path.length }, (_, i) => [
    path.stepAt(i),
    path.xAt(i),
    path.yAt(i),
    path.residualAt(i),
  ]);
  return {
    visited,
    gaps,
    byIndex,
    ranges: [[...ranges.least], [...ranges.greatest], [...ranges.mean]],
    spacing: [first, last, second, inner.count, inner.count > 0 ? inner.least : null],
    bounds: [0, 1, 5, 13].map((step) => path.lowerBound(step)),
    lastStep: path.lastStep,
    reports: [1, 2, 3].map((every) => path.surveyReports({ every, phase: every - 1 }, 5)),
  };
}

it(`reads as a path whose steps are all one less (seed ${SEED})`, () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 14 }), { maxLength: 10 }), (steps) => {
      const shifted = new ShiftedPath(pathOf(steps));
      shifted.base = 1;
      const losses = new Map(steps.map((step) => [step - 1, Math.sqrt(step)]));
      const expected = new PathPoints();
      for (const [step, loss] of losses) {
        const row = expected.beginEvent({ tsMs: 1, seq: step, content: 0 }, step);
        expected.place(step, 0, 0, loss, Number.NaN, row);
        expected.endEvent(row);
      }
      expect(readAll(shifted)).toEqual(readAll(expected));
    }),
    { seed: SEED, numRuns: 300 },
  );
});

it('is rewritten when it is shifted, unless it has no points', () => {
  const path = pathOf([]);
  const shifted = new ShiftedPath(path);
  shifted.base = 1;
  expect([shifted.revision, shifted.rewrites, shifted.lastStep]).toEqual([0, 0, -1]);
  const row = path.beginEvent({ tsMs: 1, seq: 1, content: 0 }, 3);
  path.place(3, 0, 0, 1, Number.NaN, row);
  path.endEvent(row);
  const { revision, rewrites } = shifted;
  shifted.base = 0;
  expect([shifted.revision, shifted.rewrites, shifted.lastStep]).toEqual([revision + 1, rewrites + 1, 3]);
});
