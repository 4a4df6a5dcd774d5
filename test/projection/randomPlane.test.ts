import { expect, it } from 'vitest';
import { createFilterDirection } from '../../src/projection/filterDirection.js';
import { createPlane } from '../../src/projection/plane.js';
import { projectCheckpoints } from '../../src/projection/projectCheckpoints.js';
import { computeUnitLength, createRandomPlane } from '../../src/projection/randomPlane.js';
import { createSeededRandom } from '../../src/maths/seededRandom.js';
import type { WeightBlock, WeightLayout } from '../../src/projection/weightLayout.js';
import { createNoise, createRowSource, createWalk, dot } from './trajectories.js';

/** A small network of both conventions. */
const LAYOUT: WeightLayout = [
  { name: 'conv/kernel', kind: 'filters', shape: [3, 3, 2, 4], offset: 0 },
  { name: 'conv/bias', kind: 'bias', shape: [4], offset: 72 },
  { name: 'norm/gamma', kind: 'norm', shape: [4], offset: 76 },
  { name: 'fc.weight', kind: 'filters', shape: [5, 16], offset: 80, filterAxis: 'first' },
  { name: 'fc.bias', kind: 'bias', shape: [5], offset: 160 },
];
const DIMENSION = 165;
const [WEIGHTS] = createNoise(1, DIMENSION, 1) as [Float32Array];

/** The weights of each filter, found by walking the axes one index at a time. */
function filtersOf(row: Float32Array, { shape, offset, filterAxis }: WeightBlock): number[][] {
  const axis = filterAxis === 'first' ? 0 : shape.length - 1;
  const filters = Array.from({ length: shape[axis]! }, (): number[] => []);
  const index = shape.map(() => 0);
  for (let n = 0; ; n++) {
    filters[index[axis]!]!.push(row[offset + n]!);
    let place = shape.length - 1;
    while (place >= 0 && ++index[place]! === shape[place]) index[place--] = 0;
    if (place < 0) return filters;
  }
}

const normOf = (values: ArrayLike<number>) => Math.sqrt(dot(values, values));

it("each filter of a direction has the norm of the weights' filter; biases and normalization are 0", () => {
  const direction = createFilterDirection(WEIGHTS, LAYOUT, createSeededRandom(2));
  for (const block of LAYOUT) {
    if (block.kind === 'filters') {
      const wanted = filtersOf(WEIGHTS, block).map(normOf);
      for (const [i, filter] of filtersOf(direction, block).entries())
        expect(normOf(filter) / wanted[i]!).toBeCloseTo(1, 6);
    } else {
      const length = block.shape[0]!;
      expect(direction.subarray(block.offset, block.offset + length)).toEqual(new Float32Array(length));
    }
  }
});

it('a filter of zeros stays 0', () => {
  const direction = createFilterDirection(new Float32Array(DIMENSION), LAYOUT, createSeededRandom(2));
  expect(direction.every((value) => value === 0)).toBe(true);
});

it("a plane's axes have length 1, and a unit of the paper's is the norm of all filters", async () => {
  const { plane, seed, method } = await createRandomPlane(createRowSource([WEIGHTS]), {
    layout: LAYOUT,
    seed: 3,
  });
  const random = createSeededRandom(3);
  const unitLength = computeUnitLength(WEIGHTS, LAYOUT);
  for (const axis of plane.axes) {
    const direction = createFilterDirection(WEIGHTS, LAYOUT, random);
    expect(normOf(direction)).toBeCloseTo(unitLength, 4);
    expect(normOf(axis)).toBeCloseTo(1, 6);
    expect(dot(axis, direction)).toBeCloseTo(unitLength, 4);
  }
  expect([method, seed]).toEqual(['random', 3]);
});

it('one seed is one plane', async () => {
  const axesOf = async (seed: number) =>
    (await createRandomPlane(createRowSource([WEIGHTS]), { layout: LAYOUT, seed })).plane.axes;
  expect(await axesOf(4)).toEqual(await axesOf(4));
  expect(await axesOf(4)).not.toEqual(await axesOf(5));
});

it('explains what its points show, axes at any angle; a random walk shows a weight of it (seed 6)', async () => {
  const rows = createWalk(30, DIMENSION, 6);
  const source = createRowSource(rows);
  const { plane, explained, randomWalk, checkpoints } = await createRandomPlane(source, {
    layout: LAYOUT,
    seed: 7,
  });
  const points = await projectCheckpoints(source, plane);
  const end = rows.at(-1)!;
  const total = rows.reduce(
    (sum, row) => sum + row.reduce((part, value, n) => part + (value - end[n]!) ** 2, 0),
    0,
  );
  const residuals = points.reduce((sum, { residual }) => sum + residual ** 2, 0);
  expect(explained.aboutEnd.plane).toBeCloseTo(1 - residuals / total, 6);
  const along = rows.reduce(
    (sum, row) =>
      sum +
      dot(
        row.map((value, n) => value - end[n]!),
        plane.axes[0],
      ) **
        2,
    0,
  );
  expect(explained.aboutEnd.x).toBeCloseTo(along / total, 6);
  expect(randomWalk.aboutMean).toEqual({ x: 1 / 165, y: 1 / 165, plane: 2 / 165 });
  expect(checkpoints).toBe(30);
  expect(createPlane(plane.origin, ...plane.axes).metric).toEqual(plane.metric);
});

it('explains the same share of a trajectory of many weights, which is read in chunks (seed 8)', async () => {
  const rows = createWalk(4, 20_000, 8);
  const layout: WeightLayout = [{ name: 'w', kind: 'filters', shape: [100, 200], offset: 0 }];
  const source = createRowSource(rows);
  const { plane, explained } = await createRandomPlane(source, { layout, seed: 9 });
  const mean = rows[0]!.map((_, n) => rows.reduce((sum, row) => sum + row[n]!, 0) / 4);
  const totalFrom = (centre: Float32Array) =>
    rows.reduce((sum, row) => sum + row.reduce((part, value, n) => part + (value - centre[n]!) ** 2, 0), 0);
  const xs = (await projectCheckpoints(source, plane)).map((point) => point.x + point.y * plane.metric.xy);
  const meanX = xs.reduce((sum, x) => sum + x, 0) / 4;
  const about = (centre: number) => xs.reduce((sum, x) => sum + (x - centre) ** 2, 0);
  expect(explained.aboutMean.x / (about(meanX) / totalFrom(mean))).toBeCloseTo(1, 4);
  expect(explained.aboutEnd.x / (about(xs.at(-1)!) / totalFrom(rows.at(-1)!))).toBeCloseTo(1, 4);
});

it.each<[string, WeightLayout, string]>([
  [
    'a gap',
    [{ name: 'w', kind: 'bias', shape: [2], offset: 1 }],
    'layout: w: expected to begin at 0, got 1; leave out nothing',
  ],
  [
    'too few',
    [{ name: 'w', kind: 'bias', shape: [2], offset: 0 }],
    'layout: expected to end at 3, the number of weights, got 2',
  ],
  [
    'a vector of filters',
    [{ name: 'w', kind: 'filters', shape: [3], offset: 0 }],
    "layout: w: filters have at least two axes, got [3]; is it a 'bias' or a 'norm'?",
  ],
  [
    'an empty axis',
    [{ name: 'w', kind: 'filters', shape: [3, 0], offset: 0 }],
    'layout: w: expected axes of at least 1, got [3, 0]',
  ],
  [
    'no filters',
    [{ name: 'w', kind: 'bias', shape: [3], offset: 0 }],
    'layout: no filter has a weight other than 0, so there is no direction to go in',
  ],
])('refuses %s', async (_, layout, message) => {
  await expect(
    createRandomPlane(createRowSource([Float32Array.of(1, 2, 3)]), { layout, seed: 1 }),
  ).rejects.toThrow(message);
});
