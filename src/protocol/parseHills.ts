import type { Hill } from './events.js';
import { explainNumber } from './explainNumber.js';
import type { MessageReading } from './messageReading.js';
import { arrayLength, elementOf, isArray, isDrawable, ownFields, UNREADABLE } from './ownField.js';

const HILL = 'an object { x, y, amp, sigma }';
const HILL_FIELDS = ['x', 'y', 'amp', 'sigma'] as const;
const FINITE = 'a finite number';

/** Reads the hills of a `multi_hill` surface. A bad one is left out and named; so are those beyond the limit. */
export function parseHills(value: unknown, path: string, reading: MessageReading): readonly Hill[] {
  if (value === undefined) return [];
  if (!isArray(value)) {
    reading.report('hills_invalid', path, value, 'an array of { x, y, amp, sigma }');
    return [];
  }
  const length = arrayLength(value);
  const limit = reading.limits.maxHills;
  if (length > limit) reading.report('too_many_hills', path, value, `at most ${limit} hills`);
  const hills: Hill[] = [];
  for (let i = 0; i < length && i < limit; i += 1) {
    const hill = parseHill(elementOf(value, i), path, i, reading);
    if (hill !== null) hills.push(hill);
  }
  return hills;
}

// Ten thousand may come at once, so fields are read by constant names and a path is put together only where it is needed.
function parseHill(value: unknown, path: string, i: number, reading: MessageReading): Hill | null {
  if (typeof value !== 'object' || value === null) return rejectHill(reading, `${path}[${i}]`, value, HILL);
  let x: unknown;
  let y: unknown;
  let amp: unknown;
  let sigma: unknown;
  try {
    const fields = ownFields(value, HILL_FIELDS, reading.isPlain);
    ({ x, y, amp, sigma } = fields);
  } catch {
    return rejectHill(reading, `${path}[${i}]`, UNREADABLE, HILL);
  }
  if (!isDrawable(x)) return rejectHill(reading, `${path}[${i}].x`, x, FINITE);
  if (!isDrawable(y)) return rejectHill(reading, `${path}[${i}].y`, y, FINITE);
  if (!isDrawable(amp)) return rejectHill(reading, `${path}[${i}].amp`, amp, FINITE);
  if (!isDrawable(sigma)) return rejectHill(reading, `${path}[${i}].sigma`, sigma, FINITE);
  return { x: x + 0, y: y + 0, amp: amp + 0, sigma: sigma + 0 };
}

function rejectHill(reading: MessageReading, path: string, found: unknown, expected: string): null {
  reading.report('hill_invalid', path, found, expected, explainNumber(found));
  return null;
}
