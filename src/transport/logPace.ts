import { FIRST_MILLISECOND_TS, isTs } from '../protocol/contentOrder.js';
import { parseJson } from '../protocol/parseJson.js';

/** When the messages of a log are due. */
export interface LogPace {
  /** How long until a message is due, in milliseconds; 0 or less if it is already. Asked for each message in its turn. */
  computeWaitMs(message: string, nowMs: number): number;
}

/**
 * Creates the pace at which a log was recorded, by its messages' `ts`, from the first message on. A message without a
 * usable `ts`, or earlier than one before it, is due with its predecessor.
 * @param speed - multiple of the recorded pace, above 0
 * @param maxGapMs - the longest wait of the recording between two messages; longer ones are shortened to it
 */
export function createRecordedPace(speed: number, maxGapMs: number): LogPace {
  let startMs: number | null = null;
  let latestMs: number | null = null;
  let offsetMs = 0;
  return {
    computeWaitMs(message, nowMs) {
      startMs ??= nowMs;
      const tsMs = readTsMs(message);
      if (tsMs !== null) {
        const gapMs = tsMs - (latestMs ?? tsMs);
        offsetMs += Math.min(Math.max(0, gapMs), maxGapMs);
        latestMs = Math.max(tsMs, latestMs ?? tsMs);
      }
      return startMs + offsetMs / speed - nowMs;
    },
  };
}

function readTsMs(message: string): number | null {
  const json = parseJson(message);
  if (!json.ok || typeof json.value !== 'object' || json.value === null) return null;
  const { ts } = json.value as { ts?: unknown };
  if (!isTs(ts)) return null;
  return ts < FIRST_MILLISECOND_TS ? ts * 1000 : ts;
}
