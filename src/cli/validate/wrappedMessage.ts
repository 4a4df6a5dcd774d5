import type { GradientDescentEventName } from '../../protocol/events.js';
import { EVENT_NAMES } from '../../protocol/contract/contract.js';
import { isRecord, ownField, type UnknownRecord } from '../../protocol/ownField.js';
import type { FindingWords } from './finding.js';
import { hasPayloadField, isEventName } from './fieldShape.js';

/** The place of one of the contract's events inside a message of another kind. */
export interface WrappedMessage {
  /** From the message, e.g. `push.pub.data`; `message` for the message itself. */
  readonly path: string;
  readonly name: GradientDescentEventName;
  /** Whether it is there with its whole envelope. */
  readonly isWhole: boolean;
}

/** Levels of objects, arrays and JSON texts that are searched: the deepest known protocol has four. */
const MAX_DEPTH = 6;
/** The most values that are searched. */
const MAX_VALUES = 256;
const MAX_ENTRIES = 32;
const MAX_PREFIX_CHARS = 64;
/** The most opening brackets in that prefix that are tried as the beginning of the JSON. */
const MAX_STARTS = 4;
const MAX_NAME_CHARS = 128;
/** The least number of characters, or bytes, of an event. */
const MIN_CODED = 40;
const BRACE = 0x7b;
const BRACKET = 0x5b;

const MENTION = /GD_|LOSS_SURFACE_/;
/** `MENTION`, or base64 text that may contain it. */
const MENTION_INSIDE = /GD_|LOSS_SURFACE_|"e[yw][\w+/-]{38}/;
/** Matches what may be one of the contract's event names in any spelling: no white space, and one of these words. */
const NAME = /^(?=.*(?:path|surface|hyperparams))\S+$/i;
/** Base64 that begins with `{"`, `{ `, `[{` or the like. */
const BASE64 = /^(?:ey|ew|W3|Wy)[\w+/-]{38,}={0,2}$/;

interface MessagePlace {
  readonly value: unknown;
  readonly path: string;
  readonly depth: number;
}

/** Finds one of the contract's events inside a message in which the reader found none; null if there is none. */
export function findWrappedMessage(message: unknown): WrappedMessage | null {
  return search(message, 1);
}

/**
 * The same for a line that is no JSON: base64, or JSON with some characters before and after it (as from Socket.IO, SockJS
 * and SignalR, or the time and level of a log).
 */
export function findInLine(text: string): WrappedMessage | null {
  const { value, coding } = decode(text);
  if (coding !== '') return search(value, 0, coding);
  const end = Math.max(text.lastIndexOf('}'), text.lastIndexOf(']')) + 1;
  const starts = [...text.slice(0, MAX_PREFIX_CHARS).matchAll(/[[{]/g)].slice(0, MAX_STARTS);
  for (const { index } of starts) {
    const found = index === 0 && end === text.length ? null : search(decode(text.slice(index, end)).value, 0);
    if (found !== null) return found;
  }
  return null;
}

/** The words of the finding. */
export function describeWrapped({ path, name, isWhole }: WrappedMessage): FindingWords {
  if (isWhole) {
    const expected = 'what stands there as the message itself';
    return { path, found: `a whole ${name} inside of another message`, expected };
  }
  const expected = '{ v, type: "EVENT", project_id, seq, ts, event: { name, payload } }';
  return { path, found: `a ${name} in no envelope of ours`, expected };
}

/**
 * Searches breadth first.
 * @param wholeFrom - the depth from which on a whole envelope counts as wrapped
 * @param coding - how the message itself was encoded
 */
function search(message: unknown, wholeFrom: number, coding = ''): WrappedMessage | null {
  const places: MessagePlace[] = [
    { value: message, path: coding === '' ? '' : `message${coding}`, depth: 0 },
  ];
  for (let i = 0; i < places.length && i < MAX_VALUES; i++) {
    const { value, path, depth } = places[i]!;
    const decoded = decode(value);
    const place: MessagePlace = { value: decoded.value, path: path + decoded.coding, depth };
    // JSON inside a string counts as nested, even where the string is the whole message.
    const found = inspect(place, depth >= wholeFrom || decoded.value !== value);
    if (found !== null) return found;
    if (depth < MAX_DEPTH) addInner(place, places);
  }
  return null;
}

function inspect({ value, path }: MessagePlace, mayBeWhole: boolean): WrappedMessage | null {
  const at = path === '' ? 'message' : path;
  if (mayBeWhole && isRecord(value)) {
    const event = ownField(value, 'event');
    const name = isRecord(event) ? ownField(event, 'name') : undefined;
    if (ownField(value, 'type') === 'EVENT' && isEventName(name)) return { path: at, name, isWhole: true };
  }
  const bare = isRecord(value) || Array.isArray(value) ? findBareEvent(value) : null;
  return bare === null ? null : { path: at, name: bare, isWhole: false };
}

/** The event that a record or a list names, if a field of its payload is beside the name or in a neighbouring value. */
function findBareEvent(record: UnknownRecord | readonly unknown[]): GradientDescentEventName | null {
  const entries = Object.entries(record).slice(0, MAX_ENTRIES);
  for (const [key, value] of entries) {
    const keyed = isRecord(value) ? nameIn(key) : null;
    if (keyed !== null && isPayload(value, keyed)) return keyed;
    const name = nameIn(value);
    if (name === null) continue;
    // `run_id` does not count: a log entry about an event may have one.
    const isBeside = isRecord(record) && hasPayloadField(record, name, 'run_id');
    if (isBeside || entries.some(([, other]) => isPayload(parseText(other), name))) return name;
  }
  return null;
}

function isPayload(value: unknown, name: GradientDescentEventName): boolean {
  return isRecord(value) && hasPayloadField(value, name);
}

/** The event that a text names, in any spelling, also after a topic or a namespace. */
function nameIn(value: unknown): GradientDescentEventName | null {
  if (typeof value !== 'string' || value.length > MAX_NAME_CHARS || !NAME.test(value)) return null;
  const letters = lettersOf(value);
  return EVENT_NAMES.find((name) => letters.endsWith(lettersOf(name))) ?? null;
}

function lettersOf(name: string): string {
  return name.toLowerCase().replace(/[^a-z]/g, '');
}

function addInner({ value, path, depth }: MessagePlace, places: MessagePlace[]): void {
  if (Array.isArray(value)) {
    value.slice(0, MAX_ENTRIES).forEach((entry: unknown, i) => {
      places.push({ value: entry, path: `${path === '' ? 'message' : path}[${i}]`, depth: depth + 1 });
    });
  } else if (isRecord(value)) {
    for (const field of Object.keys(value).slice(0, MAX_ENTRIES))
      places.push({
        value: value[field],
        path: path === '' ? field : `${path}.${field}`,
        depth: depth + 1,
      });
  }
}

/** A value, and how it was encoded, with a leading space; empty if it was not. */
interface Decoded {
  readonly value: unknown;
  readonly coding: '' | ' (base64)' | ' (bytes)';
}

/** Decodes a value that may hold one of our events (JSON text, base64, list of bytes); returns any other unchanged. */
function decode(value: unknown): Decoded {
  if (typeof value === 'string') {
    if (MENTION_INSIDE.test(value)) return { value: parseText(value), coding: '' };
    return BASE64.test(value)
      ? decodeBytes(value, Buffer.from(value, 'base64'), ' (base64)')
      : { value, coding: '' };
  }
  return isByteList(value) ? decodeBytes(value, Buffer.from(value), ' (bytes)') : { value, coding: '' };
}

function decodeBytes(value: unknown, bytes: Buffer, coding: Decoded['coding']): Decoded {
  const text = bytes.toString();
  const parsed = MENTION.test(text) ? parseText(text) : text;
  return parsed === text ? { value, coding: '' } : { value: parsed, coding };
}

/** Whether a value is a list of bytes, as in the JSON of Node's buffers. */
function isByteList(value: unknown): value is number[] {
  if (!Array.isArray(value) || value.length < MIN_CODED || (value[0] !== BRACE && value[0] !== BRACKET))
    return false;
  return value.every((byte) => Number.isInteger(byte) && (byte as number) >= 0 && (byte as number) < 256);
}

/** The parsed value of a text that looks like JSON; any other value unchanged. */
function parseText(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*[[{"]/.test(value)) return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    // Not JSON: unchanged.
    return value;
  }
}
