import { describe, expect, it } from 'vitest';
import { PathPoints } from '../../src/path/pathPoints.js';
import { EMPTY_REPORTS } from '../../src/run/runReports.js';
import { displayHeightOf } from '../../src/surface/index.js';
import { createDrawnSurface } from '../../src/view/createDrawnSurface.js';
import { FieldScale } from '../../src/view/fieldScale.js';
import { hasRoomForTicks, PathMarks } from '../../src/view/marks/pathMarks.js';
import { computeStem } from '../../src/view/marks/stem.js';

const SURFACE = {
  name: 'LOSS_SURFACE_SPEC_READY',
  kind: 'bowl',
  params: { kind: 'bowl', a: 1, b: 1, tiltX: 0, tiltY: 0, offset: 0 },
  domainHalf: 2,
  zScale: 0.3,
  projection: null,
} as const;
/** z = x² + y², or some multiple of it, for x and y from -2 to 2. */
const BOWL = createDrawnSurface({ surface: SURFACE, spec: SURFACE, domainHalf: 2 }, null, 'linear');
const heightAt = (x: number, y: number): number => BOWL.surface.valueAt(2 * x, 2 * y);

/** A path on the line y = 0, from x = 0.5 on by tenths to the left. */
function createPath(losses: readonly number[]): PathPoints {
  const path = new PathPoints();
  const row = path.beginEvent({ tsMs: 0, seq: 0, content: 0 }, 0);
  losses.forEach((loss, i) => path.place(i, 0.5 - i / 10, 0, loss, Number.NaN, row));
  path.endEvent(row);
  return path;
}

describe('computeStem', () => {
  it('leads from the surface to the reported loss, and says by how much that is above it', () => {
    const stem = computeStem(createPath([3, 2, 1]), 1, BOWL)!;
    expect(stem.difference).toBeCloseTo(2 - heightAt(0.4, 0), 12);
    expect(stem.height).toBeCloseTo(displayHeightOf(BOWL.field, 2), 12);
    expect(computeStem(createPath([3, -5]), 1, BOWL)!.difference).toBeLessThan(0);
  });

  it('goes evenly from one loss to the next, nearer to that of the nearer point', () => {
    const stem = computeStem(createPath([3, 2]), 0.25, BOWL)!;
    expect(stem.height).toBeCloseTo(displayHeightOf(BOWL.field, 2.75), 12);
    expect(stem.difference).toBeCloseTo(2.75 - heightAt(0.475, 0), 12);
  });

  it('ends where float32 can draw it, however great the loss is, and is none without a loss', () => {
    const { height, difference } = computeStem(createPath([1e300, 1]), 0, BOWL)!;
    expect(Number.isFinite(Math.fround(height))).toBe(true);
    expect(difference).toBe(1e300);
    expect(computeStem(createPath([Number.NaN, 1]), 0, BOWL)).toBeNull();
    expect(computeStem(createPath([1, Number.NaN]), 0.5, BOWL)).toBeNull();
  });
});

describe('the marks of a path', () => {
  const run = { path: createPath([3, 1, 2, 2.5]), reported: EMPTY_REPORTS };

  it('have the best point, but where the marker stands on it', () => {
    const marks = new PathMarks();
    const bestAt = (index: number): PathMarks['best'] => {
      marks.update(run, { index }, null, null);
      return marks.best;
    };
    expect(bestAt(3)).toEqual({ index: 1, loss: 1 });
    expect(bestAt(1.4)).toBeNull();
    expect(bestAt(0.6)).toBeNull();
    expect(bestAt(1.6)).toEqual({ index: 1, loss: 1 });
  });

  it('have a stem on a measured surface alone, and no ticks where there is no room', () => {
    const marks = new PathMarks();
    marks.update(run, { index: 3 }, BOWL, 3000);
    expect(marks.stem).not.toBeNull();
    expect(marks.ticks).not.toEqual([]);
    marks.update(run, { index: 3 }, null, null);
    expect(marks.stem).toBeNull();
    expect(marks.ticks).toEqual([]);
  });

  it.each([
    [480, 360, true],
    [479, 360, false],
    [480, 359, false],
  ])('have room for ticks in a picture of %d × %d: %s', (width, height, hasRoom) => {
    expect(hasRoomForTicks({ width, height })).toBe(hasRoom);
  });
});

it('a path on a measured surface is coloured as the surface is at that loss, by one function for one surface', () => {
  const scales = new FieldScale();
  const scale = scales.of(BOWL.field);
  for (const loss of [0, 0.5, 7]) expect(scale(loss)).toBe(displayHeightOf(BOWL.field, loss));
  expect(scales.of(BOWL.field)).toBe(scale);
  expect(scales.of({ ...BOWL.field })).not.toBe(scale);
});
