import type { GradientDescentEventName } from '../../protocol/events.js';
import { isRecord, ownField, type UnknownRecord } from '../../protocol/ownField.js';
import type { FindingWords } from './finding.js';
import { hasPayloadField, isEventName } from './fieldShape.js';

/** Where one of our events stands inside of a message of another kind. */
export interface WrappedMessage {
  /** From the message on, e.g. `push.pub.data`; `message` for the message itself. */
  readonly path: string;
  readonly name: GradientDescentEventName;
  /** Whether it is there with our envelope. */
  readonly isWhole: boolean;
}

/** Levels of objects, arrays and JSON texts that are looked into: the deepest wire protocol has four. */
const MAX_DEPTH = 6;
/** Values that are looked at. */
const MAX_VALUES = 256;
const MAX_ENTRIES = 32;
/** Characters before the JSON of a line: those of Socket.IO and SockJS, or the time and level of a log. */
const MAX_PREFIX_CHARS = 64;

interface Place {
  readonly value: unknown;
  readonly path: string;
  readonly depth: number;
}

/** Looks for one of our events inside of a message of which the reader made none. Null where there is none. */
export function findWrappedMessage(message: unknown): WrappedMessage | null {
  return search(message, 1);
}

/** The same for a line that is no JSON, and of which all that follows on a few characters may be. */
export function findInLine(text: string): WrappedMessage | null {
  const start = text.slice(0, MAX_PREFIX_CHARS).search(/[[{]/);
  return start <= 0 ? null : search(parseMention(text.slice(start)), 0);
}

/** What is said of it. */
export function describeWrapped({ path, name, isWhole }: WrappedMessage): FindingWords {
  if (isWhole) {
    const expected = 'what stands there as the message itself';
    return { path, found: `a whole ${name} inside of another message`, expected };
  }
  const expected = '{ v, type: "EVENT", project_id, seq, ts, event: { name, payload } }';
  return { path, found: `a ${name} in no envelope of ours`, expected };
}

/** Breadth first. @param wholeFrom - the depth from which on a whole envelope is a find */
function search(message: unknown, wholeFrom: number): WrappedMessage | null {
  const places: Place[] = [{ value: message, path: '', depth: 0 }];
  for (let i = 0; i < places.length && i < MAX_VALUES; i++) {
    const place = places[i]!;
    const found = inspect(place, place.depth >= wholeFrom);
    if (found !== null) return found;
    if (place.depth < MAX_DEPTH) addInner(place, places);
  }
  return null;
}

function inspect({ value, path }: Place, mayBeWhole: boolean): WrappedMessage | null {
  const record = parseMention(value);
  if (!isRecord(record)) return null;
  const event = ownField(record, 'event');
  const name = isRecord(event) ? ownField(event, 'name') : undefined;
  const at = path === '' ? 'message' : path;
  if (mayBeWhole && ownField(record, 'type') === 'EVENT' && isEventName(name))
    return { path: at, name, isWhole: true };
  const bare = findBareEvent(record);
  return bare === null ? null : { path: at, name: bare, isWhole: false };
}

/** The event that a record names in one of its fields, with a field of its payload beside the name or next to it. */
function findBareEvent(record: UnknownRecord): GradientDescentEventName | null {
  const values = Object.values(record).slice(0, MAX_ENTRIES);
  const name = values.find(isEventName);
  if (name === undefined) return null;
  const holders = [record, ...values.map(parseText)];
  return holders.some((holder) => isRecord(holder) && hasPayloadField(holder, name)) ? name : null;
}

function addInner({ value, path, depth }: Place, places: Place[]): void {
  const holder = parseMention(value);
  if (Array.isArray(holder)) {
    holder.slice(0, MAX_ENTRIES).forEach((entry: unknown, i) => {
      places.push({ value: entry, path: `${path === '' ? 'message' : path}[${i}]`, depth: depth + 1 });
    });
  } else if (isRecord(holder)) {
    for (const field of Object.keys(holder).slice(0, MAX_ENTRIES))
      places.push({
        value: holder[field],
        path: path === '' ? field : `${path}.${field}`,
        depth: depth + 1,
      });
  }
}

/** What a JSON text says that may hold one of our events; any other value as it is. */
function parseMention(value: unknown): unknown {
  return typeof value === 'string' && /GD_|LOSS_SURFACE_/.test(value) ? parseText(value) : value;
}

/** What a text says that looks like JSON; any other value as it is. */
function parseText(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    // A text that only looks like JSON holds no message.
    return value;
  }
}
