import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CurveHoles } from '../../../src/view/curve/curveHoles.js';
import { CurveLine } from '../../../src/view/curve/curveLine.js';
import { findBest } from '../../../src/view/curve/bestPoint.js';
import { GrowingBest } from '../../../src/view/curve/growingBest.js';
import { roundColumnWidth } from '../../../src/view/curve/curveColumns.js';
import type { LossPoints } from '../../../src/view/curve/lossSeries.js';
import type { StepWindow } from '../../../src/view/curve/stepWindow.js';
import { summarizeMissing } from '../../../src/run/missingSteps.js';
import { CurvePath } from './curvePath.js';
import { scaled } from '../../support/testLength.js';

const SEED = 20_261_201;

const losses = fc.array(
  fc.oneof(
    { weight: 8, arbitrary: fc.integer({ min: -999, max: 999 }) },
    { weight: 1, arbitrary: fc.constant(NaN) },
  ),
  { minLength: 1, maxLength: 300, size: 'max' },
);
const share = fc.double({ min: 0, max: 1, noNaN: true });

/** What comes: points past the end, or at steps that there are or might be, which are rewritten. */
const arrival = fc.record({
  losses,
  kind: fc.constantFrom('append', 'append', 'append', 'skip', 'late', 'lateWithoutStep'),
  at: share,
});
/** What is looked at: all steps, or some of them. */
const look = fc.record({
  isWhole: fc.boolean(),
  from: share,
  to: share,
  columns: fc.constantFrom(7, 20, 90, 400),
  factor: fc.constantFrom(0, 0.9),
});
const program = fc.array(fc.tuple(arrival, look), { minLength: 2, maxLength: 12 });

function bring(
  path: CurvePath,
  { losses: values, kind, at }: { losses: number[]; kind: string; at: number },
): void {
  const { lastStep } = path.points;
  if (kind === 'append') path.add(values);
  else if (kind === 'skip') path.add(values, lastStep + 2 + Math.floor(at * 40));
  else if (kind === 'late') path.add(values, Math.floor(at * Math.max(lastStep, 0)));
  else path.addWithoutStep(values);
}

function windowOf(
  points: LossPoints,
  { isWhole, from, to }: { isWhole: boolean; from: number; to: number },
): StepWindow {
  const last = Math.max(points.lastStep, 4);
  if (isWhole) return { from: Math.max(points.stepAt(0), 0), to: last };
  const low = Math.floor(Math.min(from, to) * (last - 4));
  return { from: low, to: Math.max(low + 4, Math.floor(Math.max(from, to) * last)) };
}

const placesOf = (line: CurveLine): unknown[] =>
  Array.from({ length: line.count }, (_, i) => [line.at[i], line.least[i], line.greatest[i], line.smooth[i]]);

describe(`what is kept of a curve as its path changes (seed ${SEED})`, () => {
  it('makes the line, to the bit, that a line makes that sees the path for the first time', () => {
    fc.assert(
      fc.property(program, (steps) => {
        const path = new CurvePath();
        const kept = new CurveLine();
        for (const [one, { columns, factor, ...view }] of steps) {
          bring(path, one);
          const window = windowOf(path.points, view);
          const anew = new CurveLine();
          kept.draw(path.points, window, columns, factor);
          anew.draw(path.points, window, columns, factor);
          expect(placesOf(kept)).toEqual(placesOf(anew));
        }
      }),
      { seed: SEED, numRuns: scaled({ short: 150, long: 3000 }) },
    );
  });

  it('makes the same line where a window of so many steps follows the newest one', () => {
    fc.assert(
      fc.property(
        fc.array(losses, { minLength: 2, maxLength: 20 }),
        fc.constantFrom(7, 20, 90),
        fc.integer({ min: 5, max: 300 }),
        (batches, columns, span) => {
          const path = new CurvePath();
          const kept = new CurveLine();
          for (const batch of batches) {
            path.add(batch);
            const to = Math.max(path.points.lastStep, span);
            const anew = new CurveLine();
            kept.draw(path.points, { from: to - span, to }, columns, 0.9);
            anew.draw(path.points, { from: to - span, to }, columns, 0.9);
            expect(placesOf(kept)).toEqual(placesOf(anew));
          }
        },
      ),
      { seed: SEED, numRuns: scaled({ short: 100, long: 2000 }) },
    );
  });

  it('makes the line of another path, where it is handed another', () => {
    const [one, other] = [new CurvePath([1, 2, 3, 4, 5]), new CurvePath([9, 8, 7, 6, 5, 4])];
    const [kept, anew] = [new CurveLine(), new CurveLine()];
    for (const columns of [1, 10]) {
      kept.draw(one.points, { from: 0, to: 4 }, columns, 0);
      kept.draw(other.points, { from: 0, to: 5 }, columns, 0);
      anew.draw(other.points, { from: 0, to: 5 }, columns, 0);
      expect(placesOf(kept)).toEqual(placesOf(anew));
    }
  });

  it('has the best point and the missing steps that a search from the start finds', () => {
    fc.assert(
      fc.property(
        program,
        fc.constantFrom(1, 2),
        fc.boolean(),
        (steps, reportEvery, hasStatedReportEvery) => {
          const path = new CurvePath();
          const [best, holes] = [new GrowingBest(), new CurveHoles()];
          for (const [one] of steps) {
            bring(path, one);
            const run = {
              path: path.points,
              end: null,
              hasReachedLimit: false,
              reportEvery,
              hasStatedReportEvery,
            };
            expect(best.update(path.points)).toEqual(findBest(path.points));
            expect(holes.update(run)).toEqual(summarizeMissing(run, 200).intervals);
          }
        },
      ),
      { seed: SEED, numRuns: scaled({ short: 100, long: 2000 }) },
    );
  });

  it('reads no loss again that it has read, where points are appended', () => {
    for (const [length, columns, most] of [
      [100, 90, 10],
      [5000, 90, 1],
    ] as const) {
      const path = new CurvePath(Array.from({ length }, (_, i) => i));
      const read = { losses: 0, columns: 0 };
      const counted: LossPoints = new Proxy(path.points, {
        get(points, name) {
          const value: unknown = Reflect.get(points, name, points);
          if (typeof value !== 'function') return value;
          return (...values: number[]) => {
            if (name === 'lossAt') read.losses += 1;
            if (name === 'lossRangesInto') read.columns += values[0]!;
            return Reflect.apply(value, points, values) as unknown;
          };
        },
      });
      const line = new CurveLine();
      const draw = () => line.draw(counted, { from: 0, to: path.points.lastStep }, columns, 0.5);
      draw();
      path.add(Array.from({ length: 10 }, () => 1));
      Object.assign(read, { losses: 0, columns: 0 });
      draw();
      expect(read.losses + read.columns, `of ${length}`).toBeLessThanOrEqual(most);
      expect(read.losses + read.columns).toBeGreaterThan(0);
    }
  });
});

it('a column has at least as many steps as it takes, and at most a quarter more where that is above three', () => {
  for (let least = 0.1; least < 1e6; least *= 1.003) {
    const width = roundColumnWidth(least);
    expect(width).toBeGreaterThanOrEqual(least);
    expect(Number.isInteger(width)).toBe(true);
    if (least > 3) expect(width).toBeLessThanOrEqual(Math.max(least * 1.25, Math.ceil(least)));
  }
});
