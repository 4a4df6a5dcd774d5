import { describe, expect, it } from 'vitest';
import { createGridEvaluation } from '../../src/projection/gridEvaluation.js';
import {
  createLiveProjection,
  type LiveProjectionOptions,
  type LiveRefit,
} from '../../src/projection/liveProjection.js';
import { encodeLossGrid, type LossGrid } from '../../src/projection/lossGrid.js';
import { createMemoryCheckpoints, type CheckpointStore } from '../../src/projection/memoryCheckpoints.js';
import { summarizeProjection } from '../../src/projection/planeFit.js';
import type { ProjectedPoint } from '../../src/projection/planePath.js';
import { createTestEmitter, envelopesOf, factsAfter } from '../emitter/createTestEmitter.js';
import { createSmallNetwork } from './smallNetwork.js';
import { createOrthonormalPair, createPlanted, createWalk, dot } from './trajectories.js';

function createLive(dimension: number, options: Partial<LiveProjectionOptions> = {}) {
  return createLiveProjection({ checkpoints: createMemoryCheckpoints({ dimension }), ...options });
}

/** A walk whose steps grow: it leaves every frame. */
function createGrowingWalk(count: number, dimension: number, seed: number): Float32Array[] {
  return createWalk(count, dimension, seed).map((row, i) => row.map((value) => value * 1.05 ** i));
}

describe('a training that goes on', () => {
  it('is held until there are enough checkpoints, then shows every one of them', async () => {
    const rows = createWalk(12, 30, 1);
    const live = createLive(30, { firstFitAt: 10 });
    for (const [i, row] of rows.entries()) {
      expect(live.refitReason).toBe(i < 10 ? null : 'first_plane');
      expect(live.add(row, i)).toEqual({ kind: 'held' });
    }
    expect(live.plane).toBeNull();
    const fit = await live.fit();
    expect(live.plane).toBeNull();
    const { kind, points, frame } = fit.adopt();
    expect(kind).toBe('refit');
    expect(live.plane).toBe(fit.plane);
    expect(live.frame).toBe(frame);
    expect(live.refitReason).toBeNull();
    expect(points.map(({ loss }) => loss)).toEqual(rows.map((_, i) => i));
    for (const [i, row] of rows.entries()) {
      const { x, y, residual } = fit.plane.coordinatesOf(row);
      expect(points[i]!.x * frame.half + frame.centreX).toBeCloseTo(x, 9);
      expect(points[i]!.y * frame.half + frame.centreY).toBeCloseTo(y, 9);
      expect(points[i]!.residual).toBe(residual);
      expect(Math.max(Math.abs(points[i]!.x), Math.abs(points[i]!.y))).toBeLessThan(1);
    }
  });

  it('asks for a new plane when a point leaves the grid, and its axes do not flip', async () => {
    const live = createLive(60, { keptShare: 0 });
    let refits = 0;
    for (const row of createGrowingWalk(80, 60, 2)) {
      const update = live.add(row);
      if (update.kind === 'point') expect(update.isInside).toBe(live.refitReason === null);
      if (live.refitReason === null) continue;
      expect(live.refitReason).toBe(live.plane === null ? 'first_plane' : 'left_grid');
      const old = live.plane;
      const { points, fit } = (await live.fit()).adopt();
      refits++;
      expect(points.every(({ x, y }) => Math.abs(x) < 1 && Math.abs(y) < 1)).toBe(true);
      for (const [k, axis] of fit.plane.axes.entries())
        if (old !== null) expect(dot(axis, old.axes[k]!)).toBeGreaterThan(0);
    }
    expect(refits).toBeGreaterThan(3);
    expect(refits).toBeLessThan(30);
  });

  it('has room on the plane for a path that goes straight on, and none to spare where it has ended', async () => {
    const direction = createOrthonormalPair(30, 8)[0];
    const at = (step: number): Float32Array => Float32Array.from(direction, (value) => value * step);
    const live = createLive(30, { margin: 0, ahead: 0.6 });
    for (let step = 0; step < 20; step++) live.add(at(step));
    (await live.fit()).adopt();
    for (let step = 20; step < 31; step++) expect(live.add(at(step))).toMatchObject({ isInside: true });
    expect(live.add(at(32))).toMatchObject({ isInside: false });
    const { frame } = (await live.fit({ ahead: 0 })).adopt();
    expect(frame.half).toBeCloseTo(16, 4);
    await expect(live.fit({ ahead: -1 })).rejects.toThrow(
      'ahead: expected a finite number of at least 0, got -1',
    );
  });

  it('asks for a new plane when the shown one explains too little, once the path has grown', async () => {
    const dimension = 80;
    const [first, second] = createOrthonormalPair(dimension, 3);
    const [third, fourth] = createOrthonormalPair(dimension, 4);
    const early = createPlanted(20, [first, second], 0.01, 5);
    const live = createLive(dimension, { growth: 1.5 });
    for (const row of early) live.add(row);
    (await live.fit({ margin: 50 })).adopt();
    const late = createPlanted(20, [third, fourth], 0.01, 6).map((row) =>
      row.map((value, n) => 3 * value + early.at(-1)![n]!),
    );
    let asked = 0;
    for (const [i, row] of late.entries()) {
      live.add(row);
      if (live.refitReason === null) continue;
      expect(live.refitReason).toBe('explains_too_little');
      asked ||= i + 1;
    }
    expect(asked).toBe(10);
    const { explained } = await live.fit();
    expect(explained.aboutMean.plane).toBeGreaterThan(0.8);
  });

  it('shows checkpoints that come while a plane is fitted, and while it waits to be adopted', async () => {
    const rows = createWalk(40, 30, 7);
    const live = createLive(30);
    for (const row of rows.slice(0, 10)) live.add(row);
    (await live.fit({ margin: 20 })).adopt();
    let next = 10;
    // One as each part of the work is done: in the middle of everything.
    const fitting = live.fit({ margin: 20, onProgress: () => void live.add(rows[next++]!) });
    expect(live.refitReason).toBeNull();
    await expect(live.fit()).rejects.toThrow('fit: a plane is being fitted');
    const { plane, adopt } = await fitting;
    expect(next).toBeGreaterThan(11);
    const update = live.add(rows[next]!);
    const old = live.plane!.coordinatesOf(rows[next]!);
    expect(update).toMatchObject({ kind: 'point', point: { residual: old.residual } });
    next++;
    const { points } = adopt();
    expect(points.map(({ residual }) => residual)).toEqual(
      rows.slice(0, next).map((row) => plane.coordinatesOf(row).residual),
    );
    expect(adopt).toThrow('adopt: expected the newest fit, and once');
  });

  it('a path is of the checkpoints that the store keeps, each with its own loss', async () => {
    const live = createLive(30, {
      checkpoints: createMemoryCheckpoints({ dimension: 30, maxBytes: 120 * 8 }),
    });
    for (const [i, row] of createWalk(30, 30, 8).entries()) live.add(row, i);
    const { points } = (await live.fit()).adopt();
    expect(points.map(({ loss }) => loss)).toEqual([0, 8, 16, 24, 29]);
  });

  it('weights that are not finite are not kept', async () => {
    const live = createLive(3, { firstFitAt: 2 });
    live.add(Float32Array.of(1, 2, 3));
    expect(live.add(Float32Array.of(1, NaN, 3))).toEqual({ kind: 'diverged' });
    expect(live.add(Float32Array.of(1, Infinity, -Infinity))).toEqual({ kind: 'diverged' });
    live.add(Float32Array.of(2, 2, 3));
    expect((await live.fit()).adopt().points).toHaveLength(2);
  });

  it('after a fit that failed or was aborted it can be fitted again', async () => {
    const live = createLive(3);
    live.add(Float32Array.of(1, 2, 3));
    await expect(live.fit()).rejects.toThrow('checkpoints: expected at least 2, got 1');
    live.add(Float32Array.of(2, 2, 3));
    await expect(live.fit({ signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow('enough');
    expect((await live.fit()).adopt().points).toHaveLength(2);
  });

  it('says what is wrong', () => {
    expect(() => createLive(3, { firstFitAt: 1 })).toThrow('firstFitAt: expected at least 2, got 1');
    expect(() => createLive(3, { growth: 0 })).toThrow('growth: expected at least 1, got 0');
    const checkpoints: CheckpointStore = createMemoryCheckpoints({ dimension: 3 });
    checkpoints.add(new Float32Array(3));
    expect(() => createLive(3, { checkpoints })).toThrow(
      'checkpoints: expected an empty store, got one of 1',
    );
  });
});

describe('through an emitter', () => {
  it('a restart hands over grid, start and points together, and the run then has what was projected', async () => {
    const network = createSmallNetwork(2);
    const { emitter, texts } = createTestEmitter();
    const live = createLive(41);
    const assets = new Map<string, LossGrid>();
    let path: ProjectedPoint[] = [];

    async function show(margin?: number): Promise<LiveRefit> {
      const fit = await live.fit(margin === undefined ? {} : { margin });
      const grid = await createGridEvaluation({ ...fit, evaluate: network.lossOf, finest: 5 }).run();
      const refit = fit.adopt();
      const asset = encodeLossGrid(grid, 'run');
      assets.set(asset.name, grid);
      const { half: domainHalf } = fit.frame;
      const [start, ...rest] = refit.points;
      void emitter.surfaceGrid({
        assetUrl: asset.name,
        resolution: 5,
        domainHalf,
        projection: summarizeProjection(fit),
      });
      void (emitter.status === 'idle'
        ? emitter.start(start!)
        : emitter.restart(start!, { reason: 'projection' }));
      void emitter.steps(rest);
      path = [...refit.points];
      return refit;
    }

    for (const weights of network.train(50, 0.2)) {
      const update = live.add(weights, network.lossOf(weights));
      if (update.kind === 'point') {
        void emitter.step(update.point);
        path.push(update.point);
      }
      if (live.refitReason !== null) await show();
    }
    const { points } = await show(0.1);
    await emitter.finish('max_steps');

    const facts = factsAfter(texts)!;
    expect(facts.points).toEqual(points.map(({ x, y, loss, residual }, i) => [i, x, y, loss, residual]));
    expect(path).toEqual(points);
    expect(points.map(({ loss }) => loss)).toEqual(
      network.train(50, 0.2).map((weights) => network.lossOf(weights)),
    );
    const names = envelopesOf(texts).map(({ event }) => event.name);
    const restarts = names.flatMap((name, i) => (name === 'GD_PATH_STARTED' ? [i] : []));
    expect(restarts.length).toBeGreaterThan(2);
    for (const i of restarts)
      expect(names.slice(i - 1, i + 2)).toEqual([
        'LOSS_SURFACE_GRID_READY',
        'GD_PATH_STARTED',
        'GD_PATH_UPDATE',
      ]);
    expect(assets.size).toBe(restarts.length);
    const shares = envelopesOf(texts).flatMap(({ event }) => {
      const { projection } = event.payload as { projection?: { explainedVariance: number[] } };
      return projection?.explainedVariance ?? [];
    });
    expect(shares).toHaveLength(2 * restarts.length);
    for (const share of shares) expect(share).toBeLessThanOrEqual(1);
  });
});
