import type { RunState } from '../../run/runState.js';
import type { DescentView } from '../descentView.js';
import type { DrawnSurface } from '../drawnSurface.js';
import { RunBest } from './runBest.js';
import { computeStem, type Stem } from './stem.js';
import { StepTicks, type StepTick } from './stepTicks.js';

/** A smaller picture has no room for ticks, in CSS pixels. */
const TICKS_FROM = { width: 480, height: 360 } as const;

export function hasRoomForTicks({
  width,
  height,
}: {
  readonly width: number;
  readonly height: number;
}): boolean {
  return width >= TICKS_FROM.width && height >= TICKS_FROM.height;
}

/** The marks of one run's path beside its marker: round steps, and the best point. */
export class PathMarks {
  /** Null where there is none, and where the marker stands on it. */
  best: { readonly index: number; readonly loss: number } | null = null;
  /** Null where no loss was reported, or no surface was measured. */
  stem: Stem | null = null;
  private readonly steps = new StepTicks();
  private readonly runBest = new RunBest();
  private ground: DrawnSurface | null = null;
  private valueAt: ((x: number, y: number) => number) | null = null;

  get ticks(): readonly StepTick[] {
    return this.steps.ticks;
  }

  /** Whether another frame is due for what is still to be found. */
  get isBehind(): boolean {
    return this.runBest.isBehind;
  }

  /**
   * Makes the next frame. Costs what was appended.
   * @param measured - the surface, where its heights are the loss; else null
   * @param unitPx - CSS pixels of a normalized unit; null where there are no ticks
   */
  update(
    run: Pick<RunState, 'path' | 'reported'>,
    view: Pick<DescentView, 'index'>,
    measured: DrawnSurface | null,
    unitPx: number | null,
  ): void {
    const { path } = run;
    if (unitPx === null) this.steps.clear();
    else this.steps.update(path, unitPx);
    this.readHeights(measured);
    this.stem = measured === null ? null : computeStem(path, view.index, measured);
    const found = this.runBest.update(run, this.valueAt);
    this.best = null;
    if (found === null) return;
    const index = Math.min(path.lowerBound(found.step), path.length - 1);
    if (Math.abs(index - view.index) < 0.5) return;
    this.best = { index, loss: found.loss };
  }

  /** The same function for the same surface. */
  private readHeights(measured: DrawnSurface | null): void {
    const isSame =
      measured?.surface === this.ground?.surface &&
      measured?.shown.domainHalf === this.ground?.shown.domainHalf;
    this.ground = measured;
    if (isSame) return;
    if (measured === null) {
      this.valueAt = null;
      return;
    }
    const {
      surface,
      shown: { domainHalf },
    } = measured;
    this.valueAt = (x, y) => surface.valueAt(x * domainHalf, y * domainHalf);
  }
}
