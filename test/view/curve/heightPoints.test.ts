import { expect, it } from 'vitest';
import { createLossRanges } from '../../../src/path/lossRanges.js';
import { HeightPoints } from '../../../src/view/curve/heightPoints.js';
import { Random } from '../../fuzz/random.js';
import { CurvePath } from './curvePath.js';

const SEED = 20_261_130;
const heightAt = (x: number, y: number): number => x * x + 2 * y;

/** Points whose place names their step. */
const pointsFrom = (first: number, count: number) =>
  Array.from({ length: count }, (_, i) => ({ x: first + i, y: 1 / (1 + first + i) }));

function sampleAll(heights: HeightPoints, path: CurvePath): number {
  let slices = 1;
  while (heights.sample(path.points, heightAt)) slices += 1;
  return slices;
}

const rowsOf = (heights: HeightPoints): [number, number][] =>
  Array.from({ length: heights.length }, (_, i) => [heights.stepAt(i), heights.lossAt(i)]);

it('has the height at every point of a short path', () => {
  const path = new CurvePath();
  path.addPoints(pointsFrom(0, 300));
  const heights = new HeightPoints();
  expect(sampleAll(heights, path)).toBe(1);
  expect(rowsOf(heights)).toEqual(pointsFrom(0, 300).map(({ x, y }, step) => [step, heightAt(x, y)]));
});

it('samples at most 4,096 heights of a long path, in slices, its newest point among them', () => {
  const path = new CurvePath();
  path.addPoints(pointsFrom(0, 100_003));
  let calls = 0;
  let most = 0;
  const heights = new HeightPoints();
  const count = (x: number, y: number): number => {
    calls += 1;
    return heightAt(x, y);
  };
  for (let isMore = true; isMore; most = Math.max(most, calls)) {
    calls = 0;
    isMore = heights.sample(path.points, count);
  }
  expect(most).toBeLessThanOrEqual(513);
  expect(heights.length).toBeLessThanOrEqual(4097);
  expect(heights.length).toBeGreaterThan(2048);
  expect(heights.lastStep).toBe(100_002);
  rowsOf(heights).forEach(([step, height]) => expect(height).toBe(heightAt(step, 1 / (1 + step))));
});

it(`is the same whether its path came at once or by and by (seed ${SEED})`, () => {
  const random = new Random(SEED);
  for (let round = 0; round < 5; round += 1) {
    const path = new CurvePath();
    const growing = new HeightPoints();
    for (let message = 0; message < 20; message += 1) {
      path.addPoints(pointsFrom(path.points.length, 1 + random.below(1500)));
      sampleAll(growing, path);
    }
    const atOnce = new HeightPoints();
    sampleAll(atOnce, path);
    expect(rowsOf(growing)).toEqual(rowsOf(atOnce));
  }
});

it('begins anew on another surface, and where points were written over', () => {
  const path = new CurvePath();
  path.addPoints(pointsFrom(0, 10));
  const heights = new HeightPoints();
  sampleAll(heights, path);
  const { revision } = heights;
  heights.sample(path.points, () => 7);
  expect(rowsOf(heights).every(([, height]) => height === 7)).toBe(true);
  expect(heights.revision).toBeGreaterThan(revision);
  path.addPoints([{ x: 0, y: 0 }], 3);
  sampleAll(heights, path);
  expect(heights.lossAt(3)).toBe(0);
});

it('has ranges as a path has', () => {
  const values = Array.from({ length: 500 }, (_, i) => (i * 7919) % 101);
  const path = new CurvePath(values);
  path.addPoints(pointsFrom(0, 1), 900);
  const heights = new HeightPoints();
  heights.sample(path.points, () => 1);
  const [found, expected] = [createLossRanges(7), createLossRanges(7)];
  const same = new CurvePath(Array.from({ length: 500 }, () => 1));
  same.add([1], 900);
  heights.lossRangesInto(7, 100.5, 950, found);
  same.points.lossRangesInto(7, 100.5, 950, expected);
  expect(found).toEqual(expected);
});

it('leaves out what has no height of an interval: over a hole of the surface', () => {
  const path = new CurvePath();
  path.addPoints(pointsFrom(0, 6));
  const heights = new HeightPoints();
  heights.sample(path.points, (x) => (x === 1 || x > 2 ? Number.NaN : 10 + x));
  const ranges = createLossRanges(2);
  heights.lossRangesInto(2, 0, 6, ranges);
  expect([ranges.least[0], ranges.greatest[0], ranges.mean[0]]).toEqual([10, 12, 11]);
  expect([ranges.least[1], ranges.greatest[1], ranges.mean[1]]).toEqual([NaN, NaN, NaN]);
});
