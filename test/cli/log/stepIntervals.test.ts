import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
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
        expect(steps.missing).toBe(missing.length);
        const listed = steps
          .listHoles(1000)
          .flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, i) => from + i));
        expect(listed).toEqual(missing);
        expect(steps.holeCount).toBe(steps.listHoles(1000).length);
      }),
      { seed: 17, numRuns: 1000 },
    );
  });

  it('names the line after which steps are missing', () => {
    const steps = new StepIntervals();
    steps.add(0, 4, 10);
    steps.add(8, 9, 11);
    steps.add(5, 5, 12);
    expect(steps.listHoles(10)).toEqual([{ from: 6, to: 7, line: 11 }]);
  });

  it('counts every hole of a path that is all holes, and holds a bounded number', () => {
    const steps = new StepIntervals();
    const points = 100_000;
    for (let i = 0; i < points; i++) steps.add(2 * i, 2 * i, i + 1);
    expect(steps.count).toBe(points);
    expect(steps.missing).toBe(points - 1);
    expect(steps.holeCount).toBe(points - 1);
    expect(steps.first).toBe(0);
    expect(steps.last).toBe(2 * points - 2);
    // A step before what was closed is taken for one that had come.
    expect(steps.add(1, 1, points)).toBe(1);
    expect(steps.count).toBe(points);
  });
});
