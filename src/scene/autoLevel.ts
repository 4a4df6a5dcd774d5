import { RecentCosts } from './recentCosts.js';

/** What keeps up with 30 frames a second costs at most this. */
const SLOW_ABOVE_MS = 1000 / 30;
/** A frame in high quality costs at most some eight times one in low, which then keeps up for sure. */
const CHEAP_BELOW_MS = 4;
/** Two frames further apart than this are not one movement. */
const MOVEMENT_GAP_MS = 300;
/** As many agree before quality falls; the first may compile shaders. */
const KEPT_HIGH = 5;
/** As many before it rises, which nobody is waiting for. */
const KEPT_LOW = 15;
/** Where it falls again within so many, the rise was wrong, and there is no other. */
const TRIAL = 20;

/**
 * Chooses between high and low quality by what whole frames cost while something moves. Begins high. It falls where the
 * median of the last few shows that they do not keep up with 30 a second; it rises where low frames are so cheap that
 * high ones would keep up for sure. A steady machine sees at most one fall, one rise, and one fall that is the last.
 */
export class AutoLevel {
  private costs = new RecentCosts(KEPT_HIGH);
  private mayRise = true;
  private seenSinceRise = Infinity;
  isHigh = true;

  /**
   * Takes in what a whole frame cost.
   * @param costMs - until the GPU was done with it
   * @param gapMs - since the whole frame before it
   * @returns whether the choice changed
   */
  add(costMs: number, gapMs: number): boolean {
    if (gapMs > MOVEMENT_GAP_MS) return false;
    // Frames that overlap on the GPU may each take long and yet keep up.
    this.costs.add(Math.min(costMs, gapMs));
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
