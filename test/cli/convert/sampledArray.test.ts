import { expect, it } from 'vitest';
import { orient, sortAxes, transposeArray } from '../../../src/cli/convert/sampledArray.js';

/** Two rows of three. */
const ARRAY = { values: [1, 2, 3, 4, 5, 6], xs: [0, 1, 2], ys: [10, 20], columns: 3, rows: 2 };

it('has rows and columns exchanged where the caller says so, with their coordinates', () => {
  expect([...transposeArray(ARRAY)]).toEqual([1, 4, 2, 5, 3, 6]);
  expect(orient(ARRAY, false)).toBe(ARRAY);
  const { values, ...turned } = orient(ARRAY, true);
  expect(Array.from(values)).toEqual([1, 4, 2, 5, 3, 6]);
  expect(turned).toEqual({ xs: [10, 20], ys: [0, 1, 2], columns: 2, rows: 3 });
});

it.each([
  ['x falls', { xs: [2, 1, 0] }, [3, 2, 1, 6, 5, 4]],
  ['y falls', { ys: [20, 10] }, [4, 5, 6, 1, 2, 3]],
  ['both fall', { xs: [2, 1, 0], ys: [20, 10] }, [6, 5, 4, 3, 2, 1]],
])('is turned until both axes rise, where %s', (_, axes, expected) => {
  const { values, ...sorted } = sortAxes({ ...ARRAY, ...axes });
  expect(Array.from(values)).toEqual(expected);
  expect(sorted).toMatchObject({ xs: ARRAY.xs, ys: ARRAY.ys, columns: 3, rows: 2 });
});
