import fc from 'fast-check';
import { expect, it } from 'vitest';
import { chooseSubset } from '../../src/projection/subset.js';

const SEED = 20_261_125;
const options = fc.record({
  count: fc.integer({ min: 1, max: 3000 }),
  seed: fc.maxSafeNat(),
  measuredMsPerExample: fc.double({ min: 0.01, max: 1, noNaN: true }),
  budgetMs: fc.double({ min: 0.1, max: 100, noNaN: true }),
  minSize: fc.integer({ min: 1, max: 100 }),
});

it(`chooses examples that differ, as many as the budget has room for (seed ${SEED})`, () => {
  fc.assert(
    fc.property(options, (given) => {
      const { indices, size, count, estimatedMs } = chooseSubset(given);
      expect(indices).toHaveLength(size);
      expect(indices.every((index, i) => index < count && (i === 0 || index > indices[i - 1]!))).toBe(true);
      expect(size).toBeGreaterThanOrEqual(Math.min(given.minSize, count));
      if (size > given.minSize) expect(estimatedMs).toBeLessThanOrEqual(given.budgetMs * (1 + 1e-12));
      const oneMore = (size + 1) * given.measuredMsPerExample;
      if (size < count) expect(oneMore).toBeGreaterThan(given.budgetMs * (1 - 1e-12));
    }),
    { seed: SEED, numRuns: 300 },
  );
});

it(`a larger subset of one seed holds the smaller (seed ${SEED})`, () => {
  fc.assert(
    fc.property(options, (given) => {
      const small = chooseSubset(given);
      const large = chooseSubset({ ...given, budgetMs: 3 * given.budgetMs });
      const held = new Set(large.indices);
      expect(small.indices.every((index) => held.has(index))).toBe(true);
      expect(chooseSubset(given)).toEqual(small);
    }),
    { seed: SEED, numRuns: 300 },
  );
});

it('chooses each example as often as any other (seeds 0 to 3,999)', () => {
  const times = new Uint32Array(20);
  for (let seed = 0; seed < 4000; seed++) {
    const chosen = chooseSubset({ count: 20, seed, measuredMsPerExample: 1, budgetMs: 5, minSize: 1 });
    for (const index of chosen.indices) times[index]!++;
  }
  // 1,000 times each, give or take five standard deviations.
  for (const count of times) expect(Math.abs(count - 1000)).toBeLessThan(5 * Math.sqrt(750));
});

it.each([
  [{ count: 0 }, 'count: expected an integer of at least 1, got 0'],
  [{ measuredMsPerExample: 0 }, 'measuredMsPerExample: expected above 0, got 0'],
  [{ budgetMs: NaN }, 'budgetMs: expected above 0, got NaN'],
  [{ minSize: 0 }, 'minSize: expected at least 1, got 0'],
])('refuses %j', (wrong, message) => {
  const given = { count: 10, seed: 1, measuredMsPerExample: 1, budgetMs: 5, ...wrong };
  expect(() => chooseSubset(given)).toThrow(message);
});
