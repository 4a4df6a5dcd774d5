import type { FinishReason } from '../protocol/events.js';
import type { RunEnd, RunState } from '../run/runState.js';

/** How an end is marked: by its reason; `unstated` where the backend gave none. */
export type EndKind = FinishReason | 'unstated';

/** The end that is marked: the path's own, else the one that was reported of its training; null while it goes on. */
export function selectMarkedEnd({
  end,
  reported: { ended },
}: Pick<RunState, 'end' | 'reported'>): Pick<RunEnd, 'reason'> | null {
  return end ?? (ended && { reason: ended.isFailure ? 'error' : null });
}

/** How long the pulse lasts at the moment of an end, in seconds. */
export const PULSE_S = 0.7;

/** How the end of one run is marked at its marker, from frame to frame. */
export class EndMark {
  /** Null while the run goes on, and where the marker stands at an earlier point. */
  kind: EndKind | null = null;
  /** How much of the pulse is over, in [0, 1); null where there is none. */
  pulse: number | null = null;
  /** Whether the run was seen before its end, and the pulse has not begun. */
  private isAwaited = false;

  /**
   * Makes the next frame. Each end has one pulse, which begins once the marker is at the last point; an end that came before
   * the first call has none.
   * @param isAtLast - whether the marker stands at the path's last point
   * @param dtS - seconds since the last frame
   * @param isAnimated - whether there may be a pulse
   */
  advance(end: Pick<RunEnd, 'reason'> | null, isAtLast: boolean, dtS: number, isAnimated: boolean): void {
    if (end === null) this.isAwaited = true;
    this.kind = end !== null && isAtLast ? (end.reason ?? 'unstated') : null;
    if (this.kind === null || !isAnimated) this.pulse = null;
    else if (this.pulse !== null) this.pulse += dtS / PULSE_S;
    else if (this.isAwaited) this.pulse = 0;
    if (this.kind !== null) this.isAwaited = false;
    if (this.pulse !== null && this.pulse >= 1) this.pulse = null;
  }
}
