import type { RunState } from '../run/runState.js';

/** No run is called silent before this, however fast it was. */
const LEAST_SILENCE_MS = 10_000;
/** A run whose pace is not known yet counts as silent after this time. */
const UNKNOWN_SILENCE_MS = 30_000;
/** The pace is known once points have come over this time: a replay comes all at once. */
const PACE_MS = 10_000;
/** A run is silent after this many times its usual wait between points, which is computed from its last `GAPS` waits. */
const USUAL_WAITS = 4;
const GAPS = 8;
/** From this many waits on the longest is left out: it may be a machine that slept or a link that was down. */
const ENOUGH_GAPS = 4;

const MINUTE_S = 60;
const HOUR_S = 3600;

/** Whether points may still come of what is shown. */
export type AwaitedPoints = 'live' | 'recorded' | 'nothing';

/** The part of a run that is watched. */
type WatchedRun = Pick<RunState, 'key' | 'startOrder' | 'path'>;

/**
 * For how long no point of a run has come, by the view's monotonic clock. A run is silent once nothing has come for 10 s and
 * for four times its usual wait, which is the second longest of its last eight (the longest of fewer than four). While its
 * points have come over less than 10 s it is silent after 30 s. One timer runs while there are listeners and the page is
 * visible, and calls them when the text changes: each second, then each minute, then each hour.
 */
export class SilenceMeter {
  private run: WatchedRun | null = null;
  private revision = -1;
  private isAwaited = true;
  private firstMs = 0;
  private lastMs = 0;
  private gapsMs: number[] = [];
  private silentS: number | null = null;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private timerMs = 0;
  private listener: (() => void) | null = null;

  /** Seconds without a point, rounded to whole seconds, from a minute on to minutes, then to hours; 0 where no point is awaited; null while the run is not silent. */
  readonly getState = (): number | null => this.silentS;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listener = listener;
    document.addEventListener('visibilitychange', this.renew);
    this.renew();
    return () => {
      this.listener = null;
      document.removeEventListener('visibilitychange', this.renew);
      this.stopTimer();
    };
  };

  /**
   * Sets the run that is shown; may be called at any time.
   * @param run - null where no running run is shown
   * @param awaits - whether points may still come; for `recorded` only after some have come while it was shown
   */
  follow(run: WatchedRun | null, awaits: AwaitedPoints): void {
    const nowMs = performance.now();
    const isSame = run !== null && run.key === this.run?.key && run.startOrder === this.run.startOrder;
    if (!isSame) {
      this.firstMs = this.lastMs = nowMs;
      this.gapsMs = [];
    } else if (run.path.revision !== this.revision) {
      this.gapsMs.push(nowMs - this.lastMs);
      if (this.gapsMs.length > GAPS) this.gapsMs.shift();
      this.lastMs = nowMs;
    }
    this.isAwaited = awaits === 'live' || (awaits === 'recorded' && this.gapsMs.length > 0);
    this.run = run;
    this.revision = run?.path.revision ?? -1;
    this.renew();
  }

  private readonly renew = (): void => {
    const { silentS } = this;
    const elapsedMs = performance.now() - this.lastMs;
    const isSilent = this.run !== null && elapsedMs >= this.silentAfterMs;
    this.silentS = isSilent ? (this.isAwaited ? roundDown(elapsedMs / 1000) : 0) : null;
    this.schedule(elapsedMs);
    if (this.silentS !== silentS) this.listener?.();
  };

  private get silentAfterMs(): number {
    if (this.lastMs - this.firstMs < PACE_MS) return UNKNOWN_SILENCE_MS;
    const [longest = 0, second = 0] = [...this.gapsMs].sort((a, b) => b - a);
    const usualMs = this.gapsMs.length < ENOUGH_GAPS ? longest : second;
    return Math.max(USUAL_WAITS * usualMs, LEAST_SILENCE_MS);
  }

  private schedule(elapsedMs: number): void {
    const isIdle = this.listener === null || this.run === null || (this.silentS !== null && !this.isAwaited);
    if (isIdle || document.visibilityState === 'hidden') {
      this.stopTimer();
      return;
    }
    const nextMs =
      this.silentS === null ? this.silentAfterMs : (this.silentS + unitOf(elapsedMs / 1000)) * 1000;
    const timerMs = this.lastMs + Math.max(nextMs, elapsedMs + 1);
    // A timer that fires too early starts the next one. A new timer for each point would cost as much as writing its text.
    if (this.timer !== null && this.timerMs <= timerMs) return;
    this.stopTimer();
    this.timerMs = timerMs;
    this.timer = setTimeout(this.onTime, timerMs - this.lastMs - elapsedMs);
  }

  private readonly onTime = (): void => {
    this.timer = null;
    this.renew();
  };

  private stopTimer(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
  }
}

function unitOf(seconds: number): number {
  return seconds < MINUTE_S ? 1 : seconds < HOUR_S ? MINUTE_S : HOUR_S;
}

function roundDown(seconds: number): number {
  const unit = unitOf(seconds);
  return Math.floor(seconds / unit) * unit;
}
