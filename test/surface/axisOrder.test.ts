import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SurfaceParams } from '../../src/protocol/events.js';
import { checkAxisOrder, type GridSamples, type GridSymmetry } from '../../src/surface/axisOrder.js';
import { createParametricSurface } from '../../src/surface/parametricSurface.js';
import { computeRankCorrelation, computeRanks } from '../../src/surface/rankCorrelation.js';
import { sampleSurfaceInto } from '../../src/surface/sampleSurface.js';
import { createHilly, createRandom } from './surfaceArbitraries.js';
import { describeOnce, itOnce, scaled } from '../support/testLength.js';

const SEED = 5203;
const NODES = 51;
const DOMAIN_HALF = 6;
/** Thousands of trials: two seconds where nothing else runs. */
const NOISY = scaled({ short: 120, long: 700 });
const UNRELATED = scaled({ short: 200, long: 1000 });
const SLOW_MS = 60_000;

/** What numpy 2.4 makes of `R = np.arange(9).reshape(3, 3)`, as `.ravel().tolist()`. */
const NUMPY: readonly [GridSymmetry, string, readonly number[]][] = [
  ['transposed', 'R.T', [0, 3, 6, 1, 4, 7, 2, 5, 8]],
  ['rows reversed', 'R[::-1]', [6, 7, 8, 3, 4, 5, 0, 1, 2]],
  ['columns reversed', 'R[:, ::-1]', [2, 1, 0, 5, 4, 3, 8, 7, 6]],
  ['turned by 180°', 'np.rot90(R, 2)', [8, 7, 6, 5, 4, 3, 2, 1, 0]],
  ['turned by 90°', 'np.rot90(R)', [2, 5, 8, 1, 4, 7, 0, 3, 6]],
  ['turned by 270°', 'np.rot90(R, 3)', [6, 3, 0, 7, 4, 1, 8, 5, 2]],
  ['transposed and turned by 180°', 'R[::-1, ::-1].T', [8, 5, 2, 7, 4, 1, 6, 3, 0]],
];

type Index = (j: number, i: number, last: number) => readonly [number, number];

/** Which row and column of the right array a wrong one has at row `j`, column `i`; proved against numpy below. */
const TURNS: Readonly<Record<GridSymmetry, Index>> = {
  transposed: (j, i) => [i, j],
  'rows reversed': (j, i, last) => [last - j, i],
  'columns reversed': (j, i, last) => [j, last - i],
  'turned by 180°': (j, i, last) => [last - j, last - i],
  'turned by 90°': (j, i, last) => [i, last - j],
  'turned by 270°': (j, i, last) => [last - i, j],
  'transposed and turned by 180°': (j, i, last) => [last - i, last - j],
};
const SYMMETRIES = Object.keys(TURNS) as GridSymmetry[];

/** What a Python user is advised to write, as rows and columns of the array that was written. */
const REMEDIES: Readonly<Record<string, Index>> = {
  'write Z.T': TURNS.transposed,
  'write Z[::-1]': TURNS['rows reversed'],
  'write Z[:, ::-1]': TURNS['columns reversed'],
  'write Z[::-1, ::-1]': TURNS['turned by 180°'],
  'write np.rot90(Z)': TURNS['turned by 90°'],
  'write np.rot90(Z, -1)': TURNS['turned by 270°'],
  'write Z[::-1, ::-1].T': TURNS['transposed and turned by 180°'],
};

type Point = readonly [x: number, y: number, loss: number];

function turn({ samples, nodes }: GridSamples, index: Index): GridSamples {
  const turned = samples.map((_, n) => {
    const [row, column] = index(Math.floor(n / nodes), n % nodes, nodes - 1);
    return samples[row * nodes + column]!;
  });
  return { samples: turned, nodes };
}

function sample(params: SurfaceParams, nodes = NODES): GridSamples {
  const samples = new Float64Array(nodes * nodes);
  sampleSurfaceInto(params, DOMAIN_HALF, nodes, samples);
  return { samples: Float32Array.from(samples), nodes };
}

/** Gradient descent with momentum; normalized coordinates and the surface's own losses. */
function descend(params: SurfaceParams, [startX, startY]: readonly [number, number], steps: number): Point[] {
  const surface = createParametricSurface(params, DOMAIN_HALF);
  const gradient = new Float64Array(2);
  let [x, y, dx, dy] = [startX, startY, 0, 0];
  return Array.from({ length: steps }, () => {
    const point = [x / DOMAIN_HALF, y / DOMAIN_HALF, surface.valueAt(x, y)] as const;
    surface.gradientInto(x, y, gradient);
    dx = 0.9 * dx - 0.03 * gradient[0]!;
    dy = 0.9 * dy - 0.03 * gradient[1]!;
    x += dx;
    y += dy;
    return point;
  });
}

function check(grid: GridSamples, points: readonly Point[]) {
  return checkAxisOrder(grid, (visit) => points.forEach(([x, y, loss]) => visit(x, y, loss)));
}

/** Roughly normal, mean 0, deviation 1. */
function createNoise(random: () => number): () => number {
  return () => (random() + random() + random() + random() - 2) * Math.sqrt(3);
}

function rangeOf(values: Iterable<number>): number {
  const all = [...values];
  return Math.max(...all) - Math.min(...all);
}

/** Hills, and starts from which a descent of 120 steps bends enough to distinguish all eight orientations. */
const RUNS = [
  [24, [-2.6, -5]],
  [82, [1.4, 1.6]],
  [137, [1.1, 1]],
  [252, [5.3, 3.8]],
  [340, [-2.6, -3.3]],
] as const;

const createRun = (seed: number, start: readonly [number, number]) => {
  const params = createHilly(seed, 8, 1, 3);
  return { grid: sample(params), points: descend(params, start, 120) };
};
const RUN = createRun(...RUNS[0]);

describeOnce('checkAxisOrder on grids that are turned', () => {
  itOnce('is tested with turns as numpy makes them', () => {
    const right = { samples: Float32Array.from({ length: 9 }, (_, n) => n), nodes: 3 };
    for (const [symmetry, , written] of NUMPY) {
      expect([...turn(right, TURNS[symmetry]).samples]).toEqual(written);
    }
  });

  itOnce.each(RUNS)(
    'names all seven turns of the hills of seed %i along a descent from %j',
    (seed, start) => {
      const { grid, points } = createRun(seed, start);
      expect(check(grid, points)).toBeNull();
      for (const symmetry of SYMMETRIES) {
        const finding = check(turn(grid, TURNS[symmetry]), points)!;
        expect(finding).toMatchObject({ symmetry, points: 120 });
        expect(finding.correlation).toBeGreaterThan(0.9);
        expect(finding.statedCorrelation).toBeLessThan(0.5);
        expect(finding.errorShare).toBeLessThan(1 / 3);
        expect(finding.errorShare).toBeGreaterThan(0);
      }
    },
  );

  itOnce('advises what makes the written grid the right one', () => {
    for (const symmetry of SYMMETRIES) {
      const written = turn(RUN.grid, TURNS[symmetry]);
      const { hint } = check(written, RUN.points)!;
      expect(turn(written, REMEDIES[hint]!).samples, hint).toEqual(RUN.grid.samples);
    }
  });

  itOnce(
    `names no turn but the right one, on 100 surfaces and descents turned in all ways (seed ${SEED})`,
    () => {
      const random = createRandom(SEED);
      const noise = createNoise(random);
      let named = 0;
      for (let trial = 0; trial < 100; trial++) {
        const params = createHilly(trial + 1, 12, 1, 3);
        const points = descend(params, [random() * 11 - 5.5, random() * 11 - 5.5], 100);
        const level = 0.05 * rangeOf(points.map(([, , loss]) => loss));
        const noisy = points.map(([x, y, loss]): Point => [x, y, loss + level * noise()]);
        const grid = sample(params);
        for (const symmetry of SYMMETRIES) {
          const finding = check(turn(grid, TURNS[symmetry]), noisy);
          if (finding === null) continue;
          expect(finding.symmetry).toBe(symmetry);
          named++;
        }
      }
      expect(named).toBeGreaterThan(50);
    },
    SLOW_MS,
  );

  itOnce('looks at points in the square alone that have a loss, and needs 20 of them', () => {
    const written = turn(RUN.grid, TURNS.transposed);
    const useful = RUN.points.filter((_, n) => n % 6 === 0);
    const useless: Point[] = [
      [1.001, 0, 3],
      [0, -7, 3],
      [NaN, 0, 3],
      [0.1, 0.1, NaN],
      [0.1, 0.1, Infinity],
    ];
    expect(useful.length).toBe(20);
    expect(check(written, [...useless, ...useful, ...useless])).toMatchObject({ points: 20 });
    expect(check(written, [...useless, ...useful.slice(1), ...useless])).toBeNull();
    expect(check(written, [])).toBeNull();
  });

  itOnce('leaves out points that lie over a hole of any orientation', () => {
    const written = turn(RUN.grid, TURNS['rows reversed']);
    const { nodes } = written;
    const samples = Float32Array.from(written.samples);
    // Holes in a corner where the path never is: turned, they lie in all four.
    for (let j = nodes - 20; j < nodes; j++) samples.fill(NaN, (j + 1) * nodes - 20, (j + 1) * nodes);
    expect(RUN.points.some(([x, y]) => x > 0.2 && y > 0.2)).toBe(false);
    const isInCorner = ([x, y]: Point): boolean => Math.abs(x) > 0.2 && Math.abs(y) > 0.2;
    const outside = RUN.points.filter((point) => !isInCorner(point));
    expect(outside.length).toBeLessThan(120);
    expect(checkAxisOrder({ samples, nodes }, (visit) => RUN.points.forEach((p) => visit(...p)))).toEqual(
      check(written, outside),
    );
    expect(check({ samples: samples.fill(NaN), nodes }, RUN.points)).toBeNull();
  });

  itOnce.each([2000, 2001, 4001, 100_000])(
    'looks at no more than 2,000 of %i points, evenly spread',
    (count) => {
      const params = createHilly(RUNS[0][0], 8, 1, 3);
      const surface = createParametricSurface(params, DOMAIN_HALF);
      // The descent again in small steps.
      const points = Array.from({ length: count }, (_, n): Point => {
        const at = (n / count) * (RUN.points.length - 1);
        const [from, to] = [RUN.points[Math.floor(at)]!, RUN.points[Math.floor(at) + 1]!];
        const [x, y] = [from[0] + (at % 1) * (to[0] - from[0]), from[1] + (at % 1) * (to[1] - from[1])];
        return [x, y, surface.valueAt(x * DOMAIN_HALF, y * DOMAIN_HALF)];
      });
      const written = turn(RUN.grid, TURNS['turned by 90°']);
      const finding = check(written, points)!;
      expect(finding.symmetry).toBe('turned by 90°');
      expect(finding.points).toBeGreaterThanOrEqual(1000);
      expect(finding.points).toBeLessThanOrEqual(2000);
      const stride = Math.ceil(count / 2000);
      const evenly = points.filter((_, n) => n % 2 ** Math.ceil(Math.log2(stride)) === 0);
      expect(finding).toEqual(check(written, evenly));
    },
  );

  itOnce('names the simplest of the turns that a surface cannot distinguish', () => {
    // The same on both sides of y = 0: turned by 180° it is as with its columns reversed.
    const hill = (x: number, y: number, amp: number) => ({ x, y, amp, sigma: 1.5 });
    const hills = [hill(2, 2, 3), hill(2, -2, 3), hill(-3, 0, -2), hill(-1, 4, 1), hill(-1, -4, 1)];
    const params = { kind: 'multi_hill' as const, bowlStrength: 0.02, offset: 0, hills };
    const grid = sample(params);
    const points = descend(params, [1, 1.2], 100);
    expect(check(grid, points)).toBeNull();
    expect(check(turn(grid, TURNS['rows reversed']), points)).toBeNull();
    expect(check(turn(grid, TURNS['columns reversed']), points)?.symmetry).toBe('columns reversed');
    expect(check(turn(grid, TURNS['turned by 180°']), points)?.symmetry).toBe('columns reversed');
    // Nor if the samples are a float32's last digit off.
    const random = createRandom(SEED);
    for (let n = 0; n < 20; n++) {
      const samples = grid.samples.map((z) => z * (1 + 1e-7 * (random() - 0.5)));
      const written = turn({ ...grid, samples }, TURNS['turned by 180°']);
      expect(check(written, points)?.symmetry).toBe('columns reversed');
    }
    expect(check(turn(grid, TURNS['turned by 90°']), points)?.symmetry).toBe('turned by 90°');
    expect(check(turn(grid, TURNS.transposed), points)?.symmetry).toBe('transposed');
  });
});

describe('checkAxisOrder on grids as stated', () => {
  it(
    `never reports on losses with noise of 0 to 100 %, offset and factor: 0 of ${3 * NOISY} trials (seed ${SEED})`,
    () => {
      const random = createRandom(SEED);
      const noise = createNoise(random);
      const alarms: string[] = [];
      for (let trial = 0; trial < NOISY; trial++) {
        const params = createTrialSurface(trial, random);
        const grid = sample(params);
        const steps = 20 + Math.floor(random() * 180);
        const points = descend(params, [random() * 11 - 5.5, random() * 11 - 5.5], steps);
        const range = rangeOf(points.map(([, , loss]) => loss));
        const level = random() * range;
        const [factor, offset] = [0.3 + 3 * random(), (random() * 4 - 2) * range];
        let drift = 0;
        const losses: Record<string, (loss: number, step: number) => number> = {
          noisy: (loss) => loss + level * noise(),
          'mini-batch': (loss) => factor * loss + offset + level * noise() * (1 + random()),
          'of another trend': (loss, step) =>
            loss + 2 * level * Math.exp(-step / 30) + (drift += level * 0.1 * noise()),
        };
        for (const [name, lossOf] of Object.entries(losses)) {
          const finding = check(
            grid,
            points.map(([x, y, loss], step): Point => [x, y, lossOf(loss, step)]),
          );
          if (finding) alarms.push(`${name} ${trial}: ${finding.symmetry}`);
        }
      }
      expect(alarms).toEqual([]);
    },
    SLOW_MS,
  );

  it(
    `never reports on losses that have nothing to do with the grid: 0 of ${UNRELATED} trials (seed ${SEED})`,
    () => {
      const random = createRandom(SEED);
      const alarms: string[] = [];
      for (let trial = 0; trial < UNRELATED; trial++) {
        const grid = { samples: Float32Array.from({ length: 49 }, random), nodes: 7 };
        const decay = 5 + 100 * random();
        const points = Array.from({ length: 20 + Math.floor(random() * 60) }, (_, step): Point => {
          const loss = trial % 2 === 0 ? random() : Math.exp(-step / decay);
          return [random() * 2 - 1, random() * 2 - 1, loss];
        });
        const finding = check(grid, points);
        if (finding) alarms.push(`${trial}: ${finding.symmetry}`);
      }
      expect(alarms).toEqual([]);
    },
    SLOW_MS,
  );

  itOnce.each([
    ['a bowl', { kind: 'bowl', a: 0.18, b: 0.18, tiltX: 0, tiltY: 0, offset: 0 }],
    ['a bowl far from 0', { kind: 'bowl', a: 0.18, b: 0.18, tiltX: 0, tiltY: 0, offset: 1000 }],
    [
      'one hill in the middle',
      { kind: 'multi_hill', bowlStrength: 0.06, offset: 0, hills: [{ x: 0, y: 0, amp: 5, sigma: 1 }] },
    ],
  ] as const)('never reports on %s, whichever way it is turned and however coarse', (_, params) => {
    const points = descend(params, [4, 1.5], 200);
    // Losses that disagree as badly as can be, so that only the surface's symmetry speaks.
    const upsideDown = points.map(([x, y, loss]): Point => [x, y, -loss]);
    for (const nodes of [2, 3, 4, 7, 50, 51]) {
      const grid = sample(params, nodes);
      for (const symmetry of SYMMETRIES) {
        expect(check(turn(grid, TURNS[symmetry]), points)).toBeNull();
        expect(check(turn(grid, TURNS[symmetry]), upsideDown)).toBeNull();
      }
    }
  });

  itOnce('never reports on losses that are all the same, or a grid that is', () => {
    const flat = { samples: new Float32Array(NODES * NODES).fill(2), nodes: NODES };
    const constant = RUN.points.map(([x, y]): Point => [x, y, 1.5]);
    expect(check(flat, RUN.points)).toBeNull();
    expect(check(flat, constant)).toBeNull();
    for (const symmetry of SYMMETRIES) expect(check(turn(RUN.grid, TURNS[symmetry]), constant)).toBeNull();
  });

  itOnce('never reports on a path that stands still', () => {
    const still = Array.from({ length: 50 }, (): Point => [0.3, -0.4, 2]);
    for (const symmetry of SYMMETRIES) expect(check(turn(RUN.grid, TURNS[symmetry]), still)).toBeNull();
  });
});

describeOnce('computeRankCorrelation', () => {
  const correlate = (a: readonly number[], b: readonly number[]): number =>
    computeRankCorrelation(computeRanks(Float64Array.from(a)), computeRanks(Float64Array.from(b)));

  itOnce('averages the ranks of equal numbers', () => {
    expect([...computeRanks(Float64Array.of(20, 10, 20, 30, -5, 20))]).toEqual([4, 2, 4, 6, 1, 4]);
    expect([...computeRanks(new Float64Array(0))]).toEqual([]);
  });

  itOnce(`is 1 - 6 Σd² / (n³ - n) where no two are equal, Spearman's own formula (seed ${SEED})`, () => {
    const column = fc.uniqueArray(
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => x + 0),
      {
        minLength: 2,
        maxLength: 40,
      },
    );
    fc.assert(
      fc.property(column, column, (a, b) => {
        const n = Math.min(a.length, b.length);
        const rankOf = (values: readonly number[], at: number): number =>
          values.slice(0, n).filter((other) => other <= values[at]!).length;
        let squares = 0;
        for (let at = 0; at < n; at++) squares += (rankOf(a, at) - rankOf(b, at)) ** 2;
        const expected = 1 - (6 * squares) / (n ** 3 - n);
        expect(correlate(a.slice(0, n), b.slice(0, n))).toBeCloseTo(expected, 10);
      }),
      { seed: SEED },
    );
  });

  itOnce('agrees with scipy where some are equal, and is 0 where all are', () => {
    // scipy.stats.spearmanr([1, 2, 2, 3, 5, 5], [2, 1, 4, 4, 6, 5])
    expect(correlate([1, 2, 2, 3, 5, 5], [2, 1, 4, 4, 6, 5])).toBeCloseTo(0.8508410434878082, 12);
    expect(correlate([1, 1, 1], [1, 2, 3])).toBe(0);
  });
});

function createTrialSurface(trial: number, random: () => number): SurfaceParams {
  if (trial % 4 === 0) {
    return {
      kind: 'ripples',
      amp: 3 * random(),
      freq: 2 * random(),
      decay: 0.1,
      bowlStrength: 0.06,
      offset: 0,
    };
  }
  if (trial % 4 === 1) {
    const [a, b] = [0.4 * random(), 0.1 * random()];
    return { kind: 'bowl', a, b, tiltX: random() - 0.5, tiltY: random() - 0.5, offset: 0 };
  }
  return createHilly(trial + 1, 4 + Math.floor(random() * 12), 0.7, 3);
}
