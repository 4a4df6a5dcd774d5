/** How often text may change: soon enough for a reader after the frame that shows the surface. */
const TEXT_EVERY_MS = 120;
/** Text waits for that frame, never in its way; where none comes, in a hidden tab, this often in vain. */
const MAX_WAITS = 2;

interface TextPaceOptions {
  /** Renews the text. */
  readonly tell: () => void;
  /** Whether what the text would say has yet to be drawn. */
  readonly awaitsFrame: () => boolean;
  /** Whether more is to be told soon. */
  readonly isBusy: () => boolean;
}

/** Renews text a while after it has changed, on one timer, which runs on while there is more to come. */
export class TextPace {
  private isDue = false;
  private waits = 0;
  private timer: ReturnType<typeof setInterval> | null = null;

  constructor(private readonly options: TextPaceOptions) {}

  /** Made before, the timer does not have to be made between a grid's bytes and their frame. */
  schedule(): void {
    this.isDue = true;
    this.timer ??= setInterval(() => this.onTime(), TEXT_EVERY_MS);
  }

  /** What is due stays untold. */
  stop(): void {
    if (this.timer !== null) clearInterval(this.timer);
    this.timer = null;
  }

  private onTime(): void {
    const { tell, awaitsFrame, isBusy } = this.options;
    if (this.isDue && awaitsFrame() && this.waits < MAX_WAITS) this.waits++;
    else if (this.isDue) {
      this.isDue = false;
      this.waits = 0;
      tell();
    } else if (!isBusy()) this.stop();
  }
}
