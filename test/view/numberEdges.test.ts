import { expect, it } from 'vitest';
import { formatNumber } from '../../src/view/formatNumber.js';

it.each([
  [1e-3, '0.001'],
  [-1e-3, '−0.001'],
  [0.000_999_9, '9.999e−4'],
  [999_999, '999999'],
])('%d is written as %s', (value, text) => {
  expect(formatNumber(value, 6)).toBe(text);
});
