import { isUtf8 } from 'node:buffer';
import { decodeUtf8 } from '../../host/decodeUtf8.js';
import { LineReader } from '../../log/lineReader.js';
import { createSchedule } from '../../log/schedule.js';
import { Utf8Chunks } from '../../log/utf8Chunks.js';
import { readMeasure } from '../../protocol/checkOption.js';
import { readTsMs } from '../../protocol/contentOrder.js';
import { createRunKey } from '../../protocol/runKey.js';

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
   * @defaultValue none are shortened
   */
  readonly maxGapMs?: number;
}

const NEWLINE = 0x0a;

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
  const offsetsMs: number[] = [];
  const schedule = createSchedule(readMeasure('readRecording', options, 'maxGapMs', Infinity));
  const runs = new Set<string>();
  const eventNames = new Set<string>();
  const lines = new LineReader(Infinity);
  const decoder = new Utf8Chunks((bytes) => decodeStrictly(bytes, messages.length + 1));

  function take(line: string): void {
    const facts = readFacts(line);
    // A copy: a line would keep its whole chunk in memory.
    messages.push(Buffer.from(line));
    offsetsMs.push(schedule.add(facts.tsMs));
    if (facts.run !== null) runs.add(facts.run);
    if (facts.eventName !== null) eventNames.add(facts.eventName);
  }

  function takeLines(text: string): void {
    lines.push(text);
    for (let line = lines.next(); line !== null; line = lines.next())
      if (typeof line === 'string') take(line);
  }

  for await (const chunk of chunks) takeLines(decoder.push(chunk));
  takeLines(decoder.finish());
  const last = lines.finish();
  if (typeof last === 'string') take(last);
  return {
    messages,
    offsetsMs,
    durationMs: schedule.durationMs(),
    runCount: runs.size,
    eventNames: [...eventNames],
  };
}

/** @param line - the number of the line in which the bytes begin */
function decodeStrictly(bytes: Uint8Array, line: number): string {
  if (isUtf8(bytes)) return decodeUtf8(bytes);
  let found = line;
  let start = 0;
  for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, start)) {
    if (!isUtf8(bytes.subarray(start, end))) break;
    found += 1;
    start = end + 1;
  }
  throw new Error(`line ${found} is not UTF-8`);
}

interface MessageFacts {
  readonly tsMs: number | null;
  readonly run: string | null;
  readonly eventName: string | null;
}

function readFacts(line: string): MessageFacts {
  const envelope = parseRecord(line);
  const event = asRecord(envelope['event']);
  const { ts, project_id: projectId } = envelope;
  const { name } = event;
  const { run_id: runId } = asRecord(event['payload']);
  return {
    tsMs: readTsMs(ts),
    run: typeof runId === 'string' ? createRunKey(String(projectId), runId) : null,
    eventName: typeof name === 'string' ? name : null,
  };
}

function parseRecord(line: string): Readonly<Record<string, unknown>> {
  try {
    return asRecord(JSON.parse(line));
  } catch {
    // Real streams have lines that are not JSON (a bare NaN); they are played too.
    return {};
  }
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
