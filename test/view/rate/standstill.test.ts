import { describe, expect, it } from 'vitest';
import { createSeededRandom } from '../../../src/maths/seededRandom.js';
import { computeStandstill } from '../../../src/view/rate/standstill.js';
import { scaled } from '../../support/testLength.js';
import { lossOf } from './lossOf.js';

const numbers = (count: number, valueOf: (i: number) => number): number[] =>
  Array.from({ length: count }, (_, i) => valueOf(i));

const standstillOf = (losses: readonly number[], until = 1e15): number =>
  computeStandstill(lossOf(losses), until);

describe('computeStandstill', () => {
  it.each([
    [100, 40],
    [640, 300],
    [1000, 660],
    [1000, 940],
    [5000, 3000],
    [20_000, 5000],
  ])('is 0 of %d falling steps, and grows from the %dth on where the loss stays', (count, from) => {
    expect(standstillOf(numbers(count, (i) => Math.exp((-3 * i) / count)))).toBe(0);
    const steps = standstillOf(numbers(count, (i) => Math.max(1 - i / from, 0)));
    expect(Math.abs(steps - (count - from))).toBeLessThanOrEqual(Math.ceil((2 * count) / 64) + count / 32);
  });

  it.each([0.01, 0.05, 0.2])('is found under noise of %d, and not in a fall', (size) => {
    const sharesOf = (lossAt: (i: number) => number): number[] =>
      numbers(50, (seed) => {
        const random = createSeededRandom(seed + 1);
        return standstillOf(numbers(3200, (i) => lossAt(i) + size * random.gaussian())) / 3200;
      }).toSorted((a, b) => a - b);
    const stays = sharesOf((i) => Math.max(1 - i / 800, 0));
    expect(stays[25]).toBeGreaterThan(0.55);
    expect(stays[49]).toBeLessThan(0.76);
    const falls = sharesOf((i) => Math.exp(-i / 1000));
    expect(falls[25]).toBeLessThan(0.16);
  });

  it('is more than three tenths of a run of noise alone in 95 % of the seeds, and more than half in 85 %', () => {
    const seeds = scaled({ short: 400, long: 2000 });
    const shares = numbers(seeds, (seed) => {
      const random = createSeededRandom(seed + 1);
      return standstillOf(numbers(640, () => random.gaussian())) / 640;
    });
    expect(shares.filter((share) => share > 0.3).length / seeds).toBeGreaterThan(0.95);
    expect(shares.filter((share) => share > 0.5).length / seeds).toBeGreaterThan(0.85);
  });

  it('does not take a spike for noise, and not one lucky value for a gain', () => {
    const random = createSeededRandom(5);
    const losses = numbers(1280, (i) => Math.max(1 - i / 400, 0) + 0.01 * random.gaussian());
    losses[900] = 50;
    losses[1200] = -0.03;
    expect(standstillOf(losses)).toBeGreaterThan(700);
  });

  it('counts a rise as standing still', () => {
    expect(standstillOf(numbers(1000, (i) => Math.abs(i - 500)))).toBeGreaterThan(460);
  });

  it('is as it was at an earlier step', () => {
    const losses = numbers(2000, (i) => Math.abs(i - 900));
    expect(standstillOf(losses, 899)).toBe(0);
    expect(standstillOf(losses, 1400)).toBe(standstillOf(losses.slice(0, 1401)));
  });

  it.each([[0], [1], [2]])('is not known of %d values', (count) => {
    expect(standstillOf(numbers(count, (i) => i))).toBeNaN();
    expect(standstillOf(numbers(100, (i) => (i < count ? i : Number.NaN)))).toBeNaN();
  });

  it('goes up by one with each step while the loss stands', () => {
    const losses = numbers(1100, (i) => Math.max(1 - i / 300, 0));
    const at = numbers(100, (i) => standstillOf(losses, 700 + i));
    for (let i = 1; i < at.length; i++) expect(at[i]! - at[i - 1]!).toBe(1);
  });
});
