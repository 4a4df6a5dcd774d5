import type { TestFunction } from './testFunction.js';

/** Steep at the corners, a flat valley around its minimum. */
export const BEALE: TestFunction = {
  name: 'beale',
  formula: '(1.5 - x + x·y)² + (2.25 - x + x·y²)² + (2.625 - x + x·y³)²',
  source: 'Beale, "On an iterative method for finding a local minimum of a function", Princeton (1958)',
  domainHalf: 4.5,
  minima: [{ x: 3, y: 0.5, value: 0, isGlobal: true }],
  start: { x: 1, y: 1.5 },
  valueAt(x, y) {
    const first = 1.5 - x + x * y;
    const second = 2.25 - x + x * y * y;
    const third = 2.625 - x + x * y * y * y;
    return first * first + second * second + third * third;
  },
  gradientInto(x, y, out) {
    const first = 1.5 - x + x * y;
    const second = 2.25 - x + x * y * y;
    const third = 2.625 - x + x * y * y * y;
    out[0] = 2 * (first * (y - 1) + second * (y * y - 1) + third * (y * y * y - 1));
    out[1] = 2 * x * (first + 2 * y * second + 3 * y * y * third);
  },
};
