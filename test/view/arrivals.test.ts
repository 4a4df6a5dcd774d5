import { expect, it } from 'vitest';
import { addArrival, computeArrivalRate, computeIntervalS, NO_ARRIVALS } from '../../src/view/arrivals.js';

function arrive(gapsS: readonly number[], points = 10) {
  let arrivals = NO_ARRIVALS;
  for (const sinceS of gapsS) arrivals = addArrival({ ...arrivals, sinceS }, points);
  return arrivals;
}

it.each([1 / 60, 0.1, 0.25, 1, 2])('finds a steady interval of %d s and its rate', (gapS) => {
  const arrivals = arrive(Array.from({ length: Math.ceil(80 / gapS) }, () => gapS));
  expect(computeIntervalS(arrivals)).toBeCloseTo(gapS, 3);
  expect(computeArrivalRate(arrivals) / (10 / gapS)).toBeGreaterThan(0.99);
  expect(computeArrivalRate(arrivals) / (10 / gapS)).toBeLessThan(1.15);
});

it('weighs an interval by its length: of short and long ones, a moment mostly lies in a long one', () => {
  const gapsS = Array.from({ length: 400 }, (_, i) => (i % 2 === 0 ? 0.1 : 1.9));
  expect(computeIntervalS(arrive(gapsS))).toBeCloseTo((0.1 ** 2 + 1.9 ** 2) / 2, 1);
});

it('counts of a pause no more than two seconds, and has all but forgotten it 20 s later', () => {
  const afterPause = arrive([3600]);
  expect(computeIntervalS(afterPause)).toBeLessThanOrEqual(2);
  const later = arrive([3600, ...Array.from({ length: 200 }, () => 0.1)]);
  expect(computeIntervalS(later)).toBeLessThan(0.25);
});

it('assumes half a second before anything is known', () => {
  expect(computeIntervalS(NO_ARRIVALS)).toBe(0.5);
  expect(computeArrivalRate(NO_ARRIVALS)).toBe(0);
});
