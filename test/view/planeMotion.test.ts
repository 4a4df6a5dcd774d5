import { describe, expect, it } from 'vitest';
import { PathPoints } from '../../src/path/pathPoints.js';
import { PLANE_FADE_S, PLANE_MOTION_S, PlaneMotion } from '../../src/view/planeMotion.js';

const FRAME_S = 1 / 60;

/** A spiral, turned, scaled and moved. */
function createPath(count: number, { angle = 0, scale = 1, x = 0 } = {}, from = 0): PathPoints {
  const path = new PathPoints();
  const row = path.beginEvent({ tsMs: 0, seq: 0, content: 0 }, 0);
  for (let step = from; step < count; step++) {
    const radius = 0.9 * 0.97 ** step;
    const turn = 0.2 * step + angle;
    path.place(step, x + scale * radius * Math.cos(turn), scale * radius * Math.sin(turn), NaN, NaN, row);
  }
  path.endEvent(row);
  return path;
}

const markerAt = (path: PathPoints, height = 0.5) => {
  const last = path.length - 1;
  return { x: path.xAt(last), y: path.yAt(last), height, vertex: last };
};

describe('a path on its way to a new plane', () => {
  it('begins where it was, the marker exactly, and ends where it belongs', () => {
    const motion = new PlaneMotion();
    const old = createPath(30);
    motion.note(old);
    const path = createPath(40, { angle: 1, scale: 0.5, x: 0.3 });
    motion.begin(path, { x: 0.11, y: -0.22, height: 0.9 });
    motion.advance(0);
    expect([motion.isMoving, motion.formerShare]).toEqual([true, 1]);
    const { map } = motion;
    for (let i = 0; i < 30; i++) {
      expect(map.xx * path.xAt(i) + map.xy * path.yAt(i) + map.x).toBeCloseTo(old.xAt(i), 9);
      expect(map.yx * path.xAt(i) + map.yy * path.yAt(i) + map.y).toBeCloseTo(old.yAt(i), 9);
    }
    const marker = markerAt(path);
    motion.moveMarker(marker, () => 0.2);
    expect(marker.x).toBeCloseTo(0.11, 12);
    expect(marker.y).toBeCloseTo(-0.22, 12);
    expect(marker.height).toBeCloseTo(0.9, 12);
    motion.advance(PLANE_MOTION_S);
    const there = markerAt(path);
    motion.moveMarker(there, () => 0.2);
    expect(there).toEqual(markerAt(path));
    expect(motion.map).toEqual({ xx: 1, xy: 0, yx: 0, yy: 1, x: 0, y: 0 });
    expect([motion.isMoving, motion.formerShare]).toEqual([false, 0]);
  });

  it('moves in even frames by at most a tenth of the way, and the picture before has gone first', () => {
    const motion = new PlaneMotion();
    motion.note(createPath(30));
    const path = createPath(30, { angle: 0.7 });
    motion.begin(path, { x: 1, y: 1, height: 1 });
    let before: { x: number; y: number } | null = null;
    const moved: number[] = [];
    const shares: number[] = [];
    const to = markerAt(path);
    for (let frame = 0; frame * FRAME_S < PLANE_MOTION_S + 0.05; frame++) {
      motion.advance(frame === 0 ? 0 : FRAME_S);
      const marker = markerAt(path);
      motion.moveMarker(marker, () => 0.5);
      if (before !== null) moved.push(Math.hypot(marker.x - before.x, marker.y - before.y));
      before = marker;
      shares.push(motion.formerShare);
    }
    const way = Math.hypot(1 - to.x, 1 - to.y);
    expect(Math.max(...moved)).toBeLessThan(0.1 * way);
    expect(shares.findIndex((share) => share === 0) * FRAME_S).toBeLessThan(PLANE_FADE_S + 1.5 * FRAME_S);
    expect(PLANE_FADE_S).toBeLessThanOrEqual(0.25);
  });

  it('moves the marker alone where no two steps are shared', () => {
    const motion = new PlaneMotion();
    motion.note(createPath(10));
    const path = createPath(30, {}, 20);
    motion.begin(path, { x: 0.5, y: 0.5, height: 0 });
    motion.advance(0);
    expect(motion.map).toEqual({ xx: 1, xy: 0, yx: 0, yy: 1, x: 0, y: 0 });
    const marker = markerAt(path);
    motion.moveMarker(marker, () => NaN);
    expect(marker.x).toBeCloseTo(0.5, 12);
    expect(marker.y).toBeCloseTo(0.5, 12);
    expect(marker.height).toBeCloseTo(0, 12);
  });
});
