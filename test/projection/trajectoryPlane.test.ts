import { mkdtempSync, openSync, readSync, closeSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import type { CheckpointSource } from '../../src/projection/checkpointSource.js';
import { createPacer } from '../../src/projection/pacer.js';
import { summarizeProjection } from '../../src/projection/planeFit.js';
import { computePlaneName } from '../../src/projection/planeName.js';
import { projectCheckpoints } from '../../src/projection/projectCheckpoints.js';
import { fitTrajectoryPlane } from '../../src/projection/trajectoryPlane.js';
import { createFakeClock } from '../transport/fakeClock.js';
import {
  createNoise,
  createOrthonormalPair,
  createPlanted,
  createRowSource,
  createWalk,
  decomposeFully,
  dot,
} from './trajectories.js';

/** Checkpoints, weights: small and large beside the tiles, blocks and chunks of the sum. */
const SIZES = [
  [3, 2],
  [5, 40],
  [9, 511],
  [6, 513],
  [33, 1300],
  [4, 17_000],
] as const;

it.each(SIZES)(
  '%d checkpoints of %d weights: axes and shares equal a full SVD (seed 3)',
  async (count, dimension) => {
    const rows = createNoise(count, dimension, 3);
    for (const centring of ['mean', 'end'] as const) {
      const { plane, explained } = await fitTrajectoryPlane(createRowSource(rows), { centring });
      const full = decomposeFully(rows, centring);
      const shares = explained[centring === 'mean' ? 'aboutMean' : 'aboutEnd'];
      expect(shares.x).toBeCloseTo(full.shares[0]!, 9);
      expect(shares.y).toBeCloseTo(full.shares[1]!, 9);
      expect(shares.plane).toBeCloseTo(full.shares[0]! + full.shares[1]!, 9);
      for (const [k, axis] of plane.axes.entries())
        expect(Math.abs(dot(axis, full.axes[k]!))).toBeCloseTo(1, 6);
      expect(dot(plane.axes[0], plane.axes[1])).toBeCloseTo(0, 6);
      expect(plane.origin).toEqual(rows.at(-1));
    }
  },
);

it('shares about mean and end are those of the points as drawn (seed 4)', async () => {
  const rows = createNoise(20, 300, 4);
  const source = createRowSource(rows);
  const fit = await fitTrajectoryPlane(source);
  const points = await projectCheckpoints(source, fit.plane);
  const mean = Float64Array.from({ length: 300 }, (_, n) => rows.reduce((sum, row) => sum + row[n]!, 0) / 20);
  const squareFrom = (centre: ArrayLike<number>) =>
    rows.reduce((sum, row) => sum + row.reduce((part, value, n) => part + (value - centre[n]!) ** 2, 0), 0);
  const meanX = points.reduce((sum, { x }) => sum + x, 0) / 20;
  const varianceX = points.reduce((sum, { x }) => sum + (x - meanX) ** 2, 0);
  expect(fit.explained.aboutMean.x).toBeCloseTo(varianceX / squareFrom(mean), 6);
  const residuals = points.reduce((sum, { residual }) => sum + residual ** 2, 0);
  expect(fit.explained.aboutEnd.plane).toBeCloseTo(1 - residuals / squareFrom(rows.at(-1)!), 6);
  expect(points.at(-1)).toEqual({ x: 0, y: 0, residual: 0 });
});

it('finds a planted plane, and the checkpoints in it lie in it (seed 5)', async () => {
  const dimension = 5000;
  const planted = createOrthonormalPair(dimension, 5);
  const noise = 1e-4;
  const source = createRowSource(createPlanted(80, planted, noise, 6));
  const { plane, explained } = await fitTrajectoryPlane(source);
  for (const axis of plane.axes) {
    const within = dot(axis, planted[0]) ** 2 + dot(axis, planted[1]) ** 2;
    expect(within).toBeGreaterThan(1 - 1e-5);
  }
  expect(explained.aboutMean.plane).toBeGreaterThan(1 - 1e-5);
  // The final checkpoint's own noise shifts the plane: twice its square is off it.
  const distance = noise * Math.sqrt(2 * dimension);
  for (const { residual } of (await projectCheckpoints(source, plane)).slice(0, -1))
    expect(residual / distance).toBeCloseTo(1, 1);
});

it('weights far from 0 lose nothing: offsets of 1e-3 about 1,000 are distinguished as float32 holds them (seed 7)', async () => {
  const near = createNoise(12, 200, 7);
  const far = near.map((row) => row.map((value) => 1000 + value / 64));
  // The same offsets exactly: what float32 kept, moved back.
  const back = far.map((row) => row.map((value) => value - 1000));
  const [one, other] = await Promise.all(
    [far, back].map((rows) => fitTrajectoryPlane(createRowSource(rows))),
  );
  expect(one?.explained.aboutMean.x).toBeCloseTo(other!.explained.aboutMean.x, 12);
  expect(one?.plane.axes[0]).toEqual(other?.plane.axes[0]);
});

it('begins at negative x and positive y, seen from the end', async () => {
  for (const seed of [1, 2, 3, 4, 5, 6]) {
    const source = createRowSource(createWalk(10, 50, seed));
    const { plane } = await fitTrajectoryPlane(source);
    const [start] = await projectCheckpoints(source, plane);
    expect(start!.x).toBeLessThanOrEqual(0);
    expect(start!.y).toBeGreaterThanOrEqual(0);
  }
});

it('takes axes from at most so many checkpoints, evenly spaced', async () => {
  const rows = createWalk(101, 60, 8);
  const thinned = rows.filter((_, i) => i % 10 === 0);
  const few = await fitTrajectoryPlane(createRowSource(rows), { maxFitted: 11 });
  const all = await fitTrajectoryPlane(createRowSource(thinned));
  expect(few.checkpoints).toBe(11);
  expect(few.plane.axes).toEqual(all.plane.axes);
  expect(summarizeProjection(few)).toEqual({
    method: 'pca',
    explainedVariance: [all.explained.aboutMean.x, all.explained.aboutMean.y],
    randomWalk: [all.randomWalk.aboutMean.x, all.randomWalk.aboutMean.y],
    checkpoints: 11,
    plane: computePlaneName(all.plane),
  });
});

it('reads checkpoints from files, with the same result to the bit', async () => {
  const rows = createNoise(7, 40_000, 9);
  const folder = mkdtempSync(path.join(tmpdir(), 'checkpoints-'));
  const files = rows.map((row, i) => {
    const file = path.join(folder, `${i}.f32`);
    writeFileSync(file, new Uint8Array(row.buffer));
    return openSync(file, 'r');
  });
  let longest = 0;
  const source: CheckpointSource = {
    count: rows.length,
    dimension: 40_000,
    async read(i, into, from, to) {
      await Promise.resolve();
      longest = Math.max(longest, to - from);
      readSync(files[i]!, into, 0, 4 * (to - from), 4 * from);
    },
  };
  try {
    const fromFiles = await fitTrajectoryPlane(source);
    expect(fromFiles.plane.axes).toEqual((await fitTrajectoryPlane(createRowSource(rows))).plane.axes);
    expect(longest).toBe(40_000);
  } finally {
    for (const file of files) closeSync(file);
    rmSync(folder, { recursive: true });
  }
});

it('a straight line gets a second axis at right angles that explains nothing', async () => {
  const [direction] = createOrthonormalPair(100, 10);
  const rows = [0, 1, 2, 4].map((at) =>
    Float32Array.from(direction, (value) => Math.fround(at * Math.fround(value))),
  );
  const { plane, explained } = await fitTrajectoryPlane(createRowSource(rows));
  expect(explained.aboutMean.x).toBeCloseTo(1, 9);
  expect(explained.aboutMean.y).toBe(0);
  expect(dot(plane.axes[1], plane.axes[1])).toBeCloseTo(1, 6);
  expect(dot(plane.axes[0], plane.axes[1])).toBeCloseTo(0, 6);
});

it('an abort ends it with its reason, between pieces', async () => {
  const controller = new AbortController();
  const shares: number[] = [];
  const fitting = fitTrajectoryPlane(createRowSource(createNoise(4, 100_000, 11)), {
    signal: controller.signal,
    onProgress(share) {
      shares.push(share);
      if (shares.length === 2) controller.abort(new Error('enough'));
    },
  });
  await expect(fitting).rejects.toThrow('enough');
  expect(shares).toHaveLength(2);
});

it('a pacer is asked for each piece, and changes nothing', async () => {
  const clock = createFakeClock();
  const pacer = createPacer({ clock });
  let pieces = 0;
  const counting = {
    ...pacer,
    run: ((work, signal) => (pieces++, pacer.run(work, signal))) as typeof pacer.run,
  };
  const source = createRowSource(createNoise(4, 10_000, 12));
  const shares: number[] = [];
  const paced = await fitTrajectoryPlane(source, {
    pacer: counting,
    onProgress: (share) => shares.push(share),
  });
  expect(paced.plane.axes).toEqual((await fitTrajectoryPlane(source)).plane.axes);
  expect(pieces).toBeGreaterThan(10_000 / 512);
  expect(shares.at(-1)).toBe(1);
  expect(shares).toEqual([...shares].sort((a, b) => a - b));
});

it('says what is wrong', async () => {
  const row = Float32Array.of(1, 2, 3);
  const fit = (rows: Float32Array[], maxFitted = 256) =>
    fitTrajectoryPlane(createRowSource(rows), { maxFitted });
  await expect(fit([row])).rejects.toThrow('checkpoints: expected at least 2, got 1');
  await expect(fit([Float32Array.of(1), Float32Array.of(2)])).rejects.toThrow(
    'dimension: a plane needs at least 2 weights, got 1',
  );
  await expect(fit([row, row, row])).rejects.toThrow('checkpoints: all of them are the same');
  await expect(fit([row, Float32Array.of(1, NaN, 3)])).rejects.toThrow(
    'checkpoint 1: expected finite weights, got NaN; leave out checkpoints of a training that has diverged',
  );
  await expect(fit([row, row], 1)).rejects.toThrow('maxFitted: expected at least 2, got 1');
});
