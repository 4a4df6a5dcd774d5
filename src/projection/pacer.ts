import { throwIfAborted, type HostAbortSignal } from '../host/abortSignal.js';
import type { Clock } from '../host/clock.js';
import { sleep } from '../host/sleep.js';

/** Does work in pieces with pauses between them, so that other work on the thread does not slow down. */
export interface Pacer {
  /** The share of the time that the work may take, in (0, 1]. */
  readonly share: number;
  /**
   * Pauses for the cost of the pieces before, then does one more. Pieces run one after another.
   * @throws the reason of `signal` if that has aborted; a pause then ends at once
   * @throws what `work` throws
   */
  run<T>(work: () => T | Promise<T>, signal?: HostAbortSignal): Promise<T>;
}

/** Options of a pacer. */
export interface PacerOptions {
  /** Any origin of time will do; fractions of milliseconds help. */
  readonly clock: Clock;
  /** The share of the time that the work may take, in (0, 1]. @defaultValue 0.2 */
  readonly share?: number;
  /** Shorter pauses are joined, since timers are not exact; in milliseconds. @defaultValue 8 */
  readonly minRestMs?: number;
}

/**
 * Creates a pacer. At the beginning of any piece the work so far has taken at most `share · (elapsed + minRestMs)`: after
 * `w` ms of work it pauses for `w · (1 - share) / share`. A pause that lasted longer, such as behind a long step of the
 * training, is not made up for later.
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
      // The next piece runs whether or not this one failed; its error goes to its own caller.
      tail = turn.then(
        () => undefined,
        () => undefined,
      );
      return turn;
    },
  };
}

/** Options of work over a trajectory. */
export interface WorkOptions {
  /** Its abort ends the work before the next piece, with its reason. */
  readonly signal?: HostAbortSignal | undefined;
  /** Spreads the work out. Without one it does not yield, except where it awaits the host's promises. */
  readonly pacer?: Pacer | undefined;
  /** Called after each piece with the share that is done, in (0, 1]. If it throws the work ends. */
  readonly onProgress?: ((share: number) => void) | undefined;
}

/** Does a piece of work at once, or by the pacer. */
export function runPiece<T>(work: () => T | Promise<T>, { signal, pacer }: WorkOptions): T | Promise<T> {
  throwIfAborted(signal);
  return pacer === undefined ? work() : pacer.run(work, signal);
}
