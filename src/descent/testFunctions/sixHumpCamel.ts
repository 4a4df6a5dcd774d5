import type { TestFunction } from './testFunction.js';

/** Six minima in pairs that mirror each other in the origin. */
export const SIX_HUMP_CAMEL: TestFunction = {
  name: 'six_hump_camel',
  formula: '(4 - 2.1·x² + x⁴/3)·x² + x·y + (4·y² - 4)·y²',
  source: 'Dixon and Szegő, "Towards global optimisation 2", North-Holland (1978)',
  domainHalf: 2,
  minima: [
    ...mirror(0.08984201310031807, -0.7126564030207396, -1.0316284534898774, true),
    ...mirror(1.7036067149699807, -0.7960835686726251, -0.2154638243837177, false),
    ...mirror(1.6071047529201974, 0.5686514548841313, 2.1042503103112575, false),
  ],
  start: { x: 0.6, y: -1.3 },
  valueAt(x, y) {
    const xx = x * x;
    const yy = y * y;
    return (4 - 2.1 * xx + (xx * xx) / 3) * xx + x * y + (4 * yy - 4) * yy;
  },
  gradientInto(x, y, out) {
    const xx = x * x;
    out[0] = (8 - 8.4 * xx + 2 * xx * xx) * x + y;
    out[1] = x + (16 * y * y - 8) * y;
  },
};

function mirror(x: number, y: number, value: number, isGlobal: boolean): TestFunction['minima'] {
  return [
    { x, y, value, isGlobal },
    { x: -x, y: -y, value, isGlobal },
  ];
}
