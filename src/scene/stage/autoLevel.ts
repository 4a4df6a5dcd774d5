import { RecentCosts } from './recentCosts.js';

/** Slower frames do not reach 30 a second, on a display of 30 Hz either. */
const SLOW_ABOVE_MS = 36;
/** A frame in high quality costs at most some eight times one in low, which then keeps up for sure. */
const CHEAP_BELOW_MS = 4;
/** Two frames further apart than this are not one movement. */
const MOVEMENT_GAP_MS = 300;
/** The median of this many frames decides on a fall: some half a second, since the first frames compile shaders. */
const KEPT_HIGH = 9;
/** The median of this many decides on a rise, which is not urgent. */
const KEPT_LOW = 15;
/** If it falls again within this many frames the rise was wrong, and there is no other. */
const TRIAL = 20;

/**
 * Chooses between high and low quality by what whole frames cost while something moves. Begins high. It falls where the
 * median of the last few is too slow for 30 frames a second; it rises where low frames are so cheap that high ones would
 * surely keep up. On a machine of steady speed it falls at most once, rises once, and falls once more for good.
 */
export class AutoLevel {
  private costs = new RecentCosts(KEPT_HIGH);
  private mayRise = true;
  private seenSinceRise = Infinity;
  isHigh = true;

  /**
   * Takes in the cost of a whole frame.
   * @param tookMs - no more than the time since the whole frame before it
   * @param gapMs - since the whole frame before it
   * @returns whether the choice changed
   */
  add(tookMs: number, gapMs: number): boolean {
    if (gapMs > MOVEMENT_GAP_MS) return false;
    this.costs.add(tookMs);
    if (this.isHigh) this.seenSinceRise++;
    if (!this.costs.isFull) return false;
    const { median } = this.costs;
    if (this.isHigh ? median <= SLOW_ABOVE_MS : median >= CHEAP_BELOW_MS || !this.mayRise) return false;
    this.isHigh = !this.isHigh;
    if (this.isHigh) this.seenSinceRise = 0;
    else if (this.seenSinceRise <= TRIAL) this.mayRise = false;
    this.costs = new RecentCosts(this.isHigh ? KEPT_HIGH : KEPT_LOW);
    return true;
  }
}
