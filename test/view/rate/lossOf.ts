import { PathPoints } from '../../../src/path/pathPoints.js';

/** A path whose points have these losses; NaN is none. @param every - steps from one point to the next */
export function lossOf(losses: readonly number[], { every = 1, first = 0 } = {}): PathPoints {
  const path = new PathPoints();
  losses.forEach((loss, i) => {
    const row = path.beginEvent({ tsMs: 1000 * i, seq: i, content: 0 }, first + i * every);
    path.place(first + i * every, 0, 0, loss, Number.NaN, row);
    path.endEvent(row);
  });
  return path;
}
