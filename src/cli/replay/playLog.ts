import { onAbort } from '../../host/abortSignal.js';
import type { Clock } from '../../host/clock.js';
import { sleep } from '../../host/sleep.js';
import type { EventFeed, FeedSink } from '../../emitter/node/eventFeed.js';
import { AT_ONCE } from '../../emitter/node/speed.js';
import { DEFAULT_PARSE_LIMITS } from '../../protocol/parseLimits.js';
import { createRecordedPace } from '../../transport/logPace.js';
import { createMessageLines } from '../log/eventStreamLines.js';
import { readLines } from '../log/readLines.js';

/** A log, and the pace at which it is played. */
export interface PlayedLog {
  readonly open: () => AsyncIterable<Uint8Array>;
  /** Multiple of the recorded pace, above 0; or 0 for all at once. */
  readonly speed: number;
  /** The longest wait of the recording between two messages, in milliseconds. */
  readonly maxGapMs: number;
  readonly clock: Clock;
}

const SENT = { position: null };

/**
 * Plays a log to its end, each message when it is due; no more of it than a chunk is in memory, however long it is.
 * A message that is too long to be read is left out.
 * @throws Error if it cannot be read, or the sink fails; the signal's reason once that is aborted
 */
export async function playLog(log: PlayedLog, sink: FeedSink, signal: AbortSignal): Promise<void> {
  const { speed, clock } = log;
  const { maxMessageChars } = DEFAULT_PARSE_LIMITS;
  const pace = speed === AT_ONCE ? null : createRecordedPace(speed, log.maxGapMs);
  let waiting: string[] = [];

  async function sendWaiting(): Promise<void> {
    signal.throwIfAborted();
    for (const text of waiting) {
      const waitMs = pace?.computeWaitMs(text, clock.now()) ?? 0;
      if (waitMs > 0) await sleep(clock, waitMs, signal);
      signal.throwIfAborted();
      const answer = sink(text, SENT);
      if (answer !== undefined) await takenOrAborted(answer, signal);
    }
    waiting = [];
  }

  const onTooLong = (): void => undefined;
  const lines = createMessageLines(
    (text) => void waiting.push(withoutReturn(text)),
    maxMessageChars,
    onTooLong,
  );
  await readLines(log.open(), maxMessageChars, {
    onLine: lines.push,
    onTooLong,
    afterChunk: sendWaiting,
  });
  lines.finish();
  await sendWaiting();
}

/** A feed that plays a log to each client from its start. */
export function createLogFeed(log: PlayedLog, onProblem: (error: unknown) => void): EventFeed {
  return {
    attach(sink, options) {
      const stop = new AbortController();
      playLog(log, sink, stop.signal).catch((error: unknown) => {
        if (stop.signal.aborted) return;
        onProblem(error);
        options?.onEnd?.('the log cannot be read on');
      });
      return () => stop.abort();
    },
  };
}

function withoutReturn(text: string): string {
  return text.endsWith('\r') ? text.slice(0, -1) : text;
}

/** A client that has gone may never take its message: the log would stay open for it. */
async function takenOrAborted(answer: PromiseLike<void>, signal: AbortSignal): Promise<void> {
  let stopListening = (): void => undefined;
  const aborted = new Promise<void>((resolve) => (stopListening = onAbort(signal, resolve)));
  try {
    await Promise.race([answer, aborted]);
  } finally {
    stopListening();
  }
  signal.throwIfAborted();
}
