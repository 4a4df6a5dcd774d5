import type { TestFunction } from './testFunction.js';

/** A curved valley whose floor hardly falls: its minimum has curvatures of 1,002 and 0.4. */
export const ROSENBROCK: TestFunction = {
  name: 'rosenbrock',
  formula: '(1 - x)² + 100·(y - x²)²',
  source:
    'Rosenbrock, "An automatic method for finding the greatest or least value of a function", The Computer Journal 3 (1960)',
  domainHalf: 2,
  minima: [{ x: 1, y: 1, value: 0, isGlobal: true }],
  start: { x: -1.2, y: 1 },
  valueAt(x, y) {
    const rise = y - x * x;
    return (1 - x) * (1 - x) + 100 * rise * rise;
  },
  gradientInto(x, y, out) {
    const rise = y - x * x;
    out[0] = -2 * (1 - x) - 400 * x * rise;
    out[1] = 200 * rise;
  },
};
