import type { TestFunction } from './testFunction.js';

/** Four minima of the same depth. */
export const HIMMELBLAU: TestFunction = {
  name: 'himmelblau',
  formula: '(x² + y - 11)² + (x + y² - 7)²',
  source: 'Himmelblau, "Applied nonlinear programming", McGraw-Hill (1972)',
  domainHalf: 5,
  minima: [
    { x: 3, y: 2, value: 0, isGlobal: true },
    { x: -2.805118086952745, y: 3.131312518250573, value: 0, isGlobal: true },
    { x: -3.779310253377747, y: -3.283185991286169, value: 0, isGlobal: true },
    { x: 3.5844283403304917, y: -1.8481265269644034, value: 0, isGlobal: true },
  ],
  start: { x: 0.5, y: -0.5 },
  valueAt(x, y) {
    const first = x * x + y - 11;
    const second = x + y * y - 7;
    return first * first + second * second;
  },
  gradientInto(x, y, out) {
    const first = x * x + y - 11;
    const second = x + y * y - 7;
    out[0] = 4 * x * first + 2 * second;
    out[1] = 2 * first + 4 * y * second;
  },
};
