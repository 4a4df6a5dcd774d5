import type { TestFunction } from './testFunction.js';

/**
 * A funnel with a local minimum in every cell. Its global minimum is the tip of a cone: the gradient there is taken as 0,
 * the mean of those around it, whose length is up to 2.83 however near they are.
 */
export const ACKLEY: TestFunction = {
  name: 'ackley',
  formula: '20·(1 - exp(-0.2·√((x² + y²)/2))) + e - exp((cos 2πx + cos 2πy)/2)',
  source: 'Ackley, "A connectionist machine for genetic hillclimbing", Kluwer (1987)',
  domainHalf: 5,
  minima: [{ x: 0, y: 0, value: 0, isGlobal: true }],
  start: { x: -0.4, y: 0.3 },
  valueAt(x, y) {
    // expm1 keeps the digits of the difference of two numbers near 1, next to the tip.
    return -20 * Math.expm1(-0.2 * radiusOf(x, y)) + Math.E - wavesOf(x, y);
  },
  gradientInto(x, y, out) {
    const radius = radiusOf(x, y);
    const waves = Math.PI * wavesOf(x, y);
    const funnel = radius === 0 ? 0 : (2 * Math.exp(-0.2 * radius)) / radius;
    out[0] = funnel * x + waves * Math.sin(2 * Math.PI * x);
    out[1] = funnel * y + waves * Math.sin(2 * Math.PI * y);
  },
};

function radiusOf(x: number, y: number): number {
  return Math.sqrt((x * x + y * y) / 2);
}

function wavesOf(x: number, y: number): number {
  return Math.exp((Math.cos(2 * Math.PI * x) + Math.cos(2 * Math.PI * y)) / 2);
}
