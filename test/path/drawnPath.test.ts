import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import {
  DrawnPath,
  FLAG_BREAK,
  FLAG_HOLE,
  FLAG_OUTSIDE,
  MAX_VERTICES,
  VERTEX_FLOATS,
} from '../../src/path/drawnPath.js';
import { PathPoints } from '../../src/path/pathPoints.js';

const SEED = 20_261_124;
const height = (x: number, y: number): number => x + 2 * y;

function append(path: PathPoints, points: readonly (readonly [step: number, x: number, y: number])[]): void {
  const row = path.beginEvent({ tsMs: path.length + 1, seq: 1, content: 0 }, points[0]?.[0] ?? 0);
  for (const [step, x, y] of points) path.place(step, x, y, Number.NaN, Number.NaN, row);
  path.endEvent(row);
}

function verticesOf(drawn: DrawnPath): number[][] {
  return Array.from({ length: drawn.count }, (_, i) => [
    ...drawn.vertices.subarray(i * VERTEX_FLOATS, (i + 1) * VERTEX_FLOATS),
    drawn.indices[i]!,
  ]);
}

function makeRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

const stepped = fc
  .array(
    fc.record({
      skip: fc.constantFrom(0, 0, 0, 0, 3),
      x: fc.double({ min: -1.2, max: 1.2, noNaN: true }),
      y: fc.constantFrom(0, 0.0001, 0.5),
    }),
    { minLength: 1, maxLength: 60 },
  )
  .map((moves) => {
    let step = -1;
    return moves.map(({ skip, x, y }): [number, number, number] => [(step += 1 + skip), x, y]);
  });

describe('DrawnPath', () => {
  it(`fed as a path grows has the vertices of one fed all at once (seed ${SEED})`, () => {
    fc.assert(
      fc.property(stepped, fc.integer({ min: 1, max: 9 }), (points, batch) => {
        const path = new PathPoints();
        const grown = new DrawnPath();
        for (let i = 0; i < points.length; i += batch) {
          append(path, points.slice(i, i + batch));
          grown.sync(path, height);
        }
        const atOnce = new DrawnPath();
        atOnce.sync(path, height);
        expect(verticesOf(grown)).toEqual(verticesOf(atOnce));
      }),
      { seed: SEED },
    );
  });

  it(`says which vertices changed: the others are as they were (seed ${SEED})`, () => {
    fc.assert(
      fc.property(stepped, (points) => {
        const path = new PathPoints();
        const drawn = new DrawnPath();
        let before: number[][] = [];
        for (const point of points) {
          append(path, [point]);
          const changed = drawn.sync(path, height);
          const now = verticesOf(drawn);
          expect(now.slice(0, changed?.from ?? now.length)).toEqual(
            before.slice(0, changed?.from ?? now.length),
          );
          expect(changed?.to).toBe(drawn.count);
          before = now;
        }
        expect(drawn.sync(path, height)).toBeNull();
      }),
      { seed: SEED },
    );
  });

  it('[GAP-4] starts anew after missing steps instead of bridging them', () => {
    const path = new PathPoints();
    append(path, [
      [0, 0, 0],
      [1, 0.01, 0],
      [5, 0.02, 0],
      [6, 0.03, 0],
    ]);
    const drawn = new DrawnPath();
    drawn.sync(path, height);
    expect(verticesOf(drawn).map(([, , , flags]) => flags)).toEqual([0, 0, FLAG_BREAK, 0]);
    append(path, [
      [2, 0.012, 0],
      [3, 0.014, 0],
      [4, 0.016, 0],
    ]);
    drawn.sync(path, height);
    expect(verticesOf(drawn).map(([, , , flags]) => flags)).toEqual([0, 0, 0, 0, 0, 0, 0]);
  });

  it('lies on the surface along a long segment, not on its chord', () => {
    const dip = (x: number): number => x * x;
    const path = new PathPoints();
    append(path, [
      [0, -1, 0],
      [1, 1, 0],
    ]);
    const drawn = new DrawnPath();
    drawn.sync(path, dip);
    expect(drawn.count).toBeGreaterThan(90);
    for (const [x, , z] of verticesOf(drawn)) expect(z).toBeCloseTo(dip(x!), 6);
  });

  it('marks what lies outside, and what lies over a hole', () => {
    const path = new PathPoints();
    append(path, [
      [0, 0.5, 0],
      [1, 0.51, 0],
      [2, 1.01, 0],
    ]);
    const drawn = new DrawnPath();
    drawn.sync(path, (x) => (x > 0.505 && x < 0.52 ? Number.NaN : x));
    const [, second, third] = verticesOf(drawn);
    expect(second).toEqual([Math.fround(0.51), 0, third![2], FLAG_HOLE, 1]);
    expect(verticesOf(drawn).at(-1)![3]! & FLAG_OUTSIDE).toBe(FLAG_OUTSIDE);
  });

  it('is at the height of the nearest vertex that has one over a hole, also where it begins in one', () => {
    const path = new PathPoints();
    const xs = [0.1, 0.11, 0.12, 0.3, 0.31, 0.32, 0.33, 0.34, 0.35, 0.7];
    const hasHeight = new Set([3, 9]);
    append(
      path,
      xs.map((x, step): [number, number, number] => [step, x, 0]),
    );
    const isOverHole = (x: number): boolean => ![...hasHeight].some((n) => Math.abs(x - xs[n]!) < 1e-6);
    const drawn = new DrawnPath();
    drawn.sync(path, (x) => (isOverHole(x) ? Number.NaN : x));
    const heights = xs.map((_, n) => verticesOf(drawn).find((vertex) => vertex[4] === n)![2]);
    const [a, b] = [Math.fround(0.3), Math.fround(0.7)];
    // Step 6 lies in the middle between 3 and 9: the earlier one counts.
    expect(heights).toEqual([a, a, a, a, a, a, a, b, b, b]);
  });

  it('says that vertices over a hole changed when the nearest height turns out to come after them', () => {
    const path = new PathPoints();
    const drawn = new DrawnPath();
    const heightAfterHole = (x: number): number => (x < 0.25 ? Number.NaN : x);
    append(path, [
      [0, 0.1, 0],
      [1, 0.11, 0],
    ]);
    drawn.sync(path, heightAfterHole);
    append(path, [[2, 0.26, 0]]);
    expect(drawn.sync(path, heightAfterHole)?.from).toBe(0);
    expect(verticesOf(drawn).every((vertex) => vertex[2]! > 0.2)).toBe(true);
  });

  it('re-drapes the whole line when the surface changes', () => {
    const path = new PathPoints();
    append(path, [
      [0, 0.1, 0],
      [1, 0.11, 0],
    ]);
    const drawn = new DrawnPath();
    drawn.sync(path, height);
    expect(drawn.sync(path, () => 7)).toEqual({ from: 0, to: 2 });
    expect(verticesOf(drawn).map(([, , z]) => z)).toEqual([7, 7]);
  });

  it(`draped on one surface after another has the vertices of one draped on the last alone (seed ${SEED})`, () => {
    const holed = (x: number, y: number): number => (x > 0.2 && x < 0.5 ? NaN : y - 3 * x);
    fc.assert(
      fc.property(
        stepped,
        fc.integer({ min: 1, max: 9 }),
        fc.constantFrom(height, holed),
        fc.constantFrom(height, holed),
        (points, batch, first, last) => {
          const path = new PathPoints();
          const moved = new DrawnPath();
          for (let i = 0; i < points.length; i += batch) {
            append(path, points.slice(i, i + batch));
            moved.sync(path, first);
          }
          const changed = moved.sync(path, last);
          expect(changed).toEqual(first === last ? null : { from: 0, to: moved.count });
          // What comes later goes on from there.
          const step = points.at(-1)![0] + 1;
          append(path, [[step, 0.3, -0.3]]);
          moved.sync(path, last);
          const fresh = new DrawnPath();
          fresh.sync(path, last);
          expect(verticesOf(moved)).toEqual(verticesOf(fresh));
        },
      ),
      { seed: SEED },
    );
  });

  it('does not look at its points again when only the surface changes', () => {
    const path = new PathPoints();
    append(
      path,
      Array.from({ length: 5_000 }, (_, step) => [step, Math.sin(step / 900), 0]),
    );
    const drawn = new DrawnPath();
    drawn.sync(path, height);
    let heights = 0;
    const visit = vi.spyOn(path, 'forEach');
    drawn.sync(path, (x) => {
      heights++;
      return x;
    });
    expect(heights).toBe(drawn.count);
    expect(visit.mock.calls.map(([, from]) => from)).toEqual([5_000]);
  });

  it('[LIMIT-9] stays within its vertices for a million points, near the path, with its newest point exact', () => {
    const random = makeRandom(7);
    const path = new PathPoints();
    const drawn = new DrawnPath();
    const points: [number, number, number][] = [];
    for (let step = 0; step < 1_000_000; step++) {
      const angle = step / 9000;
      const radius = 1 - step / 1_000_000;
      points.push([
        step,
        radius * Math.cos(angle) + (random() - 0.5) * 0.004,
        radius * Math.sin(angle) + (random() - 0.5) * 0.004,
      ]);
    }
    append(path, points);
    drawn.sync(path, height);
    expect(drawn.count).toBeLessThanOrEqual(MAX_VERTICES);
    expect(drawn.isTruncated).toBe(false);
    const last = verticesOf(drawn).at(-1)!;
    expect(last.slice(0, 2)).toEqual(points.at(-1)!.slice(1).map(Math.fround));
    // Every hundredth point lies within two of the coarser spacings of the line's nearest vertex.
    for (let i = 0; i < points.length; i += 100) {
      const vertex = Math.round(drawn.vertexAt(i));
      const [x, y] = verticesAt(drawn, vertex);
      expect(Math.max(Math.abs(x - points[i]![1]), Math.abs(y - points[i]![2]))).toBeLessThan(0.05);
    }
  });

  it('is the same past its limits for a path that grew as for one fed all at once', () => {
    const random = makeRandom(3);
    const path = new PathPoints();
    const grown = new DrawnPath();
    for (let batch = 0; batch < 100; batch++) {
      append(
        path,
        Array.from({ length: 1000 }, (_, i): [number, number, number] => {
          const step = batch * 1000 + i + (batch > 50 ? 7 : 0);
          return [step, Math.cos(step / 900) + (random() - 0.5) * 0.01, Math.sin(step / 1100)];
        }),
      );
      grown.sync(path, height);
    }
    const atOnce = new DrawnPath();
    atOnce.sync(path, height);
    expect(grown.count).toBe(atOnce.count);
    expect(grown.count).toBeGreaterThan(1000);
    expect(verticesOf(grown)).toEqual(verticesOf(atOnce));
    expect(verticesOf(grown).filter(([, , , flags]) => ((flags ?? 0) & FLAG_BREAK) !== 0)).toHaveLength(1);
  });

  it('leaves out the oldest part of a path that is all long jumps, and says so', () => {
    const random = makeRandom(11);
    const path = new PathPoints();
    append(
      path,
      Array.from({ length: 200_000 }, (_, step): [number, number, number] => [
        step,
        random() * 2 - 1,
        random() * 2 - 1,
      ]),
    );
    const drawn = new DrawnPath();
    drawn.sync(path, height);
    expect(drawn.count).toBeLessThanOrEqual(MAX_VERTICES);
    expect(drawn.isTruncated).toBe(true);
    expect(drawn.indices[drawn.count - 1]).toBe(199_999);
  });

  it('does not hang on coordinates at the end of float32', () => {
    const path = new PathPoints();
    append(path, [
      [0, 0, 0],
      [1, 3e38, -3e38],
      [2, 0, 0],
    ]);
    const drawn = new DrawnPath();
    drawn.sync(path, () => 0);
    expect(drawn.count).toBeLessThan(600);
  });
});

function verticesAt(drawn: DrawnPath, vertex: number): [number, number] {
  return [drawn.vertices[vertex * VERTEX_FLOATS]!, drawn.vertices[vertex * VERTEX_FLOATS + 1]!];
}
