import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createIllustrativePath,
  type IllustrativePath,
  type IllustrativePoint,
  type TrainingReport,
} from '../../src/descent/illustrative/illustrativePath.js';
import { sampleObjective } from '../../src/descent/sampleObjective.js';
import { createGridSurface, createParametricSurface, type Surface } from '../../src/surface/index.js';
import { createHilly, paramsArbitrary } from '../surface/surfaceArbitraries.js';
import { describeOnce, itOnce, scaled } from '../support/testLength.js';

const EXAMPLE = createParametricSurface({ kind: 'fixed_example' }, 6);
const BOWL = createParametricSurface({ kind: 'bowl', a: 0.18, b: 0.18, tiltX: 0, tiltY: 0, offset: 0 }, 6);
const HOLED = createGridSurface(
  sampleObjective(EXAMPLE, 6, 31).map((z, n) => (n % 7 === 0 ? NaN : z)),
  31,
  6,
);

const anySurface = fc.oneof(
  paramsArbitrary().map((params) => createParametricSurface(params, 6)),
  fc.constantFrom(EXAMPLE, BOWL, HOLED, createGridSurface(sampleObjective(EXAMPLE, 6, 31), 31, 6)),
);
const anySeed = fc.integer({ min: -(2 ** 53) + 1, max: 2 ** 53 - 1 });

/** Losses as trainings have them: of one size, or of any; below 0, repeated, and not finite at times. */
const anyLoss = fc.oneof(
  { weight: 6, arbitrary: fc.double({ min: 0, max: 3, noNaN: true }) },
  { weight: 3, arbitrary: fc.integer({ min: -12, max: 12 }).map((power) => 10 ** power) },
  { weight: 2, arbitrary: fc.double({ min: -1e9, max: 1e9, noNaN: true }) },
  { weight: 2, arbitrary: fc.constantFrom(0, -0, 1, 1, -1) },
  { weight: 1, arbitrary: fc.double() },
  { weight: 1, arbitrary: fc.constantFrom(NaN, Infinity, -Infinity, Number.MAX_VALUE, 5e-324) },
);
const anyReports = fc.array(
  fc.record({ loss: anyLoss, progress: fc.double({ min: 0, max: 1, noNaN: true }) }, { requiredKeys: [] }),
  { minLength: 1, maxLength: 40 },
);
const losses = fc.array(anyLoss, { minLength: 2, maxLength: 40 });

const heightOf = (surface: Surface, { x, y }: IllustrativePoint): number =>
  surface.valueAt(x * surface.domainHalf, y * surface.domainHalf);
const distance = (a: IllustrativePoint, b: IllustrativePoint): number => Math.hypot(a.x - b.x, a.y - b.y);
const placeOf = ({ x, y }: IllustrativePoint): IllustrativePoint => ({ x, y });
/** Where a report leaves the marker. */
const follow = (path: IllustrativePath, report: TrainingReport): IllustrativePoint =>
  path.report(report).at(-1)!;
const play = (path: IllustrativePath, reports: readonly TrainingReport[]): IllustrativePoint[] => [
  path.point0,
  ...reports.flatMap((report) => path.report(report)),
];

describe('a loss and its height', () => {
  it('never stand in opposite order, whenever and on whatever surface (seed 6301)', () => {
    fc.assert(
      fc.property(anySurface, anySeed, losses, (surface, seed, values) => {
        const path = createIllustrativePath({ surface, seed });
        const stands = values
          .map((loss) => ({ loss, point: follow(path, { loss }) }))
          .filter(({ loss }) => Number.isFinite(loss))
          .sort((a, b) => a.loss - b.loss);
        for (let n = 1; n < stands.length; n++) {
          const [lower, upper] = [stands[n - 1]!, stands[n]!];
          if (lower.loss === upper.loss) expect(placeOf(lower.point)).toEqual(placeOf(upper.point));
          const rise = heightOf(surface, upper.point) - heightOf(surface, lower.point);
          // The point comes normalized: what rounding makes of that is no step of the path.
          expect(rise).toBeGreaterThanOrEqual(-1e-13 * (1 + Math.abs(heightOf(surface, upper.point))));
        }
      }),
      { seed: 6301, numRuns: scaled({ short: 100, long: 400 }) },
    );
  });

  it('change together where the loss changes by a fifth, over four decades (seed 6302)', () => {
    const power = fc.double({ min: -3, max: 1, noNaN: true });
    fc.assert(
      fc.property(
        anySeed,
        fc.double({ min: 1e-3, max: 1e3, noNaN: true }),
        power,
        (seed, first, exponent) => {
          const path = createIllustrativePath({ surface: EXAMPLE, seed });
          path.report({ loss: first });
          const loss = first * 10 ** exponent;
          const before = heightOf(EXAMPLE, follow(path, { loss }));
          expect(heightOf(EXAMPLE, follow(path, { loss: loss / 1.25 }))).toBeLessThan(before);
        },
      ),
      { seed: 6302, numRuns: scaled({ short: 80, long: 300 }) },
    );
  });

  itOnce('depend on no later report', () => {
    const reports = [2, 1.4, 0.9, 1.1, 0.3].map((loss) => ({ loss }));
    const whole = play(createIllustrativePath({ surface: EXAMPLE }), [
      ...reports,
      { loss: 1e9 },
      { loss: -5 },
    ]);
    const part = play(createIllustrativePath({ surface: EXAMPLE }), reports);
    expect(whole.slice(0, part.length)).toEqual(part);
  });
});

describe('the path', () => {
  it('moves by at most maxArc from point to point, inside the domain (seed 6303)', () => {
    const share = fc.double({ min: 1 / 4096, max: 1, noNaN: true });
    fc.assert(
      fc.property(anySurface, anySeed, share, anyReports, (surface, seed, maxArcShare, reports) => {
        const path = createIllustrativePath({ surface, seed, maxArc: maxArcShare * surface.domainHalf });
        const points = play(path, reports.slice(0, 8));
        let farthest = 0;
        let longest = 0;
        points.forEach((point, n) => {
          farthest = Math.max(farthest, Math.abs(point.x), Math.abs(point.y));
          longest = Math.max(longest, distance(point, points[n - 1] ?? point));
        });
        expect(farthest).toBeLessThanOrEqual(0.95 + 1e-15);
        expect(longest).toBeLessThanOrEqual(maxArcShare * (1 + 1e-12));
      }),
      { seed: 6303, numRuns: scaled({ short: 50, long: 200 }) },
    );
  });

  it('is the same for the same seed, and another for another (seed 6304)', () => {
    fc.assert(
      fc.property(anySurface, anySeed, anyReports, (surface, seed, reports) => {
        const first = play(createIllustrativePath({ surface, seed }), reports);
        expect(play(createIllustrativePath({ surface, seed }), reports)).toEqual(first);
      }),
      { seed: 6304, numRuns: scaled({ short: 25, long: 100 }) },
    );
    const starts = [1, 2, 3, 4, 5].map((seed) => createIllustrativePath({ surface: BOWL, seed }).point0.x);
    expect(new Set(starts).size).toBe(5);
  });

  itOnce('falls at every point while the loss falls, and climbs at every point while it rises', () => {
    const path = createIllustrativePath({ surface: EXAMPLE, seed: 7, maxArc: 0.1 });
    const falling = Array.from({ length: 40 }, (_, n) => ({ loss: 3 * 0.8 ** n }));
    const down = play(path, falling).map((point) => heightOf(EXAMPLE, point));
    const up = play(path, [...falling].reverse()).map((point) => heightOf(EXAMPLE, point));
    for (let n = 2; n < down.length; n++) expect(down[n]).toBeLessThan(down[n - 1]!);
    for (let n = 3; n < up.length; n++) expect(up[n]).toBeGreaterThan(up[n - 1]!);
    expect(down.length).toBeGreaterThan(45);
  });

  itOnce('begins with room above it and climbs there where the loss is worse than at first', () => {
    const path = createIllustrativePath({ surface: EXAMPLE, seed: 7 });
    const start = heightOf(EXAMPLE, path.point0);
    expect(placeOf(follow(path, { loss: 2 }))).toEqual(path.point0);
    const worse = [2.5, 4, 10, 1e3, 1e9, Number.MAX_VALUE].map((loss) =>
      heightOf(EXAMPLE, follow(path, { loss })),
    );
    expect(worse[0]).toBeGreaterThan(start);
    for (let n = 1; n < 4; n++) expect(worse[n]).toBeGreaterThan(worse[n - 1]!);
    expect(placeOf(follow(path, { loss: 2 }))).toEqual(path.point0);
  });

  itOnce('stands while the loss stands', () => {
    const path = createIllustrativePath({ surface: EXAMPLE });
    const points = play(path, [{ loss: 2 }, { loss: 0.5 }]);
    const stalled = play(path, [{ loss: 0.5 }, { loss: 0.5 }, { loss: 0.5 }]).slice(1);
    expect(stalled).toEqual(Array.from({ length: 3 }, () => ({ ...placeOf(points.at(-1)!), loss: 0.5 })));
  });

  itOnce('has the reported loss on the last point of its report alone', () => {
    const points = createIllustrativePath({ surface: EXAMPLE, maxArc: 0.05 });
    points.report({ loss: 2 });
    const way = points.report({ loss: 0.2 });
    expect(way.length).toBeGreaterThan(10);
    expect(way.map(({ loss }) => loss)).toEqual([...way.slice(1).map(() => undefined), 0.2]);
  });

  itOnce('ends near a minimum for a loss of a millionth', () => {
    for (let seed = 1; seed <= 20; seed++) {
      const path = createIllustrativePath({ surface: EXAMPLE, seed });
      path.report({ loss: 1 });
      const { x, y } = follow(path, { loss: 1e-6 });
      const gradient = new Float64Array(2);
      EXAMPLE.gradientInto(6 * x, 6 * y, gradient);
      // The curvature there is about 6: a gradient of 1 is a sixth of a unit away, of a domain of 12.
      expect(Math.hypot(...gradient)).toBeLessThan(1.5);
    }
  });

  itOnce('shows every decade of a loss that falls through twelve', () => {
    const path = createIllustrativePath({ surface: BOWL });
    const places = Array.from({ length: 13 }, (_, n) => follow(path, { loss: 10 ** (6 - n) }));
    for (let n = 1; n < 7; n++) expect(distance(places[n]!, places[n - 1]!)).toBeGreaterThan(0.01);
    for (let n = 7; n < 13; n++) expect(distance(places[n]!, places[n - 1]!)).toBeGreaterThanOrEqual(0);
  });

  itOnce('takes losses below 0 and a first loss of 0', () => {
    for (const values of [
      [-3, -10, -50, -80],
      [0, -0.1, -1, -20],
      [5, 1, -1, -5],
    ]) {
      const path = createIllustrativePath({ surface: EXAMPLE });
      const heights = values.map((loss) => heightOf(EXAMPLE, follow(path, { loss })));
      for (let n = 1; n < 3; n++) expect(heights[n]).toBeLessThan(heights[n - 1]!);
      expect(heights[3]).toBeLessThanOrEqual(heights[2]!);
    }
  });
});

describeOnce('a report that says nothing', () => {
  itOnce.each([
    { loss: NaN },
    { loss: Infinity },
    { loss: -Infinity },
    { loss: NaN, progress: 1 },
    {},
    { progress: NaN },
  ])('leaves the marker where it is, without a loss: %o', (report) => {
    const path = createIllustrativePath({ surface: EXAMPLE });
    expect(path.report(report)).toEqual([path.point0]);
    path.report({ loss: 1 });
    const at = follow(path, { loss: 0.3 });
    expect(path.report(report)).toEqual([placeOf(at)]);
    expect(placeOf(follow(path, { loss: 0.3 }))).toEqual(placeOf(at));
  });

  itOnce('still moves the marker where its loss cannot be drawn', () => {
    const path = createIllustrativePath({ surface: EXAMPLE });
    path.report({ loss: 1 });
    const last = follow(path, { loss: 1e300 });
    expect(last).not.toHaveProperty('loss');
    expect(heightOf(EXAMPLE, last)).toBeGreaterThan(heightOf(EXAMPLE, path.point0));
  });
});

describeOnce('progress', () => {
  itOnce('leads from the start to the bottom where no loss is reported, at any jumps', () => {
    const path = createIllustrativePath({ surface: BOWL });
    const heights = [0, 0.1, 0.35, 0.9, 0.95, 1].map((progress) =>
      heightOf(BOWL, follow(path, { progress })),
    );
    expect(heights[0]).toBe(heightOf(BOWL, path.point0));
    for (let n = 1; n < heights.length; n++) expect(heights[n]).toBeLessThan(heights[n - 1]!);
    expect(heights.at(-1)).toBeLessThan(1e-6);
    expect(heightOf(BOWL, follow(path, { progress: 0.9 }))).toBe(heights[3]);
    expect(placeOf(follow(path, { progress: -4 }))).toEqual(path.point0);
    expect(heightOf(BOWL, follow(path, { progress: 7 }))).toBe(heights.at(-1));
  });

  itOnce('gives way to the first loss, which stands where the marker is', () => {
    const path = createIllustrativePath({ surface: BOWL });
    const at = follow(path, { progress: 0.4 });
    expect(placeOf(follow(path, { loss: 8, progress: 0.5 }))).toEqual(placeOf(at));
    expect(placeOf(follow(path, { progress: 1 }))).toEqual(placeOf(at));
    expect(heightOf(BOWL, follow(path, { loss: 4 }))).toBeLessThan(heightOf(BOWL, at));
  });
});

describeOnce('goalLoss', () => {
  itOnce.each([
    [2.3, 0.1],
    [1e6, 1],
    [1, 0.8],
    [-3, -40],
    [0, -1],
  ])('from %d leaves a hundredth of the height at %d', (first, goalLoss) => {
    const path = createIllustrativePath({ surface: BOWL, goalLoss, seed: 3 });
    path.report({ loss: first });
    const left = heightOf(BOWL, follow(path, { loss: goalLoss })) / heightOf(BOWL, path.point0);
    expect(left).toBeCloseTo(0.01, 3);
  });

  itOnce('is passed over where the first loss is lower', () => {
    const [reported, unreported] = [{ goalLoss: 5 }, {}].map((goal) => {
      const path = createIllustrativePath({ surface: BOWL, ...goal });
      path.report({ loss: 2 });
      return follow(path, { loss: 1 });
    });
    expect(reported).toEqual(unreported);
  });
});

describeOnce('a surface that leads nowhere', () => {
  itOnce('has a marker that stands', () => {
    const flat = createParametricSurface({ kind: 'bowl', a: 0, b: 0, tiltX: 0, tiltY: 0, offset: 5 }, 6);
    const path = createIllustrativePath({ surface: flat });
    expect(play(path, [{ loss: 3 }, { loss: 1 }, { loss: 9 }]).map(placeOf)).toEqual(
      Array.from({ length: 4 }, () => path.point0),
    );
  });

  itOnce('has a marker in its middle where it has no value', () => {
    const empty = createGridSurface(new Float32Array(9).fill(NaN), 3, 6);
    const path = createIllustrativePath({ surface: empty });
    expect(path.point0).toEqual({ x: 0, y: 0 });
    expect(placeOf(follow(path, { loss: 1 }))).toEqual({ x: 0, y: 0 });
  });
});

itOnce('finds its line on a thousand hills', () => {
  const hilly = createParametricSurface(createHilly(6305, 1000, 0.2, 2), 6);
  const path = createIllustrativePath({ surface: hilly });
  path.report({ loss: 1 });
  expect(heightOf(hilly, follow(path, { loss: 0.01 }))).toBeLessThan(heightOf(hilly, path.point0) - 1);
});

itOnce.each([
  [{ seed: 1.5 }, 'seed: expected an integer, got 1.5'],
  [{ maxArc: 1e-4 }, 'maxArc: expected a finite number of at least 0.00146484375 surface units, got 0.0001'],
  [{ maxArc: Infinity }, 'maxArc: expected a finite number'],
  [{ goalLoss: NaN }, 'goalLoss: expected a finite number, got NaN'],
])('throws on %o', (wrong, message) => {
  expect(() => createIllustrativePath({ surface: EXAMPLE, ...wrong })).toThrow(message);
});
