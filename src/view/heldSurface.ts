import type { Clock, Timer } from '../host/clock.js';
import type { DrawnSurface } from './drawnSurface.js';
import { isOnNewPlane, NO_START, type PathStart } from './pathStart.js';

/** A path that has begun anew waits no longer than this for its grid. */
const MAX_PATH_HOLD_MS = 5000;
/** A path that is sent anew in pieces is awaited no longer than this, once its surface is there, up to the step that was shown. */
const MAX_CATCH_UP_MS = 300;

/**
 * Why the surface is held: the next one loads, the path on the next one has not come as far as the one on this, or the
 * viewer keeps this plane.
 */
export type HoldReason = 'loading' | 'behind' | 'kept';

interface Kept {
  readonly surface: DrawnSurface;
  /** The path that is drawn on it. */
  start: PathStart;
  /** The newest step of that path. */
  lastStep: number;
}

/**
 * The sampled surface that was drawn last. It stays while a newer grid of its run loads, so that no flat ground flashes
 * before a finer grid. If the path has begun anew meanwhile, on other axes, the old line stays with it, so that no frame
 * shows the new path on the old surface.
 */
export class HeldSurface {
  private kept: Kept | null = null;
  private start: PathStart = NO_START;
  private timer: Timer | null = null;
  private timed: HoldReason | null = null;

  /** @param onExpired - called where the path has waited for too long and nothing is held any more */
  constructor(
    private readonly clock: Clock,
    private readonly onExpired: () => void,
  ) {}

  /** Whether the surface was drawn for a path that a newer start has replaced. */
  get isOfEarlierPath(): boolean {
    return this.kept !== null && this.kept.start !== this.start;
  }

  /** Whether it was drawn for the same training's path on an earlier plane. */
  get isOfEarlierPlane(): boolean {
    return this.kept !== null && isOnNewPlane(this.kept.start, this.start);
  }

  /** The newest step of the path that was drawn on it; -1 where nothing is kept. */
  get lastStep(): number {
    return this.kept?.lastStep ?? -1;
  }

  /** The surface that was kept. */
  get surface(): DrawnSurface | null {
    return this.kept?.surface ?? null;
  }

  /** Keeps a grid that is drawn; it belongs to the newest start. @param lastStep - the newest step of the path on it */
  keep(surface: DrawnSurface, lastStep: number): void {
    this.release();
    this.kept = { surface, start: this.start, lastStep };
  }

  /** Takes over the newest path of the shown run. */
  begin(start: PathStart, lastStep: number): void {
    this.start = start;
    if (this.kept !== null && this.kept.start === start) this.kept.lastStep = lastStep;
  }

  /** @param reason - why the surface is shown in place of a newer one; null where it is not */
  hold(reason: HoldReason | null): void {
    if (reason === null && this.kept !== null) this.kept.start = this.start;
    const timed = reason === 'kept' || !this.isOfEarlierPath ? null : reason;
    if (timed === this.timed) return;
    this.stopTimer();
    this.timed = timed;
    if (timed === null) return;
    const waitMs = timed === 'behind' ? MAX_CATCH_UP_MS : MAX_PATH_HOLD_MS;
    this.timer = this.clock.startTimer(() => {
      this.release();
      this.onExpired();
    }, waitMs);
  }

  release(): void {
    this.kept = null;
    this.stopTimer();
  }

  private stopTimer(): void {
    this.timer?.cancel();
    this.timer = null;
    this.timed = null;
  }
}
