import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { lowerBound } from '../../src/maths/lowerBound.js';

it('is the index that a look at each finds (seed 61)', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -9, max: 9 })),
      fc.integer({ min: -10, max: 10 }),
      (list, value) => {
        const sorted = list.toSorted((a, b) => a - b);
        const expected = sorted.filter((other) => other < value).length;
        expect(lowerBound(0, sorted.length, (index) => sorted[index]! < value)).toBe(expected);
      },
    ),
    { seed: 61 },
  );
});

it('asks for indices of its range alone, and for none where that is empty', () => {
  const isBefore = vi.fn((index: number) => index < 5);
  expect(lowerBound(3, 5, isBefore)).toBe(5);
  expect(lowerBound(5, 9, isBefore)).toBe(5);
  expect(isBefore.mock.calls.every(([index]) => index >= 3 && index < 9)).toBe(true);
  isBefore.mockClear();
  expect(lowerBound(3, 3, isBefore)).toBe(3);
  expect(lowerBound(1, 0, isBefore)).toBe(1);
  expect(isBefore).not.toHaveBeenCalled();
});

it('counts beyond 2^32', () => {
  expect(lowerBound(2 ** 40, 2 ** 40 + 9, (index) => index < 2 ** 40 + 7)).toBe(2 ** 40 + 7);
});
