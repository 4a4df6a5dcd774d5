import { describe, expect, it } from 'vitest';
import {
  createHeightField,
  displayHeightOf,
  drawnHeightAt,
  heightOfNode,
  lossAtHeight,
  selectHeightTransform,
  type HeightField,
  type HeightTransform,
} from '../../src/surface/index.js';
import { createRandom } from './surfaceArbitraries.js';

const LOG: HeightTransform = { toDisplay: Math.log, fromDisplay: Math.exp };

describe('createHeightField', () => {
  it('spreads samples over [0, 1] and names their range', () => {
    const field = createHeightField(Float64Array.of(-2, 0, 1, 2), 2);
    expect([...heightsOf(field)]).toEqual([0, 0.5, 0.75, 1]);
    expect(field).toMatchObject({ nodes: 2, min: -2, max: 2, missing: 0, drawnErrorShare: 0 });
  });

  it.each([
    ['1e6 ± 1e-3', 1e6, 1e-3],
    ['0 ± 1e-12', 0, 1e-12],
    ['0 ± 1e30', 0, 1e30],
    ['0 ± 3.4e38', 0, 3.4e38],
    ['0 ± 5e-324', 0, 5e-324],
  ])('keeps the shape of %s', (_, offset, swing) => {
    const field = createHeightField(Float64Array.of(offset - swing, offset, offset, offset + swing), 2);
    expect(heightsOf(field)[0]).toBe(0);
    expect(heightsOf(field)[1]).toBeCloseTo(0.5, 6);
    expect(heightsOf(field)[3]).toBe(1);
    expect([field.min, field.max]).toEqual([offset - swing, offset + swing]);
  });

  it.each([0, -7, 1e6, 1e30, 0.1])('draws the constant %d at half height', (z) => {
    const field = createHeightField(new Float64Array(9).fill(z), 3);
    expect(new Set(heightsOf(field))).toEqual(new Set([0.5]));
    expect(field).toMatchObject({ min: z, max: z, displaySpan: 0 });
    expect(displayHeightOf(field, 1234)).toBe(0.5);
    expect(lossAtHeight(field, 0.9)).toBe(z);
  });

  it('counts samples that are not finite in float32 as missing and leaves them out of the range', () => {
    const field = createHeightField(Float64Array.of(1, NaN, Infinity, -Infinity, 3.5e38, -1e300, 2, 3, 5), 3);
    expect([...heightsOf(field)]).toEqual([0, NaN, NaN, NaN, NaN, NaN, 0.25, 0.5, 1]);
    expect(field).toMatchObject({ min: 1, max: 5, missing: 5 });
  });

  it('draws exactly the doubles that float32 holds as finite', () => {
    const last = 3.4028235677973362e38;
    const first = 3.4028235677973366e38;
    expect([Math.fround(last), Math.fround(first)]).toEqual([3.4028234663852886e38, Infinity]);
    expect(createHeightField(Float64Array.of(0, 0, last, -last), 2).missing).toBe(0);
    expect(createHeightField(Float64Array.of(0, 0, first, -first), 2).missing).toBe(2);
  });

  it('has a finite range where every sample is missing', () => {
    const field = createHeightField(new Float32Array(4).fill(NaN), 2, { transform: LOG });
    expect([...heightsOf(field)]).toEqual([NaN, NaN, NaN, NaN]);
    expect(field).toMatchObject({ min: 0, max: 0, missing: 4, displayMin: 0, displaySpan: 0 });
  });

  it('keeps float32 samples as they are where height is loss: a large grid is never copied', () => {
    const samples = Float32Array.of(-2, NaN, Infinity, 6);
    const field = createHeightField(samples, 2);
    expect(field.values).toBe(samples);
    expect(heightsOf(field)).toEqual([0, NaN, Infinity, 1]);
    expect(field).toMatchObject({ min: -2, max: 6, missing: 2 });
    expect(drawnHeightAt(field, 1, 1)).toBe(1);
    expect(drawnHeightAt(field, 0.5, 0.5)).toBeNaN();
  });

  it.each([
    ['all the same', 7, 0],
    ['a span that float32 would round to 0 on the GPU', 0, 1e-40],
    ['a span beyond float32', 0, 3.4e38],
  ])('normalizes float32 samples with %s', (_, offset, swing) => {
    const samples = Float32Array.of(offset - swing, offset, offset, offset + swing);
    const field = createHeightField(samples, 2);
    expect(field).toMatchObject({ valueMin: 0, valueSpan: 1 });
    expect([...field.values]).toEqual(swing === 0 ? [0.5, 0.5, 0.5, 0.5] : [0, 0.5, 0.5, 1]);
  });

  it('applies a transform to samples, to losses and back, and leaves the range in loss units', () => {
    const field = createHeightField(Float64Array.of(1, 10, 100, 0), 2, { transform: LOG });
    expect(field).toMatchObject({ min: 1, max: 100, missing: 1 });
    expect(heightsOf(field)[1]).toBeCloseTo(0.5, 7);
    expect(displayHeightOf(field, 10)).toBeCloseTo(0.5, 12);
    expect(displayHeightOf(field, 1000)).toBeCloseTo(1.5, 12);
    expect(lossAtHeight(field, 0.5)).toBeCloseTo(10, 12);
    expect(displayHeightOf(field, -1)).toBeNaN();
  });

  it('has the same heights whether samples are transformed one by one or many at once (seed 4116)', () => {
    const random = createRandom(4116);
    const samples = Float32Array.from({ length: 900 }, (_, n) =>
      n % 7 === 0 ? [NaN, Infinity, -Infinity][n % 3]! : 1e-4 + 1e3 * random() ** 9,
    );
    const { min, max } = createHeightField(samples, 30);
    const transform = selectHeightTransform('log', min, max);
    const { toDisplay, fromDisplay } = transform;
    const [many, oneByOne] = [transform, { toDisplay, fromDisplay }].map((each) =>
      heightsOf(createHeightField(samples, 30, { transform: each })),
    );
    many!.forEach((height, n) => {
      const expected = oneByOne![n]!;
      if (Number.isFinite(expected)) expect(Math.abs(height - expected)).toBeLessThan(1e-7);
      else expect(Number.isFinite(height)).toBe(false);
    });
    expect(createHeightField(samples, 30, { transform }).missing).toBe(129);
  });

  it('throws on another number of samples than nodes², and on less than 2 nodes', () => {
    expect(() => createHeightField(new Float64Array(8), 3)).toThrow('expected 9 for 3 nodes a side, got 8');
    expect(() => createHeightField(new Float64Array(1), 1)).toThrow(RangeError);
  });
});

describe('drawnHeightAt', () => {
  it('agrees with barycentric coordinates on the drawn triangles at 10,000 points (seed 4108)', () => {
    const random = createRandom(4108);
    const field = createRandomField(random, 12);
    let worst = 0;
    for (let n = 0; n < 10_000; n++) {
      const u = random() * 2 - 1;
      const v = random() * 2 - 1;
      worst = Math.max(worst, Math.abs(drawnHeightAt(field, u, v) - barycentricHeight(field, u, v)));
    }
    expect(worst).toBeLessThan(1e-12);
  });

  it('agrees with barycentric coordinates about holes, and is NaN over triangles that lack a corner (seed 4109)', () => {
    const random = createRandom(4109);
    const field = createRandomField(random, 12, 0.15);
    const wrong: number[][] = [];
    let holes = 0;
    for (let n = 0; n < 10_000; n++) {
      const u = random() * 2 - 1;
      const v = random() * 2 - 1;
      const expected = barycentricHeight(field, u, v);
      if (Number.isNaN(expected)) holes++;
      const height = drawnHeightAt(field, u, v);
      if (!Object.is(height, expected) && !(Math.abs(height - expected) < 1e-12)) wrong.push([u, v]);
    }
    expect(wrong).toEqual([]);
    expect(holes).toBeGreaterThan(2000);
    expect(holes).toBeLessThan(8000);
  });

  it.each([2, 3, 50, 51, 100, 513])(
    'is exact at the nodes of a grid of %i, holes beside them or not (seed 4110)',
    (nodes) => {
      const field = createRandomField(createRandom(4110), nodes, 0.2);
      for (let j = 0; j < nodes; j += 1 + (nodes >> 5)) {
        for (let i = 0; i < nodes; i++) {
          const height = heightOfNode(field, j * nodes + i);
          const drawn = drawnHeightAt(field, -1 + (2 * i) / (nodes - 1), -1 + (2 * j) / (nodes - 1));
          expect(drawn).toBe(height);
        }
      }
    },
  );

  it('is continuous across the edges of cells and triangles (seed 4111)', () => {
    const random = createRandom(4111);
    const field = createRandomField(random, 9);
    for (let n = 0; n < 2000; n++) {
      const along = random() * 2 - 1;
      const line = -1 + (2 * Math.floor(random() * 9)) / 8;
      const cut = Math.floor(random() * 15 - 7) / 4;
      for (const [u, v] of [
        [line, along],
        [along, line],
        [along, cut - along],
      ] as const) {
        const before = drawnHeightAt(field, u - 1e-8, v - 1e-8);
        expect(Math.abs(before - drawnHeightAt(field, u + 1e-8, v + 1e-8))).toBeLessThan(1e-6);
      }
    }
  });

  it('has the edge height outside, and NaN for a position that is none', () => {
    const field = createRandomField(createRandom(4112), 5);
    expect(drawnHeightAt(field, -3, 0.3)).toBe(drawnHeightAt(field, -1, 0.3));
    expect(drawnHeightAt(field, 0.3, 1e300)).toBe(drawnHeightAt(field, 0.3, 1));
    expect(drawnHeightAt(field, Infinity, -Infinity)).toBe(heightsOf(field)[4]);
    expect(drawnHeightAt(field, NaN, 0)).toBeNaN();
    expect(drawnHeightAt(field, 0, NaN)).toBeNaN();
  });

  it('draws the other triangle of a cell that lacks a corner, up to its diagonal', () => {
    const field = createHeightField(Float64Array.of(NaN, 0, 0, 1), 2);
    expect(drawnHeightAt(field, 0.5, 0.5)).toBeCloseTo(0.5, 12);
    expect(drawnHeightAt(field, 0, 0)).toBe(0);
    expect(drawnHeightAt(field, -0.1, -0.1)).toBeNaN();
  });
});

/** All heights; NaN where a node has no sample. */
function heightsOf(field: HeightField): number[] {
  return Array.from(field.values, (_, index) => heightOfNode(field, index));
}

function createRandomField(random: () => number, nodes: number, missingShare = 0): HeightField {
  const samples = Float64Array.from({ length: nodes * nodes }, () =>
    random() < missingShare ? NaN : random(),
  );
  return createHeightField(samples, nodes);
}

/** Looks through all triangles for the one that holds the point, and weighs its corners by areas. */
function barycentricHeight(field: HeightField, u: number, v: number): number {
  const { nodes } = field;
  const at = (i: number, j: number) => {
    const z = heightOfNode(field, j * nodes + i);
    return { x: (2 * i) / (nodes - 1) - 1, y: (2 * j) / (nodes - 1) - 1, z };
  };
  for (let j = 0; j < nodes - 1; j++) {
    for (let i = 0; i < nodes - 1; i++) {
      for (const corner of [at(i, j), at(i + 1, j + 1)]) {
        const [b, c] = [at(i + 1, j), at(i, j + 1)];
        const area = cross(corner, b, c);
        const weights = [
          cross({ x: u, y: v }, b, c),
          cross(corner, { x: u, y: v }, c),
          cross(corner, b, { x: u, y: v }),
        ];
        const [wa, wb, wc] = weights.map((weight) => weight / area) as [number, number, number];
        if (Math.min(wa, wb, wc) >= 0) return wa * corner.z + wb * b.z + wc * c.z;
      }
    }
  }
  throw new Error(`no triangle holds (${u}, ${v})`);
}

interface Flat {
  x: number;
  y: number;
}

function cross(a: Flat, b: Flat, c: Flat): number {
  return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}
