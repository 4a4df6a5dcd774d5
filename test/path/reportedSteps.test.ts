import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countReported, hasHoleBetween, rangeBetween, reportedFrom } from '../../src/path/reportedSteps.js';

const SEED = 20_261_130;

/** The steps to be reported from one to another, looked for one by one. */
function listReported(from: number, to: number, every: number, phase: number): number[] {
  const steps = Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);
  return steps.filter((step) => step % every === phase);
}

describe('steps that are to be reported', () => {
  it.each([
    [0, 1, 1, false],
    [0, 2, 1, true],
    [0, 50, 50, false],
    [0, 100, 50, true],
    [50, 100, 50, false],
    [50, 117, 50, true],
    [100, 117, 50, false],
    [1, 50, 50, false],
    [1, 51, 50, true],
    [49, 51, 50, true],
    [2 ** 53 - 2, 2 ** 53 - 1, 1, false],
    [2 ** 53 - 3, 2 ** 53 - 1, 1, true],
    [0, 2 ** 53 - 1, 2 ** 53 - 1, false],
    [1, 2 ** 53 - 1, 2 ** 53 - 2, true],
  ])(
    '[REPORT-2] leave a hole between %d and %d, where every step of %d is: %s',
    (from, to, every, isHole) => {
      expect(hasHoleBetween(from, to, every)).toBe(isHole);
      expect(rangeBetween(from, to, { every, phase: 0 }) !== null).toBe(isHole);
    },
  );

  it(`are those that one finds by looking at each (seed ${SEED})`, () => {
    const step = fc.integer({ min: 0, max: 300 });
    const pattern = fc
      .integer({ min: 1, max: 60 })
      .chain((every) =>
        fc.record({ every: fc.constant(every), phase: fc.integer({ min: 0, max: every - 1 }) }),
      );
    fc.assert(
      fc.property(step, step, pattern, (from, length, reported) => {
        const to = from + length;
        const { every, phase } = reported;
        expect(reportedFrom(from, reported)).toBe(listReported(from, from + every, every, phase)[0]);
        expect(countReported(from, to, reported)).toBe(listReported(from, to, every, phase).length);
        const between = listReported(from + 1, to - 1, every, phase);
        expect(rangeBetween(from, to, reported)).toEqual(
          between.length === 0 ? null : { from: between[0], to: between.at(-1) },
        );
        expect(hasHoleBetween(from, to, every)).toBe(listReported(from + 1, to - 1, every, 0).length > 0);
      }),
      { seed: SEED, numRuns: 1000 },
    );
  });

  it('are counted to the end of what is a step', () => {
    expect(countReported(1, 2 ** 53 - 2, { every: 1, phase: 0 })).toBe(2 ** 53 - 2);
    expect(countReported(0, 2 ** 53 - 1, { every: 3, phase: 1 })).toBe(3002399751580331);
    expect(countReported(0, 2 ** 53 - 1, { every: 2 ** 53 - 1, phase: 0 })).toBe(2);
  });
});
