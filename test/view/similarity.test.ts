import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitSimilarity, writePartly, type PlaneMap, type Similarity } from '../../src/view/similarity.js';

const SEED = 2101;
const coordinate = fc.double({ min: -2, max: 2, noNaN: true });
const points = fc
  .array(fc.tuple(coordinate, coordinate), { minLength: 3, maxLength: 40 })
  .filter((list) => list.some(([x, y]) => Math.hypot(x - list[0]![0], y - list[0]![1]) > 0.1));
const similarity = fc.record({
  scale: fc.double({ min: 0.2, max: 5, noNaN: true }),
  angle: fc.double({ min: -3, max: 3, noNaN: true }),
  isReflected: fc.boolean(),
  fromX: coordinate,
  fromY: coordinate,
  toX: coordinate,
  toY: coordinate,
});

function mapOf(of: Similarity, share: number): PlaneMap {
  const map: PlaneMap = { xx: 0, xy: 0, yx: 0, yy: 0, x: 0, y: 0 };
  writePartly(of, share, map);
  return map;
}

function apply({ xx, xy, yx, yy, x, y }: PlaneMap, places: Float64Array): Float64Array {
  return places.map((_, i) =>
    i % 2 === 0 ? xx * places[i]! + xy * places[i + 1]! + x : yx * places[i - 1]! + yy * places[i]! + y,
  );
}

const squaresOf = (one: Float64Array, other: Float64Array): number =>
  one.reduce((sum, value, i) => sum + (value - other[i]!) ** 2, 0);

describe('fitSimilarity', () => {
  it(`finds the similarity by which points were moved (seed ${SEED})`, () => {
    fc.assert(
      fc.property(points, similarity, (list, of) => {
        const from = Float64Array.from(list.flat());
        const to = apply(mapOf(of, 1), from);
        const found = fitSimilarity(from, to, list.length);
        expect(Math.sqrt(squaresOf(apply(mapOf(found!, 1), from), to))).toBeLessThan(1e-6);
      }),
      { seed: SEED },
    );
  });

  it(`leaves no more than any other rotation, scale and place would (seed ${SEED})`, () => {
    fc.assert(
      fc.property(
        points,
        fc.array(coordinate, { minLength: 80, maxLength: 80 }),
        similarity,
        (list, noise, of) => {
          const from = Float64Array.from(list.flat());
          const to = from.map((value, i) => 0.5 * value + noise[i]!);
          const best = fitSimilarity(from, to, list.length);
          if (best === null) return;
          const rest = squaresOf(apply(mapOf(best, 1), from), to);
          for (const other of [
            { ...of, isReflected: false },
            { ...best, angle: best.angle + 0.01 },
            { ...best, scale: 1.01 * best.scale },
            { ...best, toX: best.toX + 0.01 },
          ])
            expect(squaresOf(apply(mapOf(other, 1), from), to)).toBeGreaterThanOrEqual(rest - 1e-9);
        },
      ),
      { seed: SEED },
    );
  });

  it('reflects only where a rotation would leave much more', () => {
    const from = Float64Array.of(0, 0, 1, 0.02, 2, 0, 3, 0.02);
    const line = from.map((value, i) => (i % 2 === 0 ? value : -value));
    expect(fitSimilarity(from, line, 4)?.isReflected).toBe(true);
    const bent = from.map((value, i) => (i % 2 === 0 ? value + 0.1 * (i % 3) : -value));
    expect(fitSimilarity(from, bent, 4)?.isReflected).toBe(false);
  });

  it('finds none for points in one place, or for fewer than two', () => {
    const same = Float64Array.of(1, 2, 1, 2, 1, 2);
    const other = Float64Array.of(0, 0, 1, 0, 0, 1);
    expect(fitSimilarity(same, other, 3)).toBeNull();
    expect(fitSimilarity(other, same, 3)).toBeNull();
    expect(fitSimilarity(other, other, 1)).toBeNull();
    expect(fitSimilarity(other, other, 0)).toBeNull();
  });
});

describe('writePartly', () => {
  it(`goes from the similarity to the identity, and moves the middle in a straight line (seed ${SEED})`, () => {
    fc.assert(
      fc.property(similarity, fc.double({ min: 0, max: 1, noNaN: true }), (of, share) => {
        const none = mapOf(of, 0);
        for (const [i, value] of Object.values(none).entries())
          expect(value).toBeCloseTo([1, 0, 0, 1, 0, 0][i]!, 9);
        const { fromX, fromY, toX, toY } = of;
        const [x, y] = apply(mapOf(of, share), Float64Array.of(fromX, fromY));
        expect(x).toBeCloseTo(fromX + share * (toX - fromX), 9);
        expect(y).toBeCloseTo(fromY + share * (toY - fromY), 9);
        const { xx, xy, yx, yy } = mapOf(of, share);
        const flip = of.isReflected ? Math.cos(Math.PI * share) : 1;
        expect(xx * yy - xy * yx).toBeCloseTo(of.scale ** (2 * share) * flip, 8);
      }),
      { seed: SEED },
    );
  });
});
