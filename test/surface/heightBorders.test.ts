import { describe, expect, it } from 'vitest';
import { isSameSampledSurface } from '../../src/surface/gridAgreement.js';
import { createGridSurface } from '../../src/surface/gridSurface.js';
import {
  chooseHeights,
  computeGridRange,
  computeLossTicks,
  createHeightField,
  displayHeightOf,
  isLogTransform,
  lossAtHeight,
  type SampledGrid,
} from '../../src/surface/index.js';

const NODES = 33;

/** A grid of which every row is the same. @param lossAt - of a column, from 0 */
function gridOf(lossAt: (column: number) => number, nodes = NODES): SampledGrid {
  return { nodes, samples: Float32Array.from({ length: nodes ** 2 }, (_, n) => lossAt(n % nodes)) };
}

const isLog = (grid: SampledGrid): boolean =>
  isLogTransform(chooseHeights(grid, 'auto', computeGridRange(grid)).transform);

describe('the logarithm', () => {
  it.each([
    [1, true],
    [1.01, false],
  ])(
    '[HEIGHT-6] is taken where the greatest loss is 1,000 times the least, %d, however evenly they lie',
    (least, is) => {
      expect(isLog(gridOf((column) => least + ((1000 - least) * column) / (NODES - 1)))).toBe(is);
    },
  );

  it.each([
    [23, true],
    [21, false],
  ])(
    '[HEIGHT-6] is taken where two thirds of the samples lie in the lowest tenth: %d of 33 columns',
    (low, is) => {
      expect(isLog(gridOf((column) => (column < low ? 1 : 10 + (column - low))))).toBe(is);
    },
  );

  it.each([
    [10, true],
    [9, false],
  ])(
    '[HEIGHT-6] is taken of a crowd where the greatest loss is 10 times the least: %d times',
    (times, is) => {
      expect(isLog(gridOf((column) => (column < 30 ? 10 / times : 10)))).toBe(is);
    },
  );

  it('[SURFACE-14] gives back the losses of its heights, and has ticks at true losses', () => {
    const grid = gridOf((column) => 10 ** (column / 8));
    const { transform } = chooseHeights(grid, 'log', computeGridRange(grid));
    const field = createHeightField(grid.samples, NODES, { transform });
    for (const z of [1, 2, 50, 9999])
      expect(lossAtHeight(field, displayHeightOf(field, z)) / z).toBeCloseTo(1, 9);
    expect(displayHeightOf(field, 100)).toBeCloseTo(0.5, 6);
    expect(computeLossTicks(field, 5)).toEqual([1, 10, 100, 1000, 10_000]);
  });
});

describe('another sampling', () => {
  it.each([
    [8, true],
    [9, false],
  ])('[HEIGHT-4] is of the same surface where 98 of 100 places agree: %d of 400 do not', (count, isSame) => {
    const nodes = 20;
    const grid = gridOf((column) => column, nodes);
    const samples = grid.samples.map((z, n) => (n % 41 === 0 && n / 41 < count ? z + 19 : z));
    const { transform, span } = chooseHeights(grid, 'linear', computeGridRange(grid));
    const before = { surface: createGridSurface(grid.samples, nodes, 2), grid, transform, span };
    expect(isSameSampledSurface(before, createGridSurface(samples, nodes, 2))).toBe(isSame);
  });
});
