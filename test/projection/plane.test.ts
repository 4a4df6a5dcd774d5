import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createPlane } from '../../src/projection/plane.js';
import { createSeededRandom } from '../../src/maths/seededRandom.js';
import { createOrthonormalPair, dot } from './trajectories.js';

const SEED = 20_261_125;

function draw(dimension: number, seed: number): Float32Array {
  const random = createSeededRandom(seed);
  return Float32Array.from({ length: dimension }, () => random.gaussian());
}

it(`coordinates are those of the nearest point: what is left stands at right angles to both axes (seed ${SEED})`, () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 60 }),
      fc.nat(),
      fc.double({ min: -0.99, max: 0.99, noNaN: true }),
      (n, seed, lean) => {
        const [origin, first, weights] = [draw(n, seed), draw(n, seed + 1), draw(n, seed + 2)];
        // Axes that lean towards each other.
        const second = draw(n, seed + 3).map((value, i) => (1 - Math.abs(lean)) * value + lean * first[i]!);
        const plane = createPlane(origin, first, second);
        const { x, y, residual } = plane.coordinatesOf(weights);
        const rest = Float64Array.from(weights, (w, i) => w - origin[i]! - x * first[i]! - y * second[i]!);
        const scale = Math.sqrt(dot(weights, weights) + dot(origin, origin));
        expect(Math.abs(dot(rest, first))).toBeLessThan(1e-6 * scale * Math.sqrt(plane.metric.xx));
        expect(Math.abs(dot(rest, second))).toBeLessThan(1e-6 * scale * Math.sqrt(plane.metric.yy));
        expect(residual).toBeCloseTo(Math.sqrt(dot(rest, rest)), 9);
      },
    ),
    { seed: SEED, numRuns: 500 },
  );
});

it(`axes that all but coincide lose nothing beside what is taken at right angles first (seed ${SEED})`, () => {
  fc.assert(
    fc.property(fc.nat(), fc.double({ min: 3, max: 5, noNaN: true }), (seed, digits) => {
      const [first, weights] = [draw(50, seed), draw(50, seed + 1)];
      const apart = draw(50, seed + 2);
      const second = first.map((value, n) => value + 10 ** -digits * apart[n]!);
      const plane = createPlane(new Float32Array(50), first, second);
      // Gram and Schmidt, in float64: the second axis less its shadow on the first.
      const lean = dot(second, first) / dot(first, first);
      const upright = Float64Array.from(second, (value, n) => value - lean * first[n]!);
      const y = dot(weights, upright) / dot(upright, upright);
      const x = dot(weights, first) / dot(first, first) - lean * y;
      const point = plane.coordinatesOf(weights);
      expect(point.x / x).toBeCloseTo(1, 8);
      expect(point.y / y).toBeCloseTo(1, 8);
    }),
    { seed: SEED, numRuns: 200 },
  );
});

it(`weights at a point of the plane lie there, off it by float32's rounding alone (seed ${SEED})`, () => {
  const position = fc.double({ min: -5, max: 5, noNaN: true });
  fc.assert(
    fc.property(fc.nat(), position, position, (seed, x, y) => {
      const plane = createPlane(draw(100, seed), draw(100, seed + 1), draw(100, seed + 2));
      const weights = new Float32Array(100);
      plane.weightsInto(x, y, weights);
      const point = plane.coordinatesOf(weights);
      expect(Math.abs(point.x - x)).toBeLessThan(1e-5);
      expect(Math.abs(point.y - y)).toBeLessThan(1e-5);
      expect(point.residual).toBeLessThan(1e-5);
    }),
    { seed: SEED, numRuns: 200 },
  );
});

it('a small distance from the plane is exact beside a long way within it', () => {
  const dimension = 1000;
  const pair = createOrthonormalPair(dimension, 1).map((axis) => Float32Array.from(axis)) as [
    Float32Array,
    Float32Array,
  ];
  const plane = createPlane(new Float32Array(dimension), ...pair);
  const off = draw(dimension, 2);
  const { x, y } = plane.coordinatesOf(off);
  const normal = Float64Array.from(off, (value, n) => value - x * pair[0][n]! - y * pair[1][n]!);
  const length = Math.sqrt(dot(normal, normal));
  const weights = Float32Array.from(normal, (value, n) => 1000 * pair[0][n]! + (1e-2 * value) / length);
  const point = plane.coordinatesOf(weights);
  expect(point.residual).toBeCloseTo(1e-2, 4);
  expect(point.x).toBeCloseTo(1000, 3);
});

it('weights that are not finite have no place', () => {
  const plane = createPlane(new Float32Array(2), Float32Array.of(1, 0), Float32Array.of(0, 1));
  expect(plane.coordinatesOf(Float32Array.of(NaN, 1)).residual).toBeNaN();
});

it('says what is wrong', () => {
  const origin = new Float32Array(3);
  const first = Float32Array.of(1, 2, 3);
  const parallel = 'axes: expected two directions, got parallel ones, or one of length 0';
  expect(() =>
    createPlane(
      origin,
      first,
      first.map((value) => -2 * value),
    ),
  ).toThrow(parallel);
  expect(() => createPlane(origin, first, origin)).toThrow(parallel);
  expect(() => createPlane(origin, first, new Float32Array(2))).toThrow(
    'axes: expected 3 weights as the origin has, got 3 and 2',
  );
  const plane = createPlane(origin, first, Float32Array.of(1, 0, 0));
  expect(() => plane.coordinatesOf(new Float32Array(2))).toThrow('weights: expected 3, got 2');
});
