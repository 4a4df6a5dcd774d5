import { RecentCosts } from './recentCosts.js';

/** Where whole frames cost less than this, a glide has the display's rate. */
const FREE_BELOW_MS = 6;
/** Where they cost more than this, it has at most 26 frames a second: in software most of the cost is the browser's own. */
const PACED_ABOVE_MS = 12;
const PACED_GAP_MS = 1000 / 26;
/** Slower than 12 frames a second, movement no longer looks continuous. */
const LONGEST_GAP_MS = 83;
/** A glide's frame takes at most this share of the time, of one core where there is no GPU. */
const GLIDE_SHARE = 1 / 2;
/** The median of this many frames counts. */
const KEPT = 5;
/** From this many frames on there is a pace: the first ones compile shaders, or may have nothing to draw. */
const LEAST_KEPT = 2;

/**
 * How often a glide may draw, by what frames cost. A glide's own frames are too cheap to distinguish a GPU from software
 * rendering; whole frames do. Until enough of those are measured, a glide has 26 frames a second.
 */
export class GlidePace {
  private readonly whole = new RecentCosts(KEPT);
  private readonly part = new RecentCosts(KEPT);
  private isFree = false;

  /** The least time between two frames of a glide, in ms; 0 at the display's rate. */
  get leastGapMs(): number {
    if (this.isFree) return 0;
    const ownGapMs = this.part.count < KEPT ? 0 : this.part.median / GLIDE_SHARE;
    return Math.min(Math.max(PACED_GAP_MS, ownGapMs), LONGEST_GAP_MS);
  }

  /** Whether enough whole frames are measured. */
  get isKnown(): boolean {
    return this.whole.count > LEAST_KEPT;
  }

  addWhole(costMs: number): void {
    this.whole.add(costMs);
    if (this.whole.count < LEAST_KEPT) return;
    const { median } = this.whole;
    this.isFree = this.isFree ? median <= PACED_ABOVE_MS : median < FREE_BELOW_MS;
  }

  addPart(costMs: number): void {
    this.part.add(costMs);
  }
}
