import type { PathPoint } from '../../../src/protocol/events.js';
import { RunPath } from '../../../src/path/runPath.js';
import type { PathView } from '../../../src/path/pathView.js';

/** A path that goes on by a message at a time. */
export class CurvePath {
  private readonly path = new RunPath(Infinity);
  private tsMs = 0;

  constructor(losses: readonly number[] = [], firstStep = 0) {
    this.add(losses, firstStep);
  }

  get points(): PathView {
    return this.path.points;
  }

  /** @param losses - of consecutive steps; NaN for a point without one */
  add(losses: readonly number[], firstStep = this.points.lastStep + 1): void {
    this.addPoints(
      losses.map((loss) => (Number.isNaN(loss) ? { x: 0, y: 0 } : { x: 0, y: 0, loss })),
      firstStep,
    );
  }

  /** Adds points at no step of their own: after those of the events before. */
  addWithoutStep(losses: readonly number[]): void {
    this.addPoints(
      losses.map((loss) => (Number.isNaN(loss) ? { x: 0, y: 0 } : { x: 0, y: 0, loss })),
      null,
    );
  }

  addPoints(points: readonly PathPoint[], firstStep: number | null = this.points.lastStep + 1): void {
    this.tsMs += 1;
    const counters = { placed: 0, same: 0, superseded: 0, beyondLimit: 0 };
    this.path.update({ tsMs: this.tsMs, seq: 0, content: 0 }, firstStep, points, counters);
  }
}
