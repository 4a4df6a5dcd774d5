import { expect, it } from 'vitest';
import { isLossRange } from '../../src/surface/lossRange.js';

it.each([
  ['auto', true],
  ['full', true],
  ['all', false],
  [[0, 1], true],
  [[1, 0], false],
  [[1, 1], false],
])('%j is a range of losses: %s', (value, is) => {
  expect(isLossRange(value)).toBe(is);
});
