/** Says which of the display's frames a glide draws, so that on the average it keeps a pace that is no whole number of them. */
export class GlideClock {
  private sinceMs = 0;
  private waitMs = 0;

  /** Time until the next frame is due, in ms; 0 or less once it is. */
  get restMs(): number {
    return this.waitMs - this.sinceMs;
  }

  /** A frame of the display came, so long after the one before. */
  add(dtMs: number): void {
    this.sinceMs += dtMs;
  }

  /**
   * This one is drawn; by as much as it is late the next one is early.
   * @param gapMs - between two frames, on the average
   * @returns ms since the last one that was drawn
   */
  take(gapMs: number): number {
    const { sinceMs } = this;
    const lateMs = Math.max(sinceMs - this.waitMs, 0);
    // After a rest there is nothing to make up for.
    this.waitMs = gapMs - (lateMs < gapMs ? lateMs : 0);
    this.sinceMs = 0;
    return sinceMs;
  }
}
