import type { PathPoint } from './events.js';
import { explainNumber } from './explainNumber.js';
import type { MessageReading } from './messageReading.js';
import {
  arrayLength,
  elementOf,
  isArray,
  isDrawable,
  isRecord,
  ownField,
  ownFields,
  UNREADABLE,
  type OwnFields,
} from './ownField.js';

/** Where a point stands that is not in an update's array. */
const POINT_0 = -1;
const POINT_FIELDS = ['x', 'y', 'loss', 'residual'] as const;
const FINITE = 'a finite number';

/** Reads `point0` of a start; null where it is missing or cannot be used. */
export function parsePoint0(value: unknown, reading: MessageReading): PathPoint | null {
  if (value !== undefined) return parsePoint(value, reading, POINT_0);
  reading.report('point_invalid', pathOfPoint(POINT_0), undefined, 'an object { x, y }');
  return null;
}

/**
 * Reads the first `count` points of an update. Always `count` long, so that each stands at its step:
 * null where a point cannot be used.
 */
export function parsePoints(
  points: readonly unknown[],
  count: number,
  reading: MessageReading,
): readonly (PathPoint | null)[] {
  // Copies are most of what an update costs beside its JSON.
  if (reading.mayKeep && reading.isPlain && count === points.length && arePoints(points)) return points;
  const parsed = new Array<PathPoint | null>(count).fill(null);
  let junk = 0;
  for (let i = 0; i < count; i += 1) {
    const value = elementOf(points, i);
    // A batch of junk is counted to its end, but nobody reads the words for each.
    if (reading.isFull && !isRecord(value) && value !== UNREADABLE) junk += 1;
    else parsed[i] = parsePoint(value, reading, i);
  }
  reading.rejectedPoints += junk;
  if (junk > 0) reading.leaveOut('point_invalid', junk);
  return parsed;
}

/** Whether all of an array that JSON.parse made are points of which nothing has to be left out. */
function arePoints(values: readonly unknown[]): values is readonly PathPoint[] {
  for (const value of values) {
    if (typeof value !== 'object' || value === null) return false;
    const { x, y, loss, residual } = value as OwnFields<(typeof POINT_FIELDS)[number]>;
    if (!isDrawable(x) || !isDrawable(y)) return false;
    if (loss !== undefined && !isDrawable(loss)) return false;
    if (residual !== undefined && !isResidual(residual)) return false;
  }
  return true;
}

/** How many points a payload carries, whatever event it is of: those that are lost with it. */
export function countPoints(payload: unknown): number {
  if (typeof payload !== 'object' || payload === null) return 0;
  const points = ownField(payload, 'points');
  const inArray = isArray(points) ? arrayLength(points) : 0;
  return inArray + (ownField(payload, 'point0') === undefined ? 0 : 1);
}

// Hot: once for every point that comes. A plain point costs its own object and nothing else.
function parsePoint(value: unknown, reading: MessageReading, i: number): PathPoint | null {
  // An array is none: it has no x of its own, and looking its fields up one by one would only take longer.
  if (!isRecord(value)) return rejectPoint(reading, i, '', value, 'an object { x, y }');
  let x: unknown;
  let y: unknown;
  let loss: unknown;
  let residual: unknown;
  try {
    const fields = ownFields(value, POINT_FIELDS, reading.isPlain);
    ({ x, y, loss, residual } = fields);
  } catch {
    return rejectPoint(reading, i, '', UNREADABLE, 'an object { x, y }');
  }
  if (!isDrawable(x)) return rejectPoint(reading, i, '.x', x, FINITE);
  if (!isDrawable(y)) return rejectPoint(reading, i, '.y', y, FINITE);
  // JSON has a -0, and `===` cannot tell which of two equal events came: adding 0 makes it 0.
  if (loss === undefined && residual === undefined) return { x: x + 0, y: y + 0 };
  return addFields(x + 0, y + 0, loss, residual, reading, i);
}

function addFields(
  x: number,
  y: number,
  loss: unknown,
  residual: unknown,
  reading: MessageReading,
  i: number,
): PathPoint {
  const hasLoss = isDrawable(loss);
  const hasResidual = isResidual(residual);
  if (!hasLoss && loss !== undefined) {
    reading.report('additional_field_invalid', `${pathOfPoint(i)}.loss`, loss, FINITE, explainNumber(loss));
  }
  if (!hasResidual && residual !== undefined) {
    const expected = 'a finite number of at least 0';
    reading.report(
      'additional_field_invalid',
      `${pathOfPoint(i)}.residual`,
      residual,
      expected,
      explainNumber(residual),
    );
  }
  if (hasLoss)
    return hasResidual ? { x, y, loss: loss + 0, residual: residual + 0 } : { x, y, loss: loss + 0 };
  return hasResidual ? { x, y, residual: residual + 0 } : { x, y };
}

function isResidual(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

function rejectPoint(
  reading: MessageReading,
  i: number,
  field: string,
  found: unknown,
  expected: string,
): null {
  reading.rejectedPoints += 1;
  if (reading.isFull) reading.report('point_invalid', '', found, expected);
  else reading.report('point_invalid', `${pathOfPoint(i)}${field}`, found, expected, explainNumber(found));
  return null;
}

function pathOfPoint(i: number): string {
  return i === POINT_0 ? 'event.payload.point0' : `event.payload.points[${i}]`;
}
