import { describe, expect, it } from 'vitest';
import { PathPoints } from '../../src/path/pathPoints.js';
import type { RunState } from '../../src/run/runState.js';
import { DescentView } from '../../src/view/descentView.js';
import { createDrawnSurface } from '../../src/view/createDrawnSurface.js';
import type { DrawnSurface } from '../../src/view/drawnSurface.js';
import { computeSurfaceFit } from '../../src/view/fit.js';
import { heightOfNode, isLogTransform, type SampledGrid } from '../../src/surface/index.js';
import { createRandom } from '../surface/surfaceArbitraries.js';
import { describeOnce, itOnce, scaled } from '../support/testLength.js';

const NODES = 24;

function gridRun(resolution = NODES): Pick<RunState, 'surface' | 'spec' | 'domainHalf'> {
  const surface = {
    name: 'LOSS_SURFACE_GRID_READY',
    assetUrl: '/grid',
    gridFormat: 'float32',
    resolution,
    domainHalf: 2,
    zScale: 0.5,
    projection: null,
  } as const;
  return { surface, spec: null, domainHalf: 2 };
}

function specRun(params: { kind: 'bowl'; offset: number }): Parameters<typeof createDrawnSurface>[0] {
  const surface = {
    name: 'LOSS_SURFACE_SPEC_READY',
    kind: 'bowl',
    params: { a: 0.18, b: 0.18, tiltX: 0, tiltY: 0, ...params },
    domainHalf: 6,
    zScale: 0.3,
    projection: null,
  } as const;
  return { surface, spec: surface, domainHalf: 6 };
}

function randomGrid(random: () => number, missingShare = 0): SampledGrid {
  const samples = Float32Array.from({ length: NODES * NODES }, () =>
    random() < missingShare ? Number.NaN : 0.01 + 500 * random() ** 4,
  );
  return { samples, nodes: NODES };
}

/** Where the marker of a path that ends at a point stands. */
function markerHeight(surface: DrawnSurface, x: number, y: number): number {
  const path = new PathPoints();
  const row = path.beginEvent({ tsMs: 1, seq: 1, content: 0 }, 0);
  path.place(0, x, y, Number.NaN, Number.NaN, row);
  path.endEvent(row);
  const view = new DescentView();
  view.advance(path, surface.heightAt, 0, true);
  return view.marker.height;
}

/** Height on the drawn triangle at a point, from its corners' heights alone: null over a triangle that is not drawn. */
function triangleHeight({ field }: DrawnSurface, x: number, y: number): number | null {
  const cells = field.nodes - 1;
  const i = Math.min(Math.floor(((x + 1) / 2) * cells), cells - 1);
  const j = Math.min(Math.floor(((y + 1) / 2) * cells), cells - 1);
  const fx = ((x + 1) / 2) * cells - i;
  const fy = ((y + 1) / 2) * cells - j;
  const at = (di: number, dj: number): number => heightOfNode(field, (j + dj) * field.nodes + i + di);
  const isLower = fx + fy <= 1;
  const [corner, weight] = isLower ? [at(0, 0), 1 - fx - fy] : [at(1, 1), fx + fy - 1];
  const height = weight * corner + (isLower ? fx : 1 - fy) * at(1, 0) + (isLower ? fy : 1 - fx) * at(0, 1);
  return Number.isFinite(height) ? height : null;
}

const POINTS = scaled({ short: 3000, long: 10_000 });

describe.each(['linear', 'log'] as const)('a grid under the %s scale', (scale) => {
  it(`[SURFACE-11] has the marker on the drawn triangle at ${POINTS} random points (seed 4201)`, () => {
    const random = createRandom(4201);
    const surface = createDrawnSurface(gridRun(), randomGrid(random), scale);
    expect(isLogTransform(surface.field.transform)).toBe(scale === 'log');
    let worst = 0;
    for (let n = 0; n < POINTS; n++) {
      const [x, y] = [2 * random() - 1, 2 * random() - 1];
      worst = Math.max(worst, Math.abs(markerHeight(surface, x, y) - triangleHeight(surface, x, y)!));
    }
    expect(worst).toBeLessThan(1e-6);
  });

  itOnce('keeps holes out of range and heights (seed 4202)', () => {
    const random = createRandom(4202);
    const grid = randomGrid(random, 0.2);
    const { field, heightAt } = createDrawnSurface(gridRun(), grid, scale);
    const present = grid.samples.filter((z) => Number.isFinite(z));
    expect(field).toMatchObject({
      min: Math.min(...present),
      max: Math.max(...present),
      missing: NODES * NODES - present.length,
    });
    let holes = 0;
    for (let n = 0; n < 2000; n++) {
      const [x, y] = [2 * random() - 1, 2 * random() - 1];
      const height = heightAt(x, y);
      const isHole = Number.isNaN(height);
      if (isHole) holes++;
      expect(isHole).toBe(triangleHeight({ field } as DrawnSurface, x, y) === null);
      if (!isHole) expect(height >= 0 && height <= 1).toBe(true);
    }
    expect(holes).toBeGreaterThan(500);
  });

  itOnce('[SURFACE-14] reads out what the grid has, and keeps the extent of the linear display', () => {
    const grid = randomGrid(createRandom(4203));
    const { shown, surface, field } = createDrawnSurface(gridRun(), grid, scale);
    const linear = createDrawnSurface(gridRun(), grid, 'linear');
    expect(surface.valueAt(-2, -2)).toBe(grid.samples[0]);
    expect(surface.valueAt(9, 2)).toBe(grid.samples.at(-1));
    expect(computeSurfaceFit(shown, field)).toEqual(computeSurfaceFit(linear.shown, linear.field));
  });
});

describeOnce('createDrawnSurface', () => {
  itOnce('[SURFACE-3] has flat ground without a value until the grid is there, and then the grid', () => {
    const before = createDrawnSurface(gridRun(), null, 'linear');
    expect(before.shown).toMatchObject({ drawnFrom: 'none', missing: 'grid-not-loaded', kind: 'grid' });
    expect(before.isKnown).toBe(false);
    expect(before.surface.valueAt(0.3, -1.2)).toBeNaN();
    for (const [x, y] of [
      [0, 0],
      [-1, 0.4],
      [7, -1e6],
    ] as const)
      expect(before.heightAt(x, y)).toBe(0.5);
    const after = createDrawnSurface(gridRun(), randomGrid(createRandom(1)), 'linear');
    expect(after.shown).toMatchObject({ drawnFrom: 'grid', missing: null, domainHalf: 2, zScale: 0.5 });
    expect(after.isKnown).toBe(true);
  });

  itOnce('draws a grid at its edge’s height beyond it', () => {
    const { heightAt } = createDrawnSurface(gridRun(), randomGrid(createRandom(2)), 'linear');
    expect(heightAt(1.7, 0.3)).toBe(heightAt(1, 0.3));
  });

  itOnce('does not copy the samples of a grid where height is loss', () => {
    const grid = randomGrid(createRandom(3));
    expect(createDrawnSurface(gridRun(), grid, 'linear').field.values).toBe(grid.samples);
    expect(createDrawnSurface(gridRun(), grid, 'log').field.values).not.toBe(grid.samples);
  });

  itOnce('takes the logarithm by itself where all losses are above 0 and span three decades', () => {
    const isLog = (offset: number): boolean =>
      isLogTransform(createDrawnSurface(specRun({ kind: 'bowl', offset }), null, 'auto').field.transform);
    expect(isLog(0.01)).toBe(true);
    expect(isLog(1)).toBe(false);
    expect(isLog(0)).toBe(false);
    expect(isLog(-1)).toBe(false);
  });
});
