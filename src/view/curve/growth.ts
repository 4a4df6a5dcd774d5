import type { LossPoints } from './lossSeries.js';

/** Says of points whether they have only been appended to since the last look. */
export class Growth {
  /** How many there were at the last look; 0 after another change than an append. */
  length = 0;
  /** Step of the last of them; -1 where there was none. */
  lastStep = -1;
  private points: LossPoints | null = null;
  private rewrites = 0;

  /**
   * Whether the points at the last look are still the first of these, as they were. If they are not, there were none.
   * Does not count as a look.
   */
  isOnly(points: LossPoints): boolean {
    const isSame =
      points === this.points && points.rewrites === this.rewrites && points.length >= this.length;
    if (!isSame) {
      this.length = 0;
      this.lastStep = -1;
    }
    return isSame;
  }

  /** Looks at the points. */
  look(points: LossPoints): void {
    this.points = points;
    this.rewrites = points.rewrites;
    this.length = points.length;
    this.lastStep = points.lastStep;
  }
}
