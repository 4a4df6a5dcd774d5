import { readMeasure } from '../../protocol/checkOption.js';
import { isUtf8 } from 'node:buffer';

/** A recorded stream: what one client received, message for message, and when. */
export interface Recording {
  /** The messages byte for byte, in the order in which they were received. */
  readonly messages: readonly Uint8Array[];
  /** When each message is due, in milliseconds after the first; never decreasing. */
  readonly offsetsMs: readonly number[];
  /** From the first message to the last as recorded, with no gap shortened, in milliseconds. */
  readonly durationMs: number;
  /** Distinct runs that the events name. */
  readonly runCount: number;
  /** Distinct event names, in the order in which they first appear. */
  readonly eventNames: readonly string[];
}

/** How a recording is read. */
export interface RecordingOptions {
  /**
   * The longest wait between two messages, in milliseconds; longer ones are shortened to it.
   * @defaultValue none: the recorded pace is the recorded pace
   */
  readonly maxGapMs?: number;
}

const NEWLINE = 0x0a;
/** A `ts` below this is in seconds, else in milliseconds (SEMANTICS.md §4.2). */
const FIRST_MILLISECOND_TS = 1e11;

/**
 * Reads a recording from the bytes of an `.ndjson` file.
 * Lines end with `\n` and nothing else: a `\r`, or U+2028 within a string, belongs to its message.
 * @throws RangeError if `maxGapMs` is no number of at least 0
 * @throws Error if a line is not UTF-8, since no WebSocket could have delivered it as text
 */
export async function readRecording(
  chunks: AsyncIterable<Uint8Array>,
  options: RecordingOptions = {},
): Promise<Recording> {
  const messages: Uint8Array[] = [];
  const schedule = createSchedule(readMeasure('readRecording', options, 'maxGapMs', Infinity));
  const runs = new Set<string>();
  const eventNames = new Set<string>();
  for await (const line of splitLines(chunks)) {
    if (!isUtf8(line)) throw new Error(`line ${messages.length + 1} is not UTF-8`);
    const facts = readFacts(line);
    messages.push(line);
    schedule.add(facts.tsMs);
    if (facts.run !== null) runs.add(facts.run);
    if (facts.eventName !== null) eventNames.add(facts.eventName);
  }
  return {
    messages,
    offsetsMs: schedule.offsetsMs,
    durationMs: schedule.durationMs(),
    runCount: runs.size,
    eventNames: [...eventNames],
  };
}

async function* splitLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let pending: Uint8Array[] = [];
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      // Buffer.concat copies, so that a line does not keep its whole chunk alive.
      yield Buffer.concat([...pending, chunk.subarray(start, end)]);
      pending = [];
      start = end + 1;
    }
    if (start < chunk.length) pending.push(chunk.subarray(start));
  }
  if (pending.length > 0) yield Buffer.concat(pending);
}

/** Lays the messages out in time. One without a readable time, or earlier than its predecessors, is due with them. */
function createSchedule(maxGapMs: number): {
  readonly offsetsMs: number[];
  add(tsMs: number | null): void;
  durationMs(): number;
} {
  const offsetsMs: number[] = [];
  let firstMs: number | null = null;
  let latestMs = 0;
  let offsetMs = 0;
  return {
    offsetsMs,
    add(tsMs) {
      if (tsMs !== null && firstMs === null) {
        firstMs = tsMs;
        latestMs = tsMs;
      } else if (tsMs !== null && tsMs > latestMs) {
        offsetMs += Math.min(tsMs - latestMs, maxGapMs);
        latestMs = tsMs;
      }
      offsetsMs.push(offsetMs);
    },
    durationMs: () => (firstMs === null ? 0 : latestMs - firstMs),
  };
}

interface MessageFacts {
  readonly tsMs: number | null;
  readonly run: string | null;
  readonly eventName: string | null;
}

function readFacts(line: Uint8Array): MessageFacts {
  const envelope = parseRecord(line);
  const event = asRecord(envelope['event']);
  const { ts, project_id: projectId } = envelope;
  const { name } = event;
  const { run_id: runId } = asRecord(event['payload']);
  return {
    tsMs: typeof ts === 'number' && Number.isFinite(ts) ? toMilliseconds(ts) : null,
    run: typeof runId === 'string' ? JSON.stringify([projectId, runId]) : null,
    eventName: typeof name === 'string' ? name : null,
  };
}

function toMilliseconds(ts: number): number {
  return ts < FIRST_MILLISECOND_TS ? ts * 1000 : ts;
}

function parseRecord(line: Uint8Array): Readonly<Record<string, unknown>> {
  try {
    return asRecord(JSON.parse(Buffer.from(line.buffer, line.byteOffset, line.byteLength).toString()));
  } catch {
    // Real streams hold lines that are not JSON (a bare NaN); they are played all the same.
    return {};
  }
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
