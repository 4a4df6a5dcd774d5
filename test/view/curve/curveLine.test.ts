import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { roundColumnWidth } from '../../../src/view/curve/curveColumns.js';
import { CurveLine, smoothAt } from '../../../src/view/curve/curveLine.js';
import { computeCurveScale } from '../../../src/view/curve/curveScale.js';
import { findBest } from '../../../src/view/curve/bestPoint.js';
import { factorOf, Smoothing } from '../../../src/view/curve/smoothing.js';
import { placeInWindow } from '../../../src/view/curve/stepWindow.js';
import { CurvePath } from './curvePath.js';

const SEED = 20_261_130;
const loss = fc.oneof(
  { weight: 9, arbitrary: fc.double({ min: -100, max: 100, noNaN: true }) },
  { weight: 1, arbitrary: fc.constant(NaN) },
);
const losses = fc.array(loss, { minLength: 1, maxLength: 400 });

function lineOf(path: CurvePath, from: number, to: number, columns: number, factor = 0): CurveLine {
  const line = new CurveLine();
  line.draw(path.points, { from, to }, columns, factor);
  return line;
}

/** The average by its formula, over all values before. */
function averageOf(
  places: readonly number[],
  values: readonly number[],
  factor: number,
  last: number,
): number {
  const weights = places.slice(0, last + 1).map((at) => factor ** (1000 * (places[last]! - at)));
  const sum = weights.reduce((total, weight, i) => total + weight * values[i]!, 0);
  return sum / weights.reduce((total, weight) => total + weight, 0);
}

describe(`exponential smoothing (seed ${SEED})`, () => {
  it('is the average by its formula', () => {
    const value = fc.tuple(
      fc.double({ min: 1e-4, max: 0.01, noNaN: true }),
      fc.double({ min: -9, max: 9, noNaN: true }),
    );
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 1, maxLength: 60 }),
        fc.double({ min: 0.01, max: 0.999, noNaN: true }),
        (steps, factor) => {
          let at = 0;
          const places = steps.map(([distance]) => (at += distance));
          const values = steps.map(([, one]) => one);
          const smoothing = new Smoothing(factor);
          places.forEach((place, i) => {
            expect(smoothing.add(place, values[i]!)).toBeCloseTo(averageOf(places, values, factor, i), 9);
          });
        },
      ),
      { seed: SEED, numRuns: 100 },
    );
  });

  it('is TensorBoard’s where a value stands at each thousandth of the width', () => {
    // resmooth() of its vz_line_chart: last = last * f + (1 - f) * value, shown as last / (1 - f^n).
    const [factor, values] = [0.9, [5, 4, 4.5, 3, 2, 2.5, 1]];
    const smoothing = new Smoothing(factor);
    let last = 0;
    values.forEach((value, i) => {
      last = last * factor + (1 - factor) * value;
      expect(smoothing.add(i / 1000, value)).toBeCloseTo(last / (1 - factor ** (i + 1)), 12);
    });
  });

  it('leaves the values as they are with a factor of 0', () => {
    const smoothing = new Smoothing(0);
    expect([3, 1, 2].map((value, i) => smoothing.add(i / 9, value))).toEqual([3, 1, 2]);
  });

  it('has a factor that grows with the slider, from 0 to below 1', () => {
    const factors = Array.from({ length: 101 }, (_, i) => factorOf(i / 100));
    expect(factors[0]).toBe(0);
    expect(factors.at(-1)).toBeLessThan(1);
    factors.slice(1).forEach((factor, i) => expect(factor).toBeGreaterThan(factors[i]!));
  });
});

describe(`a line of the curve (seed ${SEED})`, () => {
  it('has every point of a short path in its place, and no other', () => {
    fc.assert(
      fc.property(losses, (values) => {
        const path = new CurvePath(values, 5);
        const [from, to] = [5, Math.max(path.points.lastStep, 6)];
        const line = lineOf(path, from, to, 400);
        const expected = values.flatMap((value, i) =>
          Number.isNaN(value) ? [] : [[placeInWindow({ from, to }, 5 + i), value + 0]],
        );
        expect(Array.from({ length: line.count }, (_, i) => [line.at[i], line.smooth[i]])).toEqual(expected);
      }),
      { seed: SEED, numRuns: 50 },
    );
  });

  it('has the least, the greatest and the mean loss of the points under each column', () => {
    fc.assert(
      fc.property(
        losses,
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 0, max: 30 }),
        (values, columns, firstStep) => {
          fc.pre(values.length > 2 * columns);
          const [from, to] = [firstStep, firstStep + values.length - 1];
          const line = lineOf(new CurvePath(values, firstStep), from, to, columns);
          const width = roundColumnWidth(values.length / columns);
          const found = Array.from({ length: line.count }, (_, i) => [
            line.at[i],
            line.least[i],
            line.greatest[i],
          ]);
          const under = new Map<number, { value: number; step: number }[]>();
          values.forEach((value, i) => {
            const column = Math.floor((firstStep + i) / width);
            under.set(column, [...(under.get(column) ?? []), { value, step: firstStep + i }]);
          });
          const expected = [...under.values()].flatMap((points) => {
            const known = points.flatMap(({ value }) => (Number.isNaN(value) ? [] : [value + 0]));
            const middle = (points[0]!.step + points.at(-1)!.step) / 2;
            return known.length === 0
              ? []
              : [
                  {
                    at: placeInWindow({ from, to }, middle),
                    known,
                    mean: known.reduce((sum, value) => sum + value, 0) / known.length,
                  },
                ];
          });
          expect(found).toEqual(
            expected.map(({ at, known }) => [at, Math.min(...known), Math.max(...known)]),
          );
          expected.forEach(({ mean }, i) => expect(line.smooth[i]).toBeCloseTo(mean, 9));
          expect(under.size).toBeLessThanOrEqual(columns + 1);
        },
      ),
      { seed: SEED, numRuns: 100 },
    );
  });

  it('stands where its steps are: a column in the middle of them', () => {
    const line = lineOf(new CurvePath(Array.from({ length: 100 }, (_, i) => i)), 0, 99, 25);
    // Steps 0 to 3, whose mean is 1.5, at 1.5 of 99 steps.
    expect([line.at[0], line.smooth[0]]).toEqual([1.5 / 99, 1.5]);
    expect(line.at[24]).toBeCloseTo(97.5 / 99, 12);
  });

  it('goes on to its neighbours beyond both edges of a window', () => {
    const line = lineOf(new CurvePath([9, 8, 7, 6, 5, 4]), 2, 3, 100);
    expect([...line.smooth.slice(0, line.count)]).toEqual([8, 7, 6, 5]);
    expect(line.at[0]).toBe(-1);
  });

  it('begins no smoothing at the edge of a window', () => {
    const fall = (from: number, to: number) =>
      Array.from({ length: to - from }, (_, i) => 100 - (from + i) / 50);
    const inside = lineOf(new CurvePath(fall(0, 5000)), 2000, 3000, 100, 0.99);
    const anew = lineOf(new CurvePath(fall(2000, 5000), 2000), 2000, 3000, 100, 0.99);
    // The average of a fall lags behind it: by nine columns, of a fifth each.
    expect(inside.smooth[0]! - anew.smooth[0]!).toBeCloseTo(1.8, 0);
    expect(inside.count).toBe(anew.count);
    expect(inside.smooth[inside.count - 1]).toBeCloseTo(anew.smooth[anew.count - 1]!, 1);
  });

  it('has the smoothed loss between two places', () => {
    const line = lineOf(new CurvePath([4, 2, 8]), 0, 2, 10);
    expect([0, 0.25, 0.5, 0.75, 1].map((at) => smoothAt(line, at))).toEqual([4, 3, 2, 5, 8]);
    expect([-0.1, 1.1].map((at) => smoothAt(line, at))).toEqual([NaN, NaN]);
  });

  it('is empty for a path without points, and for points without a loss', () => {
    expect(lineOf(new CurvePath([]), 0, 4, 10).count).toBe(0);
    expect(lineOf(new CurvePath([NaN, NaN]), 0, 4, 10).count).toBe(0);
  });
});

describe('the scale of a curve', () => {
  it('has all that is seen between its bottom and its top, and ticks in ascending order', () => {
    const lines = [lineOf(new CurvePath([4, 1, 3]), 0, 2, 9), lineOf(new CurvePath([5, 2, 6]), 0, 2, 9)];
    const scale = computeCurveScale(lines, 'linear', 4)!;
    expect([1, 6].map(scale.placeOf)).toEqual([0, 1]);
    expect(scale.ticks.map(({ loss }) => loss)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(scale.isLog).toBe(false);
  });

  it('leaves out what lies beyond the edges of the window', () => {
    const scale = computeCurveScale([lineOf(new CurvePath([900, 2, 1, 800]), 1, 2, 9)], 'linear', 4)!;
    expect([1, 2].map(scale.placeOf)).toEqual([0, 1]);
  });

  it('is logarithmic by itself where losses span three decades', () => {
    const scaleOf = (values: number[]) =>
      computeCurveScale([lineOf(new CurvePath(values), 0, 2, 9)], 'auto', 4)!;
    expect(scaleOf([1000, 10, 1]).isLog).toBe(true);
    expect(scaleOf([1000, 10, 1]).placeOf(10)).toBeCloseTo(1 / 3, 12);
    expect(scaleOf([900, 10, 1]).isLog).toBe(false);
  });

  it('has losses that are all the same in the middle', () => {
    expect(computeCurveScale([lineOf(new CurvePath([2, 2]), 0, 2, 9)], 'linear', 4)!.placeOf(2)).toBe(0.5);
  });

  it('is none without losses', () => {
    expect(computeCurveScale([lineOf(new CurvePath([]), 0, 2, 9)], 'linear', 4)).toBeNull();
  });
});

it(`the best point is the first with the least loss (seed ${SEED})`, () => {
  const few = fc.array(fc.oneof(fc.integer({ min: 0, max: 9 }), fc.constant(NaN)), {
    maxLength: 3000,
    size: 'max',
  });
  fc.assert(
    fc.property(few, fc.integer({ min: 0, max: 1e9 }), (values, firstStep) => {
      const known = values.filter((value) => !Number.isNaN(value));
      const least = Math.min(...known);
      const expected = known.length === 0 ? null : { step: firstStep + values.indexOf(least), loss: least };
      expect(findBest(new CurvePath(values, firstStep).points)).toEqual(expected);
    }),
    { seed: SEED, numRuns: 60 },
  );
});
