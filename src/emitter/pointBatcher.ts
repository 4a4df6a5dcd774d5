import type { PathPoint } from '../protocol/events.js';
import type { Clock, Timer } from '../host/clock.js';

/** When a batch is full. */
export interface BatchLimits {
  readonly maxBatchPoints: number;
  readonly maxBatchMs: number;
}

/** Gathers consecutive points until there are enough of them, or the first has waited for the maximum time. */
export class PointBatcher {
  private points: PathPoint[] = [];
  private stepStart = 0;
  private timer: Timer | null = null;

  /**
   * @param emitBatch - sends a batch; where it throws, the batch stays for the next flush
   * @param onLateFault - called with what `emitBatch` threw outside a call
   */
  constructor(
    private readonly clock: Clock,
    private readonly limits: BatchLimits,
    private readonly emitBatch: (stepStart: number, points: readonly PathPoint[]) => void,
    private readonly onLateFault: (error: unknown) => void,
  ) {}

  /** Adds the point of a step, which follows the step before unless there was a flush in between. */
  add(step: number, point: PathPoint): void {
    if (this.points.length === 0) this.stepStart = step;
    this.points.push(point);
    if (this.points.length >= this.limits.maxBatchPoints) this.flush();
    else this.timer ??= this.clock.startTimer(() => this.flushInTime(), this.limits.maxBatchMs);
  }

  /** Sends what has been gathered. */
  flush(): void {
    this.timer?.cancel();
    this.timer = null;
    const { points } = this;
    if (points.length === 0) return;
    // Before sending, since a sink may call the emitter, which must not send the batch a second time.
    this.points = [];
    try {
      this.emitBatch(this.stepStart, points);
    } catch (error) {
      this.points = points;
      throw error;
    }
  }

  private flushInTime(): void {
    this.timer = null;
    try {
      this.flush();
    } catch (error) {
      this.onLateFault(error);
    }
  }
}
