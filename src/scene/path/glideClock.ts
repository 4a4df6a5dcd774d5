/** Chooses which of the display's frames a glide draws, so that its average rate need not divide the display's. */
export class GlideClock {
  private sinceMs = 0;
  private waitMs = 0;

  /** Time until the next frame is due, in ms; 0 or less once it is. */
  get restMs(): number {
    return this.waitMs - this.sinceMs;
  }

  /** Notes a frame of the display. @param dtMs - since the one before */
  add(dtMs: number): void {
    this.sinceMs += dtMs;
  }

  /**
   * Notes that this frame is drawn; as late as it is, the next one is early.
   * @param gapMs - between two frames, on the average
   * @returns ms since the last one that was drawn
   */
  take(gapMs: number): number {
    const { sinceMs } = this;
    const lateMs = Math.max(sinceMs - this.waitMs, 0);
    // After a pause there is no delay to make up for.
    this.waitMs = gapMs - (lateMs < gapMs ? lateMs : 0);
    this.sinceMs = 0;
    return sinceMs;
  }
}
