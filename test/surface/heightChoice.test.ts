import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import {
  chooseHeights,
  computeGridRange,
  createNodePositions,
  createParametricSurface,
  isLogTransform,
  refineChoice,
  type HeightChoice,
  type HeightScale,
  type SampledGrid,
} from '../../src/surface/index.js';
import { TEST_FUNCTIONS } from '../../src/descent/testFunctions/testFunctions.js';
import { valleyLoss, valleyWithHoles } from '../../stories/sampledGrids.js';
import { createRandom, DEFAULT_PARAMS, paramsArbitrary } from './surfaceArbitraries.js';
import { describeOnce, itOnce, scaled } from '../support/testLength.js';

vi.setConfig({ testTimeout: 60_000 });

const SCALES = ['linear', 'log', 'auto'] as const;
const scaleArbitrary = fc.constantFrom<HeightScale>(...SCALES);

type Loss = (x: number, y: number) => number;

function sampleGrid(loss: Loss, nodes: number, half = 1): SampledGrid {
  const places = createNodePositions(nodes, half);
  const samples = new Float32Array(nodes * nodes);
  places.forEach((y, row) => places.forEach((x, column) => (samples[row * nodes + column] = loss(x, y))));
  return { samples, nodes };
}

function withSamples(grid: SampledGrid, samples: readonly (readonly [number, number])[]): SampledGrid {
  const copy = grid.samples.slice();
  for (const [index, z] of samples) copy[index] = z;
  return { ...grid, samples: copy };
}

const choose = (grid: SampledGrid, scale: HeightScale): HeightChoice =>
  chooseHeights(grid, scale, computeGridRange(grid));

/** Height of a loss between the ends of what is drawn. */
function heightOf(grid: SampledGrid, { transform, outliers }: HeightChoice, z: number): number {
  const range = computeGridRange(grid);
  const [min, max] = [outliers.low ?? range.min, outliers.high ?? range.max].map((end) =>
    transform.toDisplay(end),
  );
  return (transform.toDisplay(z) - min!) / (max! - min!);
}

const NONE = { low: null, high: null };

describe('outliers', () => {
  it('[HEIGHT-3] are found at either end, wherever they lie and however far, and nothing else is cut (seed 6101)', () => {
    fc.assert(
      fc.property(
        paramsArbitrary(0.4),
        fc.integer({ min: 21, max: 65 }),
        fc.array(
          fc.record({
            place: fc.nat(),
            decades: fc.double({ min: 1.5, max: 9, noNaN: true }),
            isLow: fc.boolean(),
          }),
          { minLength: 1, maxLength: 20 },
        ),
        (params, nodes, strays) => {
          const { valueAt } = createParametricSurface(params, 6);
          const grid = sampleGrid(valueAt, nodes, 6);
          const { min, max } = computeGridRange(grid);
          // A surface that is level but for rounding has no shape to be kept.
          fc.pre(max - min > 1e-4 * Math.max(Math.abs(min), Math.abs(max)) && max - min > 1e-30);
          const allowed = Math.floor(nodes ** 2 * 0.005);
          const used = strays.slice(0, allowed);
          const bad = withSamples(
            grid,
            used.map(({ place, decades, isLow }) => {
              const far = (max - min) * 10 ** decades;
              return [place % nodes ** 2, isLow ? min - far : max + far];
            }),
          );
          const kept = bad.samples.filter((z) => z >= min && z <= max);
          const { outliers } = choose(bad, 'linear');
          const isAny = (isBad: (z: number) => boolean): boolean => bad.samples.some(isBad);
          expect(outliers).toEqual({
            low: isAny((z) => z < min) ? Math.min(...kept) + 0 : null,
            high: isAny((z) => z > max) ? Math.max(...kept) + 0 : null,
          });
        },
      ),
      { seed: 6101, numRuns: scaled({ short: 80, long: 300 }) },
    );
  });

  itOnce.each(SCALES)(
    '[HEIGHT-3] leave the heights of all others as they are under %s (seed 6102)',
    (scale) => {
      const random = createRandom(6102);
      const basin = sampleGrid((x, y) => 0.3 + (x - 0.2) ** 2 + 2 * y * y + 0.1 * Math.sin(7 * x), 41);
      const alone = choose(basin, scale);
      for (const z of [1e6, 80, 3e38, -1e6, -40, 1e-30]) {
        const place = Math.floor(random() * 41 ** 2);
        const bad = withSamples(basin, [[place, z]]);
        const choice = choose(bad, scale);
        let worst = 0;
        basin.samples.forEach((sample, n) => {
          if (n === place) return;
          worst = Math.max(worst, Math.abs(heightOf(bad, choice, sample) - heightOf(basin, alone, sample)));
        });
        expect(worst, `${z} at ${place}`).toBeLessThan(0.25);
      }
    },
  );

  itOnce(
    '[HEIGHT-3] are at most 0.5 % of the samples: a sixth bad one of 1,089 is a surface with six of them',
    () => {
      const basin = sampleGrid((x, y) => x * x + y * y, 33);
      const bad = (count: number): SampledGrid =>
        withSamples(
          basin,
          Array.from({ length: count }, (_, n) => [100 + 140 * n, 1e6] as const),
        );
      expect(choose(bad(5), 'linear').outliers).toEqual({ low: null, high: 2 });
      expect(choose(bad(6), 'linear').outliers).toEqual(NONE);
    },
  );

  itOnce.each(SCALES)(
    '[HEIGHT-3] may be a single one on a small grid, of 9 × 9 nodes or more, under %s',
    (scale) => {
      for (const nodes of [9, 11, 13, 14]) {
        const basin = sampleGrid((x, y) => 0.2 + x * x + y * y, nodes);
        for (const index of [0, 3, 4 * nodes + 4]) {
          const bad = withSamples(basin, [[index, 1e6]]);
          const kept = basin.samples.filter((_, n) => n !== index);
          expect(choose(bad, scale).outliers).toEqual({ low: null, high: Math.max(...kept) });
          expect(isLogTransform(choose(bad, scale).transform)).toBe(scale === 'log');
        }
      }
      const two = withSamples(
        sampleGrid((x, y) => 0.2 + x * x + y * y, 11),
        [
          [30, 1e6],
          [70, 1e6],
        ],
      );
      expect(choose(two, scale).outliers).toEqual(NONE);
      expect(
        choose(
          withSamples(
            sampleGrid((x, y) => 0.2 + x * x + y * y, 8),
            [[30, 1e6]],
          ),
          scale,
        ).outliers,
      ).toEqual(NONE);
    },
  );

  it('[HEIGHT-3] are no contract’s own surfaces: formulas of all kinds are left whole under every scale (seed 6103)', () => {
    fc.assert(
      fc.property(
        paramsArbitrary(0.3),
        fc.integer({ min: 33, max: 129 }),
        scaleArbitrary,
        (params, nodes, scale) => {
          const grid = sampleGrid(createParametricSurface(params, 6).valueAt, nodes, 6);
          expect(choose(grid, scale).outliers).toEqual(NONE);
        },
      ),
      { seed: 6103, numRuns: scaled({ short: 80, long: 300 }) },
    );
    for (const params of Object.values(DEFAULT_PARAMS)) {
      for (const scale of SCALES) {
        const grid = sampleGrid(createParametricSurface(params, 6).valueAt, 51, 6);
        expect(choose(grid, scale).outliers).toEqual(NONE);
      }
    }
  });

  const half = 16;
  /** Cells are 1 wide on 33 nodes; what grows by a factor does so from node to node. */
  const SMOOTH: readonly (readonly [string, Loss])[] = [
    ['a wall that doubles', (x) => 1 + 2 ** (x + half)],
    ['a wall that grows sixfold', (x, y) => 1 + 6 ** ((x + y) / 2)],
    ['a corner that grows threefold', (x, y) => 1 + 3 ** (x + y - half)],
    ['a corner that grows sixfold', (x, y) => 1 + 6 ** (x + y - 2 * half + 4)],
    ['a steep polynomial', (x, y) => (x / half) ** 24 + (y / half) ** 24],
    [
      'a peak half a cell wide',
      (x, y) => 0.01 * (x * x + y * y) + 1e4 * Math.exp(-(x * x + y * y) / (2 * 0.25)),
    ],
    [
      'a well half a cell wide',
      (x, y) => 0.01 * (x * x + y * y) - 1e4 * Math.exp(-(x * x + y * y) / (2 * 0.25)),
    ],
    ['a wide well', (x, y) => 1 - 1e6 * Math.exp(-((x - 3) ** 2 + (y + 5) ** 2) / (2 * 4))],
    ['a pole a cell away', (x, y) => 1 / (x * x + y * y + 1)],
    ['a trench one node wide', (x) => Math.min(Math.abs(x - 2) * 1e3, 1)],
    ['Rosenbrock’s valley', (x, y) => (1 - x / 8) ** 2 + 100 * (y / 8 - (x / 8) ** 2) ** 2],
    ['the valley of the stories', (x, y) => valleyLoss(x / half, y / half)],
    ['the valley with holes', (x, y) => valleyWithHoles(x / half, y / half)],
    ['a plateau with one needle', (x, y) => (x === 3 && y === 4 ? 5 : 1)],
  ];

  itOnce.each(SMOOTH)('[HEIGHT-3] %s has none, under any scale', (_, loss) => {
    for (const scale of SCALES) expect(choose(sampleGrid(loss, 33, half), scale).outliers).toEqual(NONE);
  });

  itOnce(
    '[HEIGHT-3] the test functions have none, on grids of 9 to 201 nodes, within their domains and far beyond',
    () => {
      for (const { valueAt, domainHalf } of Object.values(TEST_FUNCTIONS)) {
        for (const nodes of [9, 10, 11, 14, 15, 21, 33, 64, 101, 201]) {
          for (const half of [domainHalf, 3 * domainHalf]) {
            const grid = sampleGrid(valueAt, nodes, half);
            for (const scale of SCALES) expect(choose(grid, scale).outliers).toEqual(NONE);
          }
        }
      }
    },
  );

  itOnce('[HEIGHT-3] noise has none: of the heavy tails of many samples no few are cut (seed 6104)', () => {
    const random = createRandom(6104);
    for (const power of [1, 2, 4, 6]) {
      const grid = sampleGrid(() => 0.01 + 500 * random() ** power, 40);
      expect(choose(grid, 'linear').outliers).toEqual(NONE);
    }
  });
});

describeOnce('a finer grid of the same surface', () => {
  const loss: Loss = (x, y) => 0.3 + x * x + 2 * y * y + 0.2 * Math.sin(5 * x + y);

  itOnce.each(SCALES)('[HEIGHT-4] keeps what was decided under %s', (scale) => {
    const coarse = withSamples(sampleGrid(loss, 33), [[200, 1e6]]);
    const before = choose(coarse, scale);
    expect(before.outliers.high).not.toBeNull();
    for (const nodes of [65, 129, 257]) {
      const factor = (nodes - 1) / 32;
      const [row, column] = [Math.floor(200 / 33), 200 % 33];
      const stray = row * factor * nodes + column * factor;
      for (const finer of [sampleGrid(loss, nodes), withSamples(sampleGrid(loss, nodes), [[stray, 1e6]])]) {
        const after = refineChoice(before, finer, computeGridRange(finer));
        expect(after).toMatchObject({ transform: before.transform, outliers: before.outliers });
      }
    }
  });

  itOnce('[HEIGHT-4] does not turn a picture logarithmic, or back', () => {
    const deep: Loss = (x, y) => 1e-3 + x * x + y * y;
    const coarse = sampleGrid((x, y) => deep(x + 0.03, y + 0.03), 9);
    expect(isLogTransform(choose(coarse, 'auto').transform)).toBe(false);
    const finer = sampleGrid((x, y) => deep(x + 0.03, y + 0.03), 257);
    expect(isLogTransform(choose(finer, 'auto').transform)).toBe(true);
    const kept = refineChoice(choose(coarse, 'auto'), finer, computeGridRange(finer));
    expect(isLogTransform(kept!.transform)).toBe(false);
  });

  itOnce('[HEIGHT-4] with a bad sample of its own is drawn as before it', () => {
    const before = choose(sampleGrid(loss, 33), 'linear');
    expect(before.outliers).toEqual(NONE);
    const finer = withSamples(sampleGrid(loss, 65), [[700, 1e7]]);
    const { max } = computeGridRange(sampleGrid(loss, 65));
    expect(refineChoice(before, finer, computeGridRange(finer))!.outliers).toEqual({ low: null, high: max });
  });

  itOnce('[HEIGHT-4] whose peak is higher than the coarse one’s nodes is not cut by it', () => {
    const peak: Loss = (x, y) => 0.3 + 0.2 * x * x + 2 * Math.exp(-60 * ((x - 0.31) ** 2 + (y - 0.29) ** 2));
    const before = choose(withSamples(sampleGrid(peak, 17), [[20, 1e6]]), 'linear');
    for (const nodes of [33, 65, 129, 257]) {
      const finer = sampleGrid(peak, nodes);
      const { max } = computeGridRange(finer);
      expect(max).toBeGreaterThan(before.outliers.high! + 0.3);
      for (const grid of [finer, withSamples(finer, [[500, 1e6]]), withSamples(finer, [[500, 30]])]) {
        expect(refineChoice(before, grid, computeGridRange(grid))!.outliers).toEqual({
          low: null,
          high: max,
        });
      }
    }
  });

  itOnce('[HEIGHT-4] that has more beyond an end than outliers may be is another surface', () => {
    const before = choose(withSamples(sampleGrid(loss, 33), [[200, 1e6]]), 'linear');
    const taller = sampleGrid((x, y) => 3 * loss(x, y), 65);
    expect(refineChoice(before, taller, computeGridRange(taller))).toBeNull();
  });
});

describeOnce('the logarithm of a grid', () => {
  const basin = sampleGrid((x, y) => 0.2 + (x + 0.2) ** 2 + 1.5 * y * y, 41);

  itOnce.each([0, -1e-3, -0.02, -1, -2, -1e6, 1e-12, 1e-40])(
    '[HEIGHT-5] leaves the heights of a basin of one decade where they were where one sample is %d',
    (z) => {
      const alone = choose(basin, 'log');
      // In the middle of the basin, on its wall, at an edge and at a corner.
      for (const place of [20 * 41 + 16, 20 * 41 + 28, 30 * 41 + 5, 17, 0]) {
        const bad = withSamples(basin, [[place, z]]);
        const choice = choose(bad, 'log');
        expect(choice.outliers.low).not.toBeNull();
        basin.samples.forEach((sample, n) => {
          if (n === place) return;
          const off = heightOf(bad, choice, sample) - heightOf(basin, alone, sample);
          expect(Math.abs(off)).toBeLessThan(0.02);
        });
      }
    },
  );

  itOnce(
    '[HEIGHT-5] of a dip one node wide, a cone that goes through 0 and noise about it cuts nothing (seed 6105)',
    () => {
      const random = createRandom(6105);
      const losses: readonly Loss[] = [
        (x, y) => x * x + y * y - 0.0005,
        (x, y) => x * x + y * y - 0.02,
        (x, y) => Math.hypot(x, y) - 0.02,
        (x, y) => Math.abs(x) + Math.abs(y) - 0.04,
        () => random() - 0.002,
      ];
      for (const loss of losses) {
        const grid = sampleGrid(loss, 65);
        expect(computeGridRange(grid).min).toBeLessThan(0);
        expect(choose(grid, 'log').outliers).toEqual(NONE);
      }
    },
  );

  const positive = sampleGrid((x, y) => 0.01 * 10 ** (1.5 * (x * x + y * y)), 33);

  itOnce.each([0, -1e-3, -0.02, 1e-40, 1e-12])(
    '[HEIGHT-5] has its scale from the rest where one sample is %d',
    (z) => {
      const alone = choose(positive, 'log');
      for (const place of [0, 17, 700, 1000]) {
        const bad = withSamples(positive, [[place, z]]);
        const choice = choose(bad, 'log');
        positive.samples.forEach((sample, n) => {
          if (n === place) return;
          const height = heightOf(bad, choice, sample);
          expect(Math.abs(height - heightOf(positive, alone, sample))).toBeLessThan(0.2);
        });
      }
    },
  );

  itOnce('[HEIGHT-5] is shifted where more than single samples are 0 or below', () => {
    const grid = sampleGrid((x, y) => x * x + y * y - 0.4, 33);
    const { transform } = choose(grid, 'log');
    expect(isLogTransform(transform) && transform.shift).toBeGreaterThan(0);
  });

  itOnce('[HEIGHT-5] of a smooth well that dips below 0 begins clear of it', () => {
    const { transform } = choose(
      sampleGrid((x, y) => x * x + y * y - 0.001, 65),
      'log',
    );
    expect(isLogTransform(transform) && transform.shift).toBe(0);
    expect(transform.toDisplay(2) - transform.toDisplay(-0.001)).toBeLessThan(5);
  });
});

describeOnce('`auto`', () => {
  const isLog = (loss: Loss, nodes = 33): boolean =>
    isLogTransform(choose(sampleGrid(loss, nodes), 'auto').transform);

  itOnce(
    '[HEIGHT-6] takes the logarithm at three decades, or where most samples lie in the lowest tenth',
    () => {
      expect(isLog((x, y) => 10 ** (2 * (x * x + y * y)))).toBe(true);
      expect(isLog((x, y) => Math.exp(4 * x * x + y * y))).toBe(true);
      expect(isLog((x, y) => 0.1 + Math.exp(5 * (x + y - 1)))).toBe(true);
      expect(isLog((x, y) => 1 + 2 * (x * x + y * y))).toBe(false);
      expect(isLog((x, y) => 0.2 + x * x + y * y)).toBe(false);
      expect(isLog((x, y) => x * x + y * y)).toBe(false);
      expect(isLog((x, y) => 1 + 0.5 * Math.exp(-20 * (x * x + y * y)))).toBe(false);
      expect(isLog((x) => 10 ** (3 * x) - 0.01)).toBe(false);
    },
  );

  itOnce('[HEIGHT-6] is not decided by one bad sample', () => {
    for (const z of [1e6, -5, 0, 1e-20]) {
      const basin = sampleGrid((x, y) => 0.2 + x * x + y * y, 33);
      expect(isLogTransform(choose(withSamples(basin, [[500, z]]), 'auto').transform)).toBe(false);
      const wall = sampleGrid((x, y) => 10 ** (2 * (x * x + y * y)), 33);
      expect(isLogTransform(choose(withSamples(wall, [[500, z]]), 'auto').transform)).toBe(true);
    }
  });
});
