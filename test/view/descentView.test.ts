import { describe, expect, it } from 'vitest';
import { PathPoints } from '../../src/path/pathPoints.js';
import { DescentView } from '../../src/view/descentView.js';

const height = (x: number): number => x;
const FRAME_S = 1 / 60;

function append(path: PathPoints, firstStep: number, count: number): void {
  const row = path.beginEvent({ tsMs: 1 + firstStep, seq: 1, content: 0 }, firstStep);
  for (let i = 0; i < count; i++)
    path.place(firstStep + i, (firstStep + i) / 100, 0, Number.NaN, Number.NaN, row);
  path.endEvent(row);
}

describe('DescentView', () => {
  it('begins with the marker on the newest point of a path that was there already', () => {
    const path = new PathPoints();
    append(path, 0, 50);
    const view = new DescentView();
    view.advance(path, height, FRAME_S, true);
    expect(view.marker).toMatchObject({ x: 0.49, height: 0.49 });
    expect(view.isMoving).toBe(false);
  });

  it('glides to new points, on the surface all the way, and then rests', () => {
    const path = new PathPoints();
    append(path, 0, 1);
    const view = new DescentView();
    view.advance(path, height, FRAME_S, true);
    append(path, 1, 20);
    let before = view.marker.x;
    let frames = 0;
    do {
      view.advance(path, height, FRAME_S, true);
      expect(view.marker.x).toBeGreaterThanOrEqual(before);
      expect(view.marker.height).toBe(view.marker.x);
      before = view.marker.x;
    } while (view.isMoving && ++frames < 600);
    expect(frames).toBeGreaterThan(10);
    expect(view.marker.x).toBe(0.2);
  });

  it('does not count the rest before a movement as part of it', () => {
    const path = new PathPoints();
    append(path, 0, 1);
    const view = new DescentView();
    view.advance(path, height, FRAME_S, true);
    append(path, 1, 20);
    view.advance(path, height, 3600, true);
    expect(view.marker.x).toBe(0);
    expect(view.isMoving).toBe(true);
  });

  it('is where it belongs at once after a pause in the middle of a movement, and where motion is not wanted', () => {
    const path = new PathPoints();
    append(path, 0, 1);
    const view = new DescentView();
    view.advance(path, height, FRAME_S, true);
    append(path, 1, 20);
    view.advance(path, height, FRAME_S, true);
    view.advance(path, height, 30, true);
    expect(view.marker.x).toBe(0.2);
    append(path, 21, 20);
    view.advance(path, height, FRAME_S, false);
    expect(view.marker.x).toBe(0.4);
  });

  it('stays at its step when missing steps come before it', () => {
    const path = new PathPoints();
    append(path, 50, 10);
    const view = new DescentView();
    view.advance(path, height, FRAME_S, true);
    append(path, 0, 50);
    view.advance(path, height, FRAME_S, true);
    expect(view.marker.x).toBe(0.59);
    expect(view.isMoving).toBe(false);
  });

  it.each([0, 1, 2, 3])(
    'stays at its step when a missing one comes before it, of a path that began anew %d times',
    (times) => {
      const path = new PathPoints();
      append(path, 0, 1);
      for (let i = 0; i < times; i++) {
        path.clear();
        append(path, 0, 1);
      }
      path.clear();
      append(path, 50, 1);
      const view = new DescentView();
      view.advance(path, height, FRAME_S, true);
      append(path, 40, 1);
      view.advance(path, height, FRAME_S, true);
      expect(view.marker.x).toBe(0.5);
      expect(view.isMoving).toBe(false);
    },
  );

  it('goes to the first point of a path that begins anew', () => {
    const path = new PathPoints();
    append(path, 0, 30);
    const view = new DescentView();
    view.advance(path, height, FRAME_S, true);
    path.dropEarlierThan({ tsMs: 1000, seq: 1, content: 0 });
    const row = path.beginEvent({ tsMs: 1000, seq: 1, content: 0 }, 0);
    path.place(0, -0.5, 0, Number.NaN, Number.NaN, row);
    path.endEvent(row);
    view.advance(path, height, FRAME_S, true);
    expect(view.marker.x).toBe(-0.5);
    expect(view.drawn.count).toBe(1);
  });
});
