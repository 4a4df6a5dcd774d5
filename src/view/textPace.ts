import type { Clock, Timer } from '../host/clock.js';

/** How often text may change: soon enough for a reader after the frame that shows the surface. */
const TEXT_EVERY_MS = 120;
/** Text waits for that frame, never in its way; where none comes, in a hidden tab, this often in vain. */
const MAX_WAITS = 2;

interface TextPaceOptions {
  readonly clock: Clock;
  readonly renew: () => void;
  /** Whether what the text would say has yet to be drawn. */
  readonly awaitsFrame: () => boolean;
}

/** Renews text a while after it has changed, on one timer. */
export class TextPace {
  private waits = 0;
  private timer: Timer | null = null;

  constructor(private readonly options: TextPaceOptions) {}

  /** The text has changed. */
  schedule(): void {
    this.timer ??= this.options.clock.startTimer(() => this.onTime(), TEXT_EVERY_MS);
  }

  /** What is due stays unsaid. */
  stop(): void {
    this.timer?.cancel();
    this.timer = null;
  }

  private onTime(): void {
    const { renew, awaitsFrame } = this.options;
    this.timer = null;
    if (awaitsFrame() && this.waits < MAX_WAITS) {
      this.waits++;
      this.schedule();
      return;
    }
    this.waits = 0;
    renew();
  }
}
