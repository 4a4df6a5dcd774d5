import type { PathView } from '../path/pathView.js';

/** Points that are kept of a path, evenly spaced. */
const SAMPLES = 64;

/**
 * Where some points of a path were when it was last drawn. A path is live: once it has begun anew, its points as they were
 * are nowhere else.
 */
export class PathSample {
  count = 0;
  readonly steps = new Float64Array(SAMPLES);
  /** x and y of each in turn, normalized. */
  readonly places = new Float64Array(2 * SAMPLES);
  private path: PathView | null = null;
  private revision = -1;

  /** Notes the path as it is now; costs nothing where it is as before, and a hundred look-ups where it is not. */
  take(path: PathView): void {
    if (path === this.path && path.revision === this.revision) return;
    this.path = path;
    this.revision = path.revision;
    const { length } = path;
    this.count = Math.min(length, SAMPLES);
    for (let i = 0; i < this.count; i++) {
      const at = this.count < 2 ? 0 : Math.round((i * (length - 1)) / (this.count - 1));
      this.steps[i] = path.stepAt(at);
      this.places[2 * i] = path.xAt(at);
      this.places[2 * i + 1] = path.yAt(at);
    }
  }

  /**
   * Finds the points of a path that has the same steps.
   * @param places - receives where they are now, as `was` does where they were
   * @returns how many there are
   */
  findShared(path: PathView, places: Float64Array, was: Float64Array): number {
    let shared = 0;
    for (let i = 0; i < this.count; i++) {
      const at = path.lowerBound(this.steps[i]!);
      if (at >= path.length || path.stepAt(at) !== this.steps[i]) continue;
      places[2 * shared] = path.xAt(at);
      places[2 * shared + 1] = path.yAt(at);
      was.set(this.places.subarray(2 * i, 2 * i + 2), 2 * shared);
      shared++;
    }
    return shared;
  }
}
