import fc from 'fast-check';
import { expect, it } from 'vitest';
import { computeBackoffMs, DEFAULT_BACKOFF } from '../../src/host/backoff.js';
import { createRandom } from '../transport/seededRandom.js';

const BOUNDS_MS = [1000, 2000, 4000, 8000, 16_000, 30_000, 30_000];

it('[LINK-1] draws a wait between the floor and a bound that doubles up to its greatest', () => {
  BOUNDS_MS.forEach((boundMs, failures) => {
    expect(computeBackoffMs(failures, DEFAULT_BACKOFF, () => 0)).toBe(100);
    expect(computeBackoffMs(failures, DEFAULT_BACKOFF, () => 0.5)).toBe((100 + boundMs) / 2);
    expect(computeBackoffMs(failures, DEFAULT_BACKOFF, () => 1 - 2 ** -53)).toBeLessThanOrEqual(boundMs);
  });
});

it('[LINK-1] stays within its bounds after any number of failures (seed 31)', () => {
  fc.assert(
    fc.property(fc.nat(1e6), fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (n, drawn) => {
      const waitMs = computeBackoffMs(n, DEFAULT_BACKOFF, () => drawn);
      expect(waitMs).toBeGreaterThanOrEqual(100);
      expect(waitMs).toBeLessThanOrEqual(30_000);
    }),
    { seed: 31 },
  );
});

it('is the floor where the floor is above the bound', () => {
  expect(computeBackoffMs(0, { baseMs: 10, maxMs: 20, floorMs: 50 }, () => 0.9)).toBe(50);
});

/** The most of these moments that lie within any window of this length. */
function mostWithin(momentsMs: readonly number[], windowMs: number): number {
  const sorted = [...momentsMs].sort((a, b) => a - b);
  return Math.max(
    ...sorted.map((start) => sorted.filter((ms) => ms >= start && ms < start + windowMs).length),
  );
}

it('[LINK-1] spreads the return of 200 clients: at the sixth wait at most 6 in any 100 ms, where a fixed wait brings 200 (seed 7)', () => {
  const random = createRandom(7);
  const wait = (failures: number): number => computeBackoffMs(failures, DEFAULT_BACKOFF, random);
  const clients = Array.from({ length: 200 });
  const first = clients.map(() => wait(0));
  const sixth = clients.map(() => wait(5));
  // Of 200 drawn evenly over 900 ms some 22 fall within 100 ms, of those over 29.9 s fewer than one.
  expect(mostWithin(first, 100)).toBeLessThanOrEqual(40);
  expect(mostWithin(sixth, 100)).toBeLessThanOrEqual(6);
  const mean = sixth.reduce((sum, ms) => sum + ms, 0) / 200;
  const spread = Math.sqrt(sixth.reduce((sum, ms) => sum + (ms - mean) ** 2, 0) / 200);
  // Uniform over [100, 30000]: mean 15050, standard deviation 29900 / √12.
  expect(mean).toBeGreaterThan(13_000);
  expect(mean).toBeLessThan(17_000);
  expect(spread).toBeGreaterThan(29_900 / Math.sqrt(12) / 1.15);
});
