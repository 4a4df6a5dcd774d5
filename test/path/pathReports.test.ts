import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BLOCK_POINTS } from '../../src/path/pathBlock.js';
import { PathPoints } from '../../src/path/pathPoints.js';
import { findPace } from '../../src/path/stepSpacing.js';
import { measureCpuMs } from '../support/cpuTime.js';

const SEED = 20_261_130;

/** Places a point at each of some steps, as one event. */
function placeAt(path: PathPoints, steps: readonly number[], tsMs = 1): void {
  const row = path.beginEvent({ tsMs, seq: 1, content: 0 }, steps[0]!);
  for (const step of steps) path.place(step, step, 0, Number.NaN, Number.NaN, row);
  path.endEvent(row);
}

function pathOf(steps: readonly number[]): PathPoints {
  const path = new PathPoints();
  placeAt(path, steps);
  return path;
}

/** Steps a number apart. */
function every(pace: number, count: number, first = 0): number[] {
  return Array.from({ length: count }, (_, i) => first + i * pace);
}

/** The rule of the pace, read as it is written. */
function paceOf(steps: readonly number[]): number | null {
  const distances = steps.slice(1).map((step, i) => step - steps[i]!);
  const isEnd = (i: number): boolean => i === distances.length - 1 || (i === 0 && steps[0] === 0);
  const paces = [...new Set(distances)].filter((pace) => {
    const counted = distances.filter((distance, i) => !isEnd(i) || distance === pace);
    const same = counted.filter((distance) => distance === pace).length;
    const areMultiples = counted.every((distance) => distance % pace === 0);
    return pace > 1 && areMultiples && same >= 2 && same / counted.length > 0.899999;
  });
  return paces[0] ?? null;
}

function paceFound(path: PathPoints): number | null {
  return findPace(path.measureSpacing())?.every ?? null;
}

/** What is to be found of some steps, looked at one by one. */
function surveyOf(steps: readonly number[], pace: number, phase: number) {
  const isReported = (step: number): boolean => step % pace === phase;
  const holes = steps.slice(1).flatMap((step, i) => {
    const between = every(1, step - steps[i]! - 1, steps[i]! + 1).filter(isReported);
    return between.length === 0 ? [] : [{ from: between[0], to: between.at(-1) }];
  });
  return { points: steps.filter(isReported).length, holeCount: holes.length, holes: holes.slice(0, 2) };
}

function stepsOf(path: PathPoints): number[] {
  const steps: number[] = [];
  path.forEach((step) => steps.push(step));
  return steps;
}

const HUNDRED = every(50, 100);
const without = (...lost: number[]): number[] => HUNDRED.filter((step) => !lost.includes(step));

describe('the pace of a path', () => {
  it.each<[string, number[], number | null]>([
    ['every step', every(1, 100), null],
    ['every 2nd', every(2, 100), 2],
    ['every 50th', HUNDRED, 50],
    ['every 50th, its last off it', [...HUNDRED, 4975], 50],
    ['every 50th, its last far off it', [...HUNDRED, 9999], 50],
    ['every 50th, with a report lost', without(700), 50],
    ['every 50th, with two lost in a row', without(700, 750), 50],
    ['every 50th, with the first lost', without(0), 50],
    ['every 50th, with that after the first lost', without(50), 50],
    ['every 50th, with one of ten lost', without(...every(500, 9, 500)), 50],
    ['every 50th, with one of five lost', without(...every(250, 19, 250)), null],
    ['from step 1', every(50, 100, 1), 50],
    ['from step 1, and the start', [0, ...every(50, 100, 1)], 50],
    ['from step 49, and the start', [0, ...every(50, 100, 49)], 50],
    ['with a point between', [...HUNDRED, 77].sort((a, b) => a - b), null],
    ['with a distance that is none of its multiples', [...HUNDRED, ...every(50, 100, 5025)], null],
    ['of two paces', [...every(10, 50), ...every(50, 50, 500)], null],
    ['of two paces, the wider of them mostly', [...every(10, 3), ...every(50, 50, 70)], null],
    ['in batches of ten', every(100, 30).flatMap((step) => every(1, 10, step)), null],
    ['with a warm-up of every step', [...every(1, 50), ...every(50, 400, 50)], null],
    ['with a few points in a row at its end', [...HUNDRED, 4951, 4952], null],
    ['of two distances', [0, 50, 100], 50],
    ['of two distances from elsewhere', [100, 150, 200], 50],
    ['of two distances that differ', [0, 50, 117], null],
    ['of two distances, the last off it', [0, 50, 117], null],
    ['of three distances, the last off it', [0, 50, 100, 117], 50],
    ['of three distances, the first and the last off it', [0, 7, 57, 100], null],
    ['of four distances, the last off it', [0, 50, 100, 150, 167], 50],
    ['of one distance', [0, 50], null],
    ['of one point', [7], null],
    ['of none', [], null],
  ])('[REPORT-3] of points %s: found by them alone', (_, steps, pace) => {
    const path = steps.length === 0 ? new PathPoints() : pathOf(steps);
    expect(paceFound(path)).toBe(pace);
    expect(paceOf(steps)).toBe(pace);
  });

  it('[REPORT-3] is found in whatever order the points come', () => {
    expect(paceFound(pathOf([...HUNDRED].reverse()))).toBe(50);
    expect(paceFound(pathOf(HUNDRED.map((_, i) => ((i * 37) % 100) * 50)))).toBe(50);
  });
});

describe('what a path knows of its steps', () => {
  const change = fc.record({
    first: fc.oneof(fc.nat(40), fc.nat(4000)),
    pace: fc.constantFrom(1, 2, 3, 10, 50),
    count: fc.oneof(fc.nat(3), fc.constantFrom(100, BLOCK_POINTS + 3)),
    tsMs: fc.integer({ min: 1, max: 9 }),
  });

  it(`[REPORT-2, REPORT-3] is what one finds by looking at every point, after every change (seed ${SEED})`, () => {
    fc.assert(
      fc.property(
        fc.array(change, { minLength: 1, maxLength: 8 }),
        fc.constantFrom(40, 700, Number.POSITIVE_INFINITY),
        fc.constantFrom<[number, number]>([1, 0], [2, 0], [10, 0], [50, 7], [3, 1]),
        (changes, maxPoints, [pace, phase]) => {
          const path = new PathPoints(maxPoints);
          for (const { first, pace: apart, count, tsMs } of changes) {
            if (count > 0) placeAt(path, every(apart, count, first), tsMs);
            else path.dropEarlierThan({ tsMs, seq: 0, content: 0 });
            const steps = stepsOf(path);
            expect(paceFound(path)).toBe(paceOf(steps));
            expect(path.surveyReports({ every: pace, phase }, 2)).toEqual(surveyOf(steps, pace, phase));
          }
        },
      ),
      { seed: SEED, numRuns: 200 },
    );
  });

  it('of a million points is looked up, as they come, without a look at each', () => {
    const path = new PathPoints();
    const reported = { every: 50, phase: 0 };
    placeAt(path, every(50, 1_000_000));
    expect(paceFound(path)).toBe(50);
    const cpuMs = measureCpuMs(() => {
      for (let i = 0; i < 500; i++) {
        // Every other one late, in a place of its own.
        placeAt(path, [i % 2 === 0 ? 50 * (1_000_000 + i) : 100_000 * i]);
        paceFound(path);
        path.surveyReports(reported, 2);
      }
    });
    // About 0.1 ms each; to look at every point would take 20.
    expect(cpuMs).toBeLessThan(2000);
  });
});
