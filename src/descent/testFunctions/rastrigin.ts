import type { TestFunction } from './testFunction.js';

/** A bowl with a local minimum near every pair of integers. */
export const RASTRIGIN: TestFunction = {
  name: 'rastrigin',
  formula: '20 + x² + y² - 10·cos 2πx - 10·cos 2πy',
  source: 'Rastrigin, "Systems of extremal control", Nauka (1974)',
  domainHalf: 5.12,
  minima: [{ x: 0, y: 0, value: 0, isGlobal: true }],
  start: { x: 0.4, y: -0.35 },
  valueAt(x, y) {
    return waveAt(x) + waveAt(y);
  },
  gradientInto(x, y, out) {
    out[0] = 2 * x + 20 * Math.PI * Math.sin(2 * Math.PI * x);
    out[1] = 2 * y + 20 * Math.PI * Math.sin(2 * Math.PI * y);
  },
};

function waveAt(t: number): number {
  return 10 + t * t - 10 * Math.cos(2 * Math.PI * t);
}
