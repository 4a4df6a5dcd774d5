import type { TestFunction } from './testFunction.js';

/** The two roots of `4t³ - 32t + 5` at which a profile is lowest. */
const DEEP = -2.903534027771177;
const SHALLOW = 2.746802770990837;

/** Four minima, one of them global. */
export const STYBLINSKI_TANG: TestFunction = {
  name: 'styblinski_tang',
  formula: '(x⁴ - 16·x² + 5·x + y⁴ - 16·y² + 5·y)/2',
  source:
    'Styblinski and Tang, "Experiments in nonconvex optimization: stochastic approximation with function smoothing and simulated annealing", Neural Networks 3 (1990)',
  domainHalf: 5,
  minima: [
    { x: DEEP, y: DEEP, value: -78.33233140754284, isGlobal: true },
    { x: DEEP, y: SHALLOW, value: -64.19561235905536, isGlobal: false },
    { x: SHALLOW, y: DEEP, value: -64.19561235905536, isGlobal: false },
    { x: SHALLOW, y: SHALLOW, value: -50.05889331056788, isGlobal: false },
  ],
  start: { x: -0.3, y: -4.5 },
  valueAt(x, y) {
    return profileAt(x) + profileAt(y);
  },
  gradientInto(x, y, out) {
    out[0] = 2 * x * x * x - 16 * x + 2.5;
    out[1] = 2 * y * y * y - 16 * y + 2.5;
  },
};

function profileAt(t: number): number {
  return (t * t * t * t - 16 * t * t + 5 * t) / 2;
}
