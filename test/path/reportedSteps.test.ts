import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countReportsBetween, hasHoleBetween } from '../../src/path/reportedSteps.js';

const SEED = 20_261_130;

/** The steps that were to be reported between two, looked for one by one. */
function listReports(from: number, to: number, every: number): number[] {
  return Array.from({ length: Math.max(0, to - from - 1) }, (_, i) => from + 1 + i).filter(
    (step) => step % every === 0,
  );
}

describe('between two steps', () => {
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
  ])('[REPORT-2] %d and %d, where every step of %d is reported, is a hole: %s', (from, to, every, isHole) => {
    expect(hasHoleBetween(from, to, every)).toBe(isHole);
    expect(countReportsBetween(from, to, every) > 0).toBe(isHole);
  });

  it(`there are as many as one counts (seed ${SEED})`, () => {
    const step = fc.integer({ min: 0, max: 400 });
    fc.assert(
      fc.property(step, step, fc.integer({ min: 1, max: 60 }), (from, length, every) => {
        const to = from + length;
        const { length: count } = listReports(from, to, every);
        expect(countReportsBetween(from, to, every)).toBe(count);
        expect(hasHoleBetween(from, to, every)).toBe(count > 0);
      }),
      { seed: SEED, numRuns: 1000 },
    );
  });

  it('counts to the end of what is a step', () => {
    expect(countReportsBetween(0, 2 ** 53 - 1, 1)).toBe(2 ** 53 - 3 + 1);
    expect(countReportsBetween(0, 2 ** 53 - 1, 3)).toBe(Math.floor((2 ** 53 - 2) / 3));
  });
});
