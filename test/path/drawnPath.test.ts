import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { DrawnPath } from '../../src/path/drawnPath.js';
import { computeLineDetail, FINEST_DETAIL, type LineDetail } from '../../src/path/lineDetail.js';
import {
  FLAG_DOT,
  FLAG_HOLE,
  FLAG_JOIN,
  FLAG_MOVE,
  FLAG_OUTSIDE,
  MAX_VERTICES,
  VERTEX_FLOATS,
} from '../../src/path/lineVertices.js';
import { LineDensity } from '../../src/path/lineDensity.js';
import { PathPoints } from '../../src/path/pathPoints.js';
import { distanceToLine, LineIndex } from './lineIndex.js';
import { makeCircle, makeSpiral, makeWay, WAYS, type Way } from './ways.js';
import { itOnce, picked, scaled } from '../support/testLength.js';

const SEED = 20_261_124;
const detailOf = (spacing: number): LineDetail => ({ spacing, tolerance: spacing, dropsCovered: true });
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

function bytesOf(values: Float32Array, length: number): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, 4 * length);
}

/** What leads to each vertex, without what the surface says of it and how long a join is. */
function kindsOf(drawn: DrawnPath): number[] {
  return verticesOf(drawn).map(([, , , flags]) => Math.floor(flags!) & (FLAG_JOIN | FLAG_DOT | FLAG_MOVE));
}

/** The pieces that are drawn up to a vertex. */
function shownPieces(drawn: DrawnPath, end = drawn.count - 1): [number, number, number, number][] {
  const vertices = verticesOf(drawn).slice(0, end + 1);
  return vertices.flatMap(([x, y, , flags], n): [number, number, number, number][] =>
    n === 0 || (flags! & FLAG_MOVE) !== 0 ? [] : [[vertices[n - 1]![0]!, vertices[n - 1]![1]!, x!, y!]],
  );
}

/** How far a vertex is from the path about its place in it: points that share a vertex may lie in between. */
function distanceFromWay(points: Way, x: number, y: number, index: number): number {
  let distance = Infinity;
  for (let end = Math.max(Math.ceil(index), 1); distance > 1e-3 && end < points.length; end++) {
    if (end > index + 2000) break;
    const before = points[end - 1]!;
    const after = points[end]!;
    distance = Math.min(distance, distanceToLine(x, y, [before[1], before[2], after[1], after[2]]));
  }
  return distance;
}

/** On a wide canvas of pixel ratio 1, on one of 640 by 400, and where pieces go only once the line is full. */
const DETAILS = [computeLineDetail(262, 1), computeLineDetail(129, 1), FINEST_DETAIL];
const DRAWN_WAYS = WAYS.map((way, n) => ({ ...way, detail: DETAILS[n % DETAILS.length]! }));
const TRIED_WAYS = picked(DRAWN_WAYS, ({ steps }) => steps <= 50_000);

const GROWN = scaled({ short: 20_000, long: 60_000 });
const FAR = scaled({ short: 30_000, long: 97_000 });

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
  itOnce(`fed as a path grows has the vertices of one fed all at once (seed ${SEED})`, () => {
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

  itOnce(`says which vertices changed: the others are as they were (seed ${SEED})`, () => {
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

  itOnce('[GAP-4] leads a join over missing steps, and the line once they came', () => {
    const path = new PathPoints();
    append(path, [
      [0, 0, 0],
      [1, 0.01, 0],
      [5, 0.02, 0],
      [6, 0.03, 0],
    ]);
    const drawn = new DrawnPath();
    drawn.sync(path, height);
    expect(kindsOf(drawn)).toEqual([0, 0, FLAG_JOIN, 0]);
    append(path, [
      [2, 0.012, 0],
      [3, 0.014, 0],
      [4, 0.016, 0],
    ]);
    drawn.sync(path, height);
    expect(kindsOf(drawn)).toEqual([0, 0, 0, 0, 0, 0, 0]);
  });

  itOnce('[GAP-6] marks a point without neighbours as a dot, be it several that share a vertex', () => {
    const path = new PathPoints();
    append(path, [
      [0, 0, 0],
      [50, 0.01, 0],
      [100, 0.02, 0],
      [101, 0.02001, 0],
      [150, 0.03, 0],
      [151, 0.035, 0],
      [200, 0.04, 0],
    ]);
    const drawn = new DrawnPath();
    drawn.sync(path, height);
    const dot = FLAG_JOIN | FLAG_DOT;
    expect(kindsOf(drawn)).toEqual([FLAG_DOT, dot, dot, FLAG_JOIN, 0, FLAG_JOIN]);
  });

  itOnce(
    '[GAP-7] is whole where the steps between were never to be reported, and joined where a report is missing',
    () => {
      const path = new PathPoints();
      append(path, [
        [0, 0, 0],
        [50, 0.01, 0],
        [100, 0.02, 0],
        [200, 0.03, 0],
        [223, 0.04, 0],
      ]);
      const drawn = new DrawnPath();
      drawn.sync(path, height, 50);
      expect(kindsOf(drawn)).toEqual([0, 0, 0, FLAG_JOIN, 0]);
      // What a later start says of its reports changes the line, and no point.
      drawn.sync(path, height, 100);
      expect(kindsOf(drawn)).toEqual([0, 0, 0, 0, 0]);
    },
  );

  itOnce('says along a join how long it is so far, so that its dashes go on from piece to piece', () => {
    const path = new PathPoints();
    append(path, [
      [0, -0.5, 0.2],
      [9, 0.5, 0.2],
    ]);
    const drawn = new DrawnPath();
    drawn.sync(path, height);
    for (const [x, , , flags] of verticesOf(drawn).slice(1)) {
      expect(Math.floor(flags!)).toBe(FLAG_JOIN);
      expect((flags! % 1) * 8).toBeCloseTo(x! + 0.5, 3);
    }
  });

  itOnce('lies on the surface along a long segment, not on its chord', () => {
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

  itOnce('marks what lies outside, and what lies over a hole', () => {
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

  itOnce(
    'is at the height of the nearest vertex that has one over a hole, also where it begins in one',
    () => {
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
    },
  );

  itOnce(
    'says that vertices over a hole changed when the nearest height turns out to come after them',
    () => {
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
    },
  );

  itOnce('re-drapes the whole line when the surface changes', () => {
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

  itOnce(
    `draped on one surface after another has the vertices of one draped on the last alone (seed ${SEED})`,
    () => {
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
    },
  );

  itOnce('does not look at its points again when only the surface changes', () => {
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

  itOnce('has a vertex for points that are closer than the spacing it was given', () => {
    const path = new PathPoints();
    append(
      path,
      Array.from({ length: 401 }, (_, step) => [step, step / 1000, 0]),
    );
    const drawn = new DrawnPath();
    drawn.fitTo(detailOf(1 / 192));
    drawn.sync(path, height);
    expect(verticesOf(drawn).map(([, , , , index]) => index)).toEqual(
      Array.from({ length: 68 }, (_, n) => Math.min(6 * n, 400)),
    );
    expect(drawn.greatestError).toBeCloseTo(Math.SQRT2 / 192, 12);
  });

  itOnce('is made anew, finer, for a canvas that grew, and stays as it is for one that shrank', () => {
    const path = new PathPoints();
    append(
      path,
      Array.from({ length: 101 }, (_, step) => [step, step / 1000, 0]),
    );
    const drawn = new DrawnPath();
    drawn.fitTo(detailOf(1 / 192));
    drawn.sync(path, height);
    drawn.fitTo(detailOf(1 / 768));
    expect(drawn.sync(path, height)).toEqual({ from: 0, to: 51 });
    expect(drawn.greatestError).toBeCloseTo(Math.SQRT2 / 768, 12);
    const fine = new DrawnPath();
    fine.fitTo(detailOf(1 / 768));
    fine.sync(path, height);
    expect(verticesOf(drawn)).toEqual(verticesOf(fine));
    drawn.fitTo(detailOf(1 / 192));
    expect(drawn.sync(path, height)).toBeNull();
    append(path, [[101, 0.101, 0]]);
    expect(drawn.sync(path, height)).toEqual({ from: 51, to: 52 });
    // Another path, at the spacing of the canvas it comes to.
    drawn.sync(new PathPoints(), height);
    expect(drawn.greatestError).toBeCloseTo(Math.SQRT2 / 192, 12);
  });

  it.each(TRIED_WAYS)('[LIMIT-9] [LINE-1] shows the whole way of $name within its vertices', (way) => {
    const { detail } = way;
    const points = way.make();
    const path = new PathPoints();
    append(path, points);
    const drawn = new DrawnPath();
    drawn.fitTo(detail);
    drawn.sync(path, height);
    expect(drawn.count).toBeLessThanOrEqual(MAX_VERTICES);
    const vertices = verticesOf(drawn);
    expect(vertices[0]!.slice(0, 2)).toEqual(points[0]!.slice(1).map(Math.fround));
    expect(vertices.at(-1)!.slice(0, 2)).toEqual(points.at(-1)!.slice(1).map(Math.fround));
    expect(drawn.indices[0]).toBe(0);
    expect(drawn.indices[drawn.count - 1]).toBe(points.length - 1);
    const indices = [...drawn.indices.subarray(0, drawn.count)];
    expect(indices.every((index, n) => n === 0 || index > indices[n - 1]!)).toBe(true);
    // Every stored point is near the line …
    const line = new LineIndex(shownPieces(drawn));
    const stride = Math.max(Math.floor(points.length / 5_000), 1);
    let worst = 0;
    for (let n = 0; n < points.length; n += stride) {
      worst = Math.max(worst, line.distanceTo(points[n]![1], points[n]![2], 0.1));
    }
    expect(worst).toBeLessThanOrEqual(drawn.greatestError);
    // At the first view of a frame 1,440 px wide and 810 high a normalized unit is 262 px.
    expect(drawn.greatestError * 262).toBeLessThan(11);
    // … and every vertex of the line is on the path.
    const farthest = vertices.reduce(
      (most, [x, y, , , index]) => Math.max(most, distanceFromWay(points, x!, y!, index!)),
      0,
    );
    expect(farthest).toBeLessThan(1e-3);
  });

  it.each(TRIED_WAYS)('[LINE-2] shows of $name up to any step where the path was up to there', (way) => {
    const { detail } = way;
    const points = way.make();
    const path = new PathPoints();
    append(path, points);
    const drawn = new DrawnPath();
    drawn.fitTo(detail);
    drawn.sync(path, height);
    for (const share of [0.1, 0.5]) {
      const index = Math.floor(share * (points.length - 1));
      const end = Math.ceil(drawn.vertexAt(index));
      const line = new LineIndex(shownPieces(drawn, end));
      const stride = Math.max(Math.floor(index / 1_000), 1);
      let worst = 0;
      for (let n = 0; n <= index; n += stride) {
        worst = Math.max(worst, line.distanceTo(points[n]![1], points[n]![2], 0.1));
      }
      expect(worst).toBeLessThanOrEqual(drawn.greatestError);
    }
  });

  it.each(DETAILS)(
    'is the same however a path grew to it, thinned again and again, in $spacing',
    (detail) => {
      const points = makeWay(GROWN, (step, random) => [
        Math.cos(step / 900) + (random() - 0.5) * 0.01,
        Math.sin(step / 1100),
      ]).map(([step, x, y]): [number, number, number] => [
        step > GROWN / 2 ? step + 7 * Math.floor(step / 1000) : step,
        x,
        y,
      ]);
      const path = new PathPoints();
      const grown = new DrawnPath();
      grown.fitTo(detail);
      for (let from = 0, batch = 1; from < points.length; from += batch, batch = 1 + ((batch * 7) % 1009)) {
        append(path, points.slice(from, from + batch));
        const before = grown.vertices.slice(0, grown.count * VERTEX_FLOATS);
        const changed = grown.sync(path, height)!;
        // What is said not to have changed has not.
        const same = changed.from * VERTEX_FLOATS;
        expect(Buffer.compare(bytesOf(grown.vertices, same), bytesOf(before, same))).toBe(0);
      }
      const atOnce = new DrawnPath();
      atOnce.fitTo(detail);
      atOnce.sync(path, height);
      expect(grown.count).toBeGreaterThan(1000);
      expect(verticesOf(grown)).toEqual(verticesOf(atOnce));
      const density = new LineDensity();
      for (const piece of shownPieces(grown)) density.add(...piece);
      expect(grown.density.bytes).toEqual(density.bytes);
      expect(atOnce.density.bytes).toEqual(density.bytes);
    },
  );

  itOnce('[LINE-7] is thinned once in a thousand vertices, and its newest thousand are left alone', () => {
    const path = new PathPoints();
    const drawn = new DrawnPath();
    drawn.fitTo(computeLineDetail(129, 1));
    let rewritings = 0;
    let appended = 0;
    for (let step = 0; step < 20_000; step++) {
      const { count } = drawn;
      append(path, [[step, 0.5 * Math.cos(step / 100), 0.5 * Math.sin(step / 100)]]);
      const { from } = drawn.sync(path, height)!;
      appended++;
      if (from >= count - 1) continue;
      rewritings++;
      // Every step of these has a vertex of its own.
      expect(appended).toBeGreaterThan(1000);
      expect([...drawn.indices.subarray(drawn.count - 1024, drawn.count)]).toEqual(
        Array.from({ length: 1024 }, (_, n) => step - 1023 + n),
      );
      appended = 0;
    }
    expect(rewritings).toBeGreaterThan(10);
  });

  itOnce.each([
    { name: 'a smooth spiral of 20,000 steps', points: makeSpiral(20_000), most: 8000 },
    { name: 'a circle of 100,000 noisy steps', points: makeCircle(100_000), most: 3500 },
  ])('[LINE-7] needs on a canvas of 640 by 400 no more than $most vertices for $name', ({ points, most }) => {
    const path = new PathPoints();
    append(path, points);
    const drawn = new DrawnPath();
    drawn.fitTo(computeLineDetail(129, 1));
    drawn.sync(path, height);
    expect(drawn.count).toBeLessThan(most);
    // Of what is no more than a pixel off nothing is said.
    expect(drawn.greatestError * 129).toBeLessThan(1);
  });

  itOnce('[LINE-7] needs no more vertices the longer a path goes to and fro where it was', () => {
    const path = new PathPoints();
    append(
      path,
      makeWay(80_000, (step) => [Math.abs(((step / 500) % 2) - 1) - 0.5, 0.3]),
    );
    const drawn = new DrawnPath();
    drawn.fitTo(computeLineDetail(129, 1));
    drawn.sync(path, height);
    expect(kindsOf(drawn).filter((kind) => kind === FLAG_MOVE).length).toBeLessThanOrEqual(2);
    expect(drawn.count).toBeLessThan(2600);
  });

  itOnce(
    '[LINE-7] keeps a line where only a dashed join was, and points of their own where only lines were',
    () => {
      const there = (step: number): [number, number, number] => [step, -0.5 + step / 4000, 0.25];
      const back = (step: number): [number, number, number] => [step, 0.5 - (step - 8000) / 4000, 0.25];
      const steps = (from: number, to: number): number[] =>
        Array.from({ length: to - from }, (_, n) => from + n);
      const path = new PathPoints();
      append(path, [
        there(0),
        // A join along the whole way, a line back over it, points of their own on that, and much else.
        ...[there(4000)],
        ...steps(8000, 12_000).map(back),
        [12_200, 0, 0.25],
        [12_400, 0.2, 0.25],
        [12_600, -0.2, 0.25],
        ...steps(14_000, 20_000).map((step): [number, number, number] => [
          step,
          0.3 * Math.cos(step / 50),
          -0.5 + 0.3 * Math.sin(step / 50),
        ]),
      ]);
      const drawn = new DrawnPath();
      drawn.fitTo(computeLineDetail(129, 1));
      drawn.sync(path, height);
      const vertices = verticesOf(drawn);
      const isAlone = ([, , , flags]: number[]): boolean => (flags! & (FLAG_JOIN | FLAG_MOVE)) === 0;
      const solid = vertices.flatMap((vertex, n): [number, number, number, number][] =>
        n === 0 || !isAlone(vertex)
          ? []
          : [[vertices[n - 1]![0]!, vertices[n - 1]![1]!, vertex[0]!, vertex[1]!]],
      );
      const line = new LineIndex(solid);
      for (const step of [8000, 9000, 10_500, 11_999]) {
        const [, x, y] = back(step);
        expect(line.distanceTo(x, y, 0.1)).toBeLessThan(drawn.greatestError);
      }
      const dots = vertices.filter(([, , , flags]) => (flags! & FLAG_DOT) !== 0);
      expect(dots.map(([x]) => x)).toEqual(expect.arrayContaining([0, 0.2, -0.2].map(Math.fround)));
    },
  );

  itOnce('[LINE-3] spends a handful of vertices on what lies far outside, and keeps what is near', () => {
    const path = new PathPoints();
    const near = Array.from({ length: 400 }, (_, step): [number, number, number] => [
      step,
      0.8 - step / 500,
      Math.sin(step / 40) / 2,
    ]);
    const far = Array.from({ length: 300 }, (_, n): [number, number, number] => [
      400 + n,
      (n % 2 === 0 ? 1 : -1) * 1.5 ** Math.min(n, 60),
      0.3 * 1.4 ** Math.min(n, 60),
    ]);
    append(path, [...near, ...far]);
    const alone = new DrawnPath();
    const nearPath = new PathPoints();
    append(nearPath, near);
    alone.sync(nearPath, height);
    const drawn = new DrawnPath();
    drawn.sync(path, height);
    expect(verticesOf(drawn).slice(0, alone.count)).toEqual(verticesOf(alone));
    const outside = verticesOf(drawn).filter(([, , , flags]) => (flags! & FLAG_OUTSIDE) !== 0);
    expect(outside.length).toBeLessThan(24 * far.length);
    for (const vertex of verticesOf(drawn))
      for (const value of vertex) expect(value).toSatisfy(Number.isFinite);
    // Where a float32 of the GPU has places left: towards the point, ten thousand domains away.
    const reaches = verticesOf(drawn).map(([x, y]) => Math.hypot(x!, y!));
    expect(Math.max(...reaches)).toBeLessThan(15_000);
    const [x, y] = verticesOf(drawn).at(-1)!;
    const [, lastX, lastY] = far.at(-1)!;
    expect(y! / x!).toBeCloseTo(lastY / lastX, 5);
  });

  it.each([
    { name: 'in all directions', far: (n: number) => [10 ** ((9 * n) / FAR), 2.4 * n] as const },
    { name: 'in a widening spiral', far: (n: number) => [Math.exp((14 * n) / FAR), n / 80] as const },
    { name: 'at all distances', far: (n: number) => [10 ** (2 + ((n * 0.618) % 4)), n * n] as const },
  ])(`[LINE-3] keeps what is near as fine as ever beside ${FAR} steps far outside, $name`, ({ far }) => {
    const near = makeWay(3000, (step) => [
      0.8 * Math.cos(step / 477),
      0.8 * Math.sin(step / 477) + 0.05 * Math.sin(step / 7),
    ]);
    const path = new PathPoints();
    append(path, [
      ...near,
      ...Array.from({ length: FAR }, (_, n): [number, number, number] => {
        const [distance, angle] = far(n);
        return [3000 + n, (2 + distance) * Math.cos(angle), (2 + distance) * Math.sin(angle)];
      }),
    ]);
    const drawn = new DrawnPath();
    drawn.sync(path, height);
    expect(drawn.count).toBeLessThanOrEqual(MAX_VERTICES);
    expect(drawn.greatestError * 262).toBeLessThan(6);
    const line = new LineIndex(shownPieces(drawn, Math.ceil(drawn.vertexAt(2999))));
    const worst = Math.max(...near.map(([, x, y]) => line.distanceTo(x, y, 0.1)));
    expect(worst).toBeLessThanOrEqual(drawn.greatestError);
  });

  itOnce('does not hang on coordinates at the end of float32', () => {
    const path = new PathPoints();
    append(path, [
      [0, 0, 0],
      [1, 3e38, -3e38],
      [2, 0, 0],
    ]);
    const drawn = new DrawnPath();
    drawn.sync(path, (x) => x * 1e300);
    expect(drawn.count).toBeLessThan(200);
    for (const vertex of verticesOf(drawn))
      for (const value of vertex) expect(value).toSatisfy(Number.isFinite);
  });
});
