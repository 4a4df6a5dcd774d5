import { throwIfAborted, type HostAbortSignal } from '../host/abortSignal.js';
import type { Clock } from '../host/clock.js';
import { sleep } from '../host/sleep.js';

/** Does work in pieces and rests between them, so that what shares the thread keeps its pace. */
export interface Pacer {
  /** The share of the time that the work may take, in (0, 1]. */
  readonly share: number;
  /**
   * Rests for what the pieces before have cost, then does one more. Pieces wait for one another.
   * @throws the reason of `signal` if that has aborted; a rest ends then at once
   * @throws what `work` throws
   */
  run<T>(work: () => T | Promise<T>, signal?: HostAbortSignal): Promise<T>;
}

/** How a pacer paces. */
export interface PacerOptions {
  /** The milliseconds may count from any moment; fractions are of use. */
  readonly clock: Clock;
  /** The share of the time that the work may take, in (0, 1]: with 0.2 the rest keeps 80 %. @defaultValue 0.2 */
  readonly share?: number;
  /** Rests shorter than this are put together, since timers are not exact: in milliseconds. @defaultValue 8 */
  readonly minRestMs?: number;
}

/**
 * Creates a pacer. At the beginning of any piece the work so far has taken at most `share · (elapsed + minRestMs)`: after
 * `w` ms of work it rests for `w · (1 - share) / share`. What waits longer than it asked for, behind a long step of the
 * training for one, gets no more later.
 * @throws RangeError if `share` is not in (0, 1], or `minRestMs` is negative
 */
export function createPacer({ clock, share = 0.2, minRestMs = 8 }: PacerOptions): Pacer {
  if (!(share > 0 && share <= 1)) throw new RangeError(`share: expected above 0 and at most 1, got ${share}`);
  if (!(minRestMs >= 0)) throw new RangeError(`minRestMs: expected at least 0, got ${minRestMs}`);
  let owedMs = 0;
  let endedAt = clock.now();
  let tail: Promise<unknown> = Promise.resolve();

  async function takeTurn<T>(work: () => T | Promise<T>, signal: HostAbortSignal | undefined): Promise<T> {
    throwIfAborted(signal);
    const restMs = owedMs - (clock.now() - endedAt);
    if (restMs > 0 && restMs >= minRestMs) await sleep(clock, restMs, signal);
    throwIfAborted(signal);
    const begunAt = clock.now();
    owedMs = Math.max(0, owedMs - (begunAt - endedAt));
    try {
      return await work();
    } finally {
      endedAt = clock.now();
      owedMs += ((endedAt - begunAt) * (1 - share)) / share;
    }
  }

  return {
    share,
    run(work, signal) {
      const turn = tail.then(() => takeTurn(work, signal));
      // The next piece does not care how this one ended; its own caller does.
      tail = turn.then(
        () => undefined,
        () => undefined,
      );
      return turn;
    },
  };
}

/** How long work over a trajectory is done. */
export interface WorkOptions {
  /** Its abort ends the work before its next piece, with its reason. */
  readonly signal?: HostAbortSignal | undefined;
  /** Spreads the work out. Without one it is done in one go, unless the host's own promises let others in. */
  readonly pacer?: Pacer | undefined;
  /** Called after each piece with the share that is done, in (0, 1]. What it throws ends the work. */
  readonly onProgress?: ((share: number) => void) | undefined;
}

/** Does a piece of work at once, or when the pacer lets it. */
export function runPiece<T>(work: () => T | Promise<T>, { signal, pacer }: WorkOptions): T | Promise<T> {
  throwIfAborted(signal);
  return pacer === undefined ? work() : pacer.run(work, signal);
}
