import type { PathView } from '../path/pathView.js';
import type { DrawnSurface } from './drawnSurface.js';

/**
 * What was decided about the heights of the surface that was drawn last, for a finer grid of it to keep; and how much
 * of the path has been looked at for points where heights are cut, so that a growing path costs its new points.
 */
export class DecidedHeights {
  private runKey: string | null = null;
  private drawn: DrawnSurface | null = null;
  private path: PathView | null = null;
  private rewrites = 0;
  private looked = 0;

  /** What was drawn last for a run. */
  of(runKey: string | null): DrawnSurface | null {
    return runKey === this.runKey ? this.drawn : null;
  }

  /** A surface that was not sampled has nothing to be kept: the grid before it is remembered meanwhile. */
  keep(runKey: string | null, drawn: DrawnSurface): void {
    if (drawn.sampled === null && runKey === this.runKey) return;
    this.runKey = runKey;
    this.drawn = drawn;
  }

  forget(): void {
    this.drawn = null;
  }

  /** Whether any point of a path lies where this is so, normalized places. */
  hasPointWhere(path: PathView | null, isThere: (x: number, y: number) => boolean): boolean {
    this.path = null;
    return this.hasNewPointWhere(path, isThere);
  }

  /** The same of the points that have come since this or `hasPointWhere` was asked last. */
  hasNewPointWhere(path: PathView | null, isThere: (x: number, y: number) => boolean): boolean {
    if (path === null) return false;
    const isKnown = path === this.path && path.rewrites === this.rewrites;
    let found = false;
    path.forEach(
      (_step, x, y) => {
        found ||= isThere(x, y);
      },
      isKnown ? this.looked : 0,
      path.length,
    );
    this.path = path;
    this.rewrites = path.rewrites;
    this.looked = path.length;
    return found;
  }
}
