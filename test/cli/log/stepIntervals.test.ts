import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EVERY_STEP } from '../../../src/path/reportedSteps.js';
import { findPace } from '../../../src/path/stepSpacing.js';
import { StepIntervals } from '../../../src/cli/log/stepIntervals.js';

describe('StepIntervals', () => {
  it('holds what a set of steps holds (seed 17)', () => {
    const range = fc.tuple(fc.nat(60), fc.nat(8)).map(([from, more]) => ({ from, to: from + more }));
    fc.assert(
      fc.property(fc.array(range, { maxLength: 25 }), (ranges) => {
        const steps = new StepIntervals();
        const known = new Set<number>();
        ranges.forEach(({ from, to }, line) => {
          let repeated = 0;
          for (let step = from; step <= to; step++) {
            if (known.has(step)) repeated += 1;
            known.add(step);
          }
          expect(steps.add(from, to, line)).toBe(repeated);
        });
        const last = known.size === 0 ? -1 : Math.max(...known);
        const missing = Array.from({ length: last + 1 }, (_, step) => step).filter(
          (step) => !known.has(step),
        );
        expect(steps.count).toBe(known.size);
        expect(steps.last).toBe(last);
        expect(steps.first).toBe(known.size === 0 ? -1 : Math.min(...known));
        for (const reported of [EVERY_STEP, { every: 3, phase: 0 }, { every: 7, phase: 2 }]) {
          const isReported = (step: number): boolean => step % reported.every === reported.phase;
          expect(steps.countMissing(reported)).toBe(missing.filter(isReported).length);
          expect(steps.countReports(reported)).toBe([...known].filter(isReported).length);
          const holes = steps.listHoles(reported, 1000);
          const listed = holes.flatMap(({ from, to }) =>
            Array.from({ length: to - from + 1 }, (_, i) => from + i),
          );
          expect(listed).toEqual(missing.filter(isReported));
          expect(steps.countHoles(reported)).toBe(holes.length);
        }
      }),
      { seed: 17, numRuns: 1000 },
    );
  });

  it('names the line after which steps are missing', () => {
    const steps = new StepIntervals();
    steps.add(0, 4, 10);
    steps.add(8, 9, 11);
    steps.add(5, 5, 12);
    expect(steps.listHoles(EVERY_STEP, 10)).toEqual([{ from: 6, to: 7, line: 11 }]);
  });

  it('counts every hole of a path that is all holes, and holds a bounded number', () => {
    const steps = new StepIntervals();
    const points = 100_000;
    for (let i = 0; i < points; i++) steps.add(2 * i, 2 * i, i + 1);
    expect(steps.count).toBe(points);
    expect(steps.countMissing(EVERY_STEP)).toBe(points - 1);
    expect(steps.countHoles(EVERY_STEP)).toBe(points - 1);
    expect(steps.first).toBe(0);
    expect(steps.last).toBe(2 * points - 2);
    // A step before what was closed is taken for one that had come.
    expect(steps.add(1, 1, points)).toBe(1);
    expect(steps.count).toBe(points);
  });

  it.each<[string, readonly number[]]>([
    ['from 0', []],
    ['from 1, after the start', [0]],
  ])('[REPORT-3] knows the pace of a long path of single steps, %s, and what it lacks', (_, before) => {
    const steps = new StepIntervals();
    const first = before.length === 0 ? 0 : 1;
    for (const step of before) steps.add(step, step, 1);
    for (let i = 0; i < 100_000; i++) if (i % 1000 !== 7) steps.add(first + 50 * i, first + 50 * i, i + 2);
    const pace = findPace(steps.measureSpacing());
    expect(pace).toEqual({ every: 50, phase: first });
    expect(steps.countMissing(pace!)).toBe(100);
    expect(steps.countHoles(pace!)).toBe(100);
    expect(steps.listHoles(pace!, 2).map(({ from, to }) => [from, to])).toEqual([
      [first + 350, first + 350],
      [first + 50 * 1007, first + 50 * 1007],
    ]);
  });

  it('[REPORT-2] knows what a long path lacks of the steps that were to be reported, said before or after them', () => {
    const stated = { every: 50, phase: 0 };
    const early = new StepIntervals(stated);
    const late = new StepIntervals();
    for (const steps of [early, late])
      for (let i = 0; i < 40_000; i++) if (i !== 7) steps.add(50 * i, 50 * i, i + 2);
    early.add(50 * 40_000 + 1, 50 * 40_000 + 1, 50_000);
    const restated = late.restate(stated);
    restated.add(50 * 40_000 + 1, 50 * 40_000 + 1, 50_000);
    // The last step lies past a multiple that has not come.
    for (const steps of [early, restated]) {
      expect(steps.countMissing(stated)).toBe(2);
      expect(steps.countReports(stated)).toBe(39_999);
    }
  });
});
