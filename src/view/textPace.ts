import type { Clock, Timer } from '../host/clock.js';

/** Text changes this long after what it describes: soon for a reader, but after the frame that shows the surface. */
const TEXT_EVERY_MS = 120;
/** How often text waits for that frame, so as not to delay it: in a hidden tab no frame comes. */
const MAX_WAITS = 2;

interface TextPaceOptions {
  readonly clock: Clock;
  readonly renew: () => void;
  /** Whether the surface that the text describes has not been drawn yet. */
  readonly awaitsFrame: () => boolean;
}

/** Renews text a while after it has changed, on one timer. */
export class TextPace {
  private waits = 0;
  private timer: Timer | null = null;

  constructor(private readonly options: TextPaceOptions) {}

  /** Call when the text has changed. */
  schedule(): void {
    this.timer ??= this.options.clock.startTimer(() => this.onTime(), TEXT_EVERY_MS);
  }

  /** Drops a change that is due. */
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
