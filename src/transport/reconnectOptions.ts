import { readCount, readMeasure } from '../protocol/checkOption.js';
import { DEFAULT_PARSE_LIMITS } from '../protocol/parseLimits.js';
import { DEFAULT_BACKOFF, type Backoff } from '../host/backoff.js';
import type { Clock } from '../host/clock.js';
import { systemClock } from '../host/systemClock.js';
import { browserSignals, type HostSignals } from './hostSignals.js';
import { reportFault } from '../host/reportFault.js';

/** How a transport that keeps a link connects, waits and fails. All have defaults. */
export interface ReconnectOptions {
  /** @defaultValue 1 s at first, doubled up to 30 s, at least 0.1 s; the wait is drawn between the floor and that */
  readonly backoff?: Partial<Backoff>;
  /** @defaultValue 15,000 ms — an attempt that has not opened by then is given up, asking for its address included */
  readonly connectTimeoutMs?: number;
  /**
   * Attempts in a row that never opened, after which the connection is `failed`. Attempts while the browser says that
   * there is no network do not count, nor do those that a server answered with "later" (HTTP 5xx, 408, 425, 429).
   * @defaultValue 10
   */
  readonly maxUnopenedAttempts?: number;
  /** @defaultValue 10,000 ms — a link that broke sooner counts as a failure when the next wait is drawn */
  readonly stableMs?: number;
  /**
   * The wait for the next run. If every run that the sink holds has ended and the server closes the link normally, each wait
   * until a link opens is drawn between half of this and all of it. A tab that becomes visible, a network that comes and
   * `reconnect` end it at once. 0: no longer than any other wait.
   * @defaultValue 120,000 ms
   */
  readonly nextRunWaitMs?: number;
  /**
   * After this time without a byte an open link is marked as quiet (`isQuiet`), with a diagnostic, but not replaced.
   * 0: never.
   * @defaultValue 10,000 ms
   */
  readonly firstByteMs?: number;
  /**
   * A link over which nothing came for this long, in milliseconds, counts as dead and is replaced.
   * @defaultValue none: until the server has shown two heartbeats a silent link is left alone; then three times the
   * longest time between two of them
   */
  readonly silenceMs?: number;
  /** @defaultValue 600,000 ms — the most that {@link silenceMs} grows to where links bring nothing but `HELLO` */
  readonly maxSilenceMs?: number;
  /** @defaultValue 600,000 ms — the most that a server may make its clients wait (`Retry-After`, `retry:`) */
  readonly maxServerDelayMs?: number;
  /** @defaultValue 8,388,608 — messages longer than this are not kept; give the store's `parseLimits` the same */
  readonly maxMessageChars?: number;
  /** @defaultValue the machine's clock */
  readonly clock?: Clock;
  /** Uniform in [0, 1). @defaultValue Math.random */
  readonly random?: () => number;
  /** @defaultValue the browser's `online` and `visibilitychange` events; nothing in Node */
  readonly signals?: HostSignals;
  /**
   * Called with an error that the host's code threw (a sink, say, or `isTerminalCode`); the connection goes on. A store
   * reports what its own subscribers throw: see its `onFault`.
   * @defaultValue `reportError` where there is one, else the console
   */
  readonly onFault?: (error: unknown) => void;
}

/** {@link ReconnectOptions} with all defaults filled in. */
export type ResolvedReconnectOptions = Required<Omit<ReconnectOptions, 'silenceMs' | 'backoff'>> & {
  readonly backoff: Backoff;
  readonly silenceMs: number | null;
};

/** All options, those not given at their default. @throws RangeError for a number that is not valid; it names the option */
export function resolveReconnectOptions(options: ReconnectOptions): ResolvedReconnectOptions {
  const {
    clock = systemClock,
    random = Math.random,
    signals = browserSignals,
    onFault = reportFault,
  } = options;
  const readMs = (name: DurationName, otherwise: number): number =>
    readMeasure(WHERE, options, name, otherwise);
  return {
    backoff: resolveBackoff(options.backoff ?? {}),
    connectTimeoutMs: readMs('connectTimeoutMs', 15_000),
    maxUnopenedAttempts: readCount(WHERE, options, 'maxUnopenedAttempts', 10, 1),
    stableMs: readMs('stableMs', 10_000),
    nextRunWaitMs: readMs('nextRunWaitMs', 120_000),
    firstByteMs: readMs('firstByteMs', 10_000),
    silenceMs: options.silenceMs === undefined ? null : readMs('silenceMs', 0),
    maxSilenceMs: readMs('maxSilenceMs', 600_000),
    maxServerDelayMs: readMs('maxServerDelayMs', 600_000),
    maxMessageChars: readCount(WHERE, options, 'maxMessageChars', DEFAULT_PARSE_LIMITS.maxMessageChars),
    clock,
    random,
    signals,
    onFault,
  };
}

const WHERE = 'transport';

type DurationName =
  | 'connectTimeoutMs'
  | 'stableMs'
  | 'nextRunWaitMs'
  | 'firstByteMs'
  | 'silenceMs'
  | 'maxSilenceMs'
  | 'maxServerDelayMs';

function resolveBackoff(backoff: Partial<Backoff>): Backoff {
  const readMs = (name: keyof Backoff): number =>
    readMeasure(`${WHERE}: backoff`, backoff, name, DEFAULT_BACKOFF[name]);
  return { baseMs: readMs('baseMs'), maxMs: readMs('maxMs'), floorMs: readMs('floorMs') };
}
