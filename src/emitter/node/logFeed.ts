import { throwIfAborted } from '../../host/abortSignal.js';
import type { Clock } from '../../host/clock.js';
import { createMessageLines } from '../../log/eventStreamLines.js';
import { Player } from '../../log/player.js';
import { readLines } from '../../log/readLines.js';
import { createSchedule } from '../../log/schedule.js';
import { readMessageTsMs } from '../../log/messageTime.js';
import { ParsedText } from '../../protocol/parsedText.js';
import { DEFAULT_PARSE_LIMITS } from '../../protocol/parseLimits.js';
import type { EventFeed, FeedSink } from './eventFeed.js';

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
 * Plays a log to its end, each message when it is due; only a chunk of it is in memory, however long it is.
 * A message that is too long to be read is left out.
 * @throws Error if it cannot be read, or the sink fails; the signal's reason once that is aborted
 */
export async function playLog(log: PlayedLog, sink: FeedSink, signal: AbortSignal): Promise<void> {
  const { maxMessageChars } = DEFAULT_PARSE_LIMITS;
  const schedule = createSchedule(log.maxGapMs);
  const player = new Player<string>({
    clock: log.clock,
    speed: log.speed,
    offsetMsOf: (text) => schedule.add(readMessageTsMs(new ParsedText(text))),
    send: (text) => sink(text, SENT),
  });
  let waiting: string[] = [];

  async function sendWaiting(): Promise<void> {
    throwIfAborted(signal);
    await player.playThrough(waiting, signal);
    throwIfAborted(signal);
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
