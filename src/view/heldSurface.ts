import type { Clock, Timer } from '../host/clock.js';
import type { RunState } from '../run/runState.js';
import type { DrawnSurface } from './drawnSurface.js';

/** A path that has begun anew waits no longer than this for its grid. */
const MAX_PATH_HOLD_MS = 5000;

interface Kept {
  readonly surface: DrawnSurface;
  /** The start of the path that is drawn on it. */
  startOrder: RunState['startOrder'];
}

/**
 * The sampled surface that was drawn last. It stays while a newer grid of its run loads, so that no flat ground flashes
 * before a finer grid. If the path has begun anew meanwhile, on other axes, the old line stays with it, so that no frame
 * shows the new path on the old surface.
 */
export class HeldSurface {
  private kept: Kept | null = null;
  private startOrder: RunState['startOrder'] = null;
  private timer: Timer | null = null;

  /** @param onExpired - called where the path has waited for too long and nothing is held any more */
  constructor(
    private readonly clock: Clock,
    private readonly onExpired: () => void,
  ) {}

  /** Whether the surface was drawn for a path that a newer start has replaced. */
  get isOfEarlierPath(): boolean {
    return this.kept !== null && this.kept.startOrder !== this.startOrder;
  }

  /** The surface that was kept. */
  get surface(): DrawnSurface | null {
    return this.kept?.surface ?? null;
  }

  /** Keeps a grid that is drawn; it belongs to the newest start. */
  keep(surface: DrawnSurface): void {
    this.release();
    this.kept = { surface, startOrder: this.startOrder };
  }

  /**
   * Takes over the start of the shown run's path.
   * @param isHolding - whether the surface is shown in place of one that loads
   */
  follow(startOrder: RunState['startOrder'], isHolding: boolean): void {
    this.startOrder = startOrder;
    if (!isHolding) {
      if (this.kept !== null) this.kept.startOrder = startOrder;
      this.stopTimer();
    } else if (this.isOfEarlierPath) {
      this.timer ??= this.clock.startTimer(() => {
        this.release();
        this.onExpired();
      }, MAX_PATH_HOLD_MS);
    }
  }

  release(): void {
    this.kept = null;
    this.stopTimer();
  }

  private stopTimer(): void {
    this.timer?.cancel();
    this.timer = null;
  }
}
