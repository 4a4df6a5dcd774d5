import type { EventOrder } from './envelope.js';
import { CONTRACT } from './contract/contract.js';
import { PATH_UPDATE } from './contract/pathEvents.js';
import type { PayloadType } from './contract/payloadType.js';
import type { GradientDescentEvent } from './events.js';
import { startFingerprint, takeFingerprint, writeMark, writeNumber, writeString } from './fingerprint.js';
import { isStep } from './ownField.js';

/** `ts` below this is in seconds: as seconds it is the year 5138, as milliseconds 1973. */
export const FIRST_MILLISECOND_TS = 1e11;

/** Precedes, in a fingerprint, what came in place of a usable `ts` or `seq`. */
const RAW_MARK = 3;

/**
 * The order of events: negative where `a` is earlier, positive where it is later.
 * 0 only where both say the same. A total order, so the order of arrival makes no difference.
 */
export function compareEventOrder(a: EventOrder, b: EventOrder): number {
  return a.tsMs - b.tsMs || a.seq - b.seq || a.content - b.content;
}

/**
 * Fingerprint of what an event says: an integer in [0, 2^53), whatever the order of keys, spacing and unknown fields.
 * Runs on every event and allocates nothing. Not re-entrant, and need not be: it reads only our own plain objects.
 */
export function computeContent(projectId: string, runId: string, event: GradientDescentEvent): number {
  writeEvent(projectId, runId, event);
  return takeFingerprint();
}

/** Whether a value can be a `ts`: a finite number above 0. */
export function isTs(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0;
}

/** The time that an envelope's `ts` says, in Unix milliseconds: below 1e11 it is in seconds. Null where it cannot be used. */
export function readTsMs(ts: unknown): number | null {
  if (!isTs(ts)) return null;
  return ts < FIRST_MILLISECOND_TS ? ts * 1000 : ts;
}

/**
 * The order of an event, from its envelope's `ts` and `seq` as they came.
 * If either cannot be used both are -1, and what came in their place counts as content.
 */
export function createEventOrder(
  projectId: string,
  runId: string,
  event: GradientDescentEvent,
  ts: unknown,
  seq: unknown,
): EventOrder {
  writeEvent(projectId, runId, event);
  return takeOrder(ts, seq);
}

/**
 * The order of what has been written to the fingerprint, from its envelope's `ts` and `seq` as they came. If either cannot
 * be used both are -1, and what came in their place counts as content.
 */
export function takeOrder(ts: unknown, seq: unknown): EventOrder {
  const tsMs = readTsMs(ts);
  if (tsMs !== null && isStep(seq)) return { tsMs, seq: seq + 0, content: takeFingerprint() };
  writeRaw(ts);
  writeRaw(seq);
  return { tsMs: -1, seq: -1, content: takeFingerprint() };
}

function writeEvent(projectId: string, runId: string, event: GradientDescentEvent): void {
  startFingerprint(projectId, runId);
  const payload: PayloadType = event.name === 'GD_PATH_UPDATE' ? PATH_UPDATE : CONTRACT[event.name];
  writeNumber(payload.mark);
  payload.writeContent(event);
}

/** Writes numbers and texts by value, all else by type alone: the facts do not differ, and reading it could run its code. */
function writeRaw(value: unknown): void {
  writeMark(RAW_MARK);
  writeString(value === null ? 'null' : typeof value);
  if (typeof value === 'number') writeNumber(value);
  else if (typeof value === 'string') writeString(value);
}
