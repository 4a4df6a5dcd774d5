import { RecentCosts } from './recentCosts.js';

/** What takes longer does not keep up with 30 frames a second, on a display of 30 Hz neither. */
const SLOW_ABOVE_MS = 36;
/** A frame in high quality costs at most some eight times one in low, which then keeps up for sure. */
const CHEAP_BELOW_MS = 4;
/** Two frames further apart than this are not one movement. */
const MOVEMENT_GAP_MS = 300;
/** Of so many the median decides on a fall, some half a second of slowness: the first frames compile shaders. */
const KEPT_HIGH = 9;
/** And on a rise, which nobody is waiting for. */
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
   * Takes in what a whole frame took.
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
