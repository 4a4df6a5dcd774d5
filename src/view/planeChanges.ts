import type { RunState } from '../run/runState.js';
import { isOnNewPlane, NO_START, type PathStart } from './pathStart.js';

/** A training's path came to be shown on another plane. */
export interface PlaneChange {
  /** The newest step until then, as the path before counted. */
  readonly step: number;
  /** The share of the variance that the new plane shows, in [0, 1]; null where its surface does not say. */
  readonly explained: number | null;
}

/** So many changes are kept, the newest. */
const MAX_CHANGES = 64;

/**
 * The planes that a run's path has come to while a view followed it. No facts of the run: a start makes void what came before,
 * the step of it too, so a viewer who comes later knows of the last plane alone.
 */
export class PlaneChanges {
  /** The same array until there is another. */
  list: readonly PlaneChange[] = [];
  private start: PathStart = NO_START;
  private lastStep = -1;

  /** Called with each state of the shown run. @param start - its path */
  follow(run: RunState | null, start: PathStart): void {
    const isSameDescent =
      start.runKey === this.start.runKey && start.descentOrder === this.start.descentOrder;
    if (start !== this.start) {
      if (!isSameDescent) this.list = this.list.length === 0 ? this.list : [];
      else if (run !== null && isOnNewPlane(this.start, start) && this.lastStep > 0) {
        const [x, y] = run.surface?.projection?.explainedVariance ?? [];
        const explained = x === undefined || y === undefined ? null : x + y;
        this.list = [...this.list, { step: this.lastStep, explained }].slice(-MAX_CHANGES);
      }
      this.start = start;
    }
    // While a path is sent again on its new plane, its newest step is an earlier one.
    this.lastStep = Math.max(run?.path.lastStep ?? -1, isSameDescent ? this.lastStep : -1);
  }
}
