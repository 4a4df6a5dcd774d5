import type { PathPoint } from '../events.js';
import { explainNumber } from '../explainNumber.js';
import { writeAbsent, writeMark, writeNumber, writePair } from '../fingerprint.js';
import type { ReadContext } from '../readContext.js';
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
} from '../ownField.js';
import { DEFAULT_PARSE_LIMITS } from '../parseLimits.js';
import type { Complete } from './complete.js';
import type { JsonSchema } from './jsonSchema.js';
import { RecordType } from './recordType.js';
import { DRAWABLE, NOT_NEGATIVE } from './scalarTypes.js';
import type { ValueType } from './valueType.js';

/** In place of an index, for the point of a start. */
const POINT_0 = -1;
const POINT_FIELDS = ['x', 'y', 'loss', 'residual'] as const;
type WholePoint = Complete<PathPoint, (typeof POINT_FIELDS)[number]>;

/** Precede an optional value in a fingerprint, so that a loss cannot be taken for a residual or for the next point's x. */
const LOSS_MARK = 1;
const RESIDUAL_MARK = 2;

/** The rows of a point. Points are most of what comes, so the code below reads and writes them field by field. */
const POINT = new RecordType<PathPoint>(
  {
    x: { type: DRAWABLE, need: 'essential', description: 'Divided by `domainHalf`.' },
    y: { type: DRAWABLE, need: 'essential', description: 'Divided by `domainHalf`.' },
    loss: { type: DRAWABLE, description: 'The true loss at that step, loss units.', mark: LOSS_MARK },
    residual: {
      type: NOT_NEGATIVE,
      description: 'Distance from the plane of the projection, weight units.',
      mark: RESIDUAL_MARK,
    },
  },
  'point_invalid',
  'an object { x, y }',
  {
    title: 'Point',
    description:
      'Normalized: [-1, 1] is the domain, beyond it is legal. A point that is not finite is not sent.',
  },
);
/** JSON Schema of a point. */
export const POINT_SCHEMA: JsonSchema = POINT.schema;

/** The point of step 0. */
export const FIRST_POINT: ValueType<PathPoint> = {
  expected: POINT.expected,
  schema: { $ref: '#/$defs/point' },
  read(value, { path, code }, context) {
    if (value !== undefined) return parsePoint(value, context, POINT_0) ?? undefined;
    context.report(code, path, undefined, POINT.expected);
    return undefined;
  },
  encode: createPoint,
  writeContent: writePoint,
};

/** The points of consecutive steps; null where one cannot be used. */
export const POINTS: ValueType<readonly (PathPoint | null)[]> = {
  expected: 'an array of { x, y }',
  schema: {
    type: 'array',
    items: { $ref: '#/$defs/point' },
    maxItems: DEFAULT_PARSE_LIMITS.maxPointsPerMessage,
  },
  read(value, { path, code }, context) {
    if (isArray(value)) return parsePoints(value, arrayLength(value), context);
    context.report(code, path, value, this.expected);
    return undefined;
  },
  encode: (points) => points.map((point) => (point === null ? null : createPoint(point))),
  writeContent(points) {
    writeNumber(points.length);
    for (const point of points) {
      if (point === null) writeAbsent();
      else writePoint(point);
    }
  },
};

/**
 * Reads the first `count` points of an update. Always `count` long, so that each stands at its step:
 * null where a point cannot be used.
 */
export function parsePoints(
  points: readonly unknown[],
  count: number,
  context: ReadContext,
): readonly (PathPoint | null)[] {
  // Returned without a copy, which would be most of what an update costs beside its JSON.
  if (context.mayKeep && context.isPlain && count === points.length && arePoints(points)) return points;
  const parsed = new Array<PathPoint | null>(count).fill(null);
  let junk = 0;
  for (let i = 0; i < count; i += 1) {
    const value = elementOf(points, i);
    // Once diagnostics are full, junk is only counted.
    if (context.isFull && !isRecord(value) && value !== UNREADABLE) junk += 1;
    else parsed[i] = parsePoint(value, context, i);
  }
  context.rejectedPoints += junk;
  if (junk > 0) context.leaveOut('point_invalid', junk);
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

/** How many points a payload carries, whatever its event: they are rejected with it. */
export function countPoints(payload: unknown): number {
  if (typeof payload !== 'object' || payload === null) return 0;
  const points = ownField(payload, 'points');
  const inArray = isArray(points) ? arrayLength(points) : 0;
  return inArray + (ownField(payload, 'point0') === undefined ? 0 : 1);
}

// Hot: once for every point that comes. A plain point costs its own object and nothing else.
function parsePoint(value: unknown, context: ReadContext, i: number): PathPoint | null {
  // An array is not a record either, so its fields are not looked up.
  if (!isRecord(value)) return rejectPoint(context, i, '', value, POINT.expected);
  let x: unknown;
  let y: unknown;
  let loss: unknown;
  let residual: unknown;
  try {
    const fields = ownFields(value, POINT_FIELDS, context.isPlain);
    ({ x, y, loss, residual } = fields);
  } catch {
    return rejectPoint(context, i, '', UNREADABLE, POINT.expected);
  }
  if (!isDrawable(x)) return rejectPoint(context, i, '.x', x, DRAWABLE.expected);
  if (!isDrawable(y)) return rejectPoint(context, i, '.y', y, DRAWABLE.expected);
  // JSON has a -0, which `===` does not tell from 0: adding 0 makes it 0.
  if (loss === undefined && residual === undefined) return { x: x + 0, y: y + 0 };
  return addFields(x + 0, y + 0, loss, residual, context, i);
}

function addFields(
  x: number,
  y: number,
  loss: unknown,
  residual: unknown,
  context: ReadContext,
  i: number,
): WholePoint {
  const hasLoss = isDrawable(loss);
  const hasResidual = isResidual(residual);
  if (!hasLoss && loss !== undefined) {
    context.report(
      'additional_field_invalid',
      `${pathOfPoint(i)}.loss`,
      loss,
      DRAWABLE.expected,
      explainNumber(loss),
    );
  }
  if (!hasResidual && residual !== undefined) {
    const { expected } = NOT_NEGATIVE;
    context.report(
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

function rejectPoint(context: ReadContext, i: number, field: string, found: unknown, expected: string): null {
  context.rejectedPoints += 1;
  if (context.isFull) context.report('point_invalid', '', found, expected);
  else context.report('point_invalid', `${pathOfPoint(i)}${field}`, found, expected, explainNumber(found));
  return null;
}

function pathOfPoint(i: number): string {
  return i === POINT_0 ? 'event.payload.point0' : `event.payload.points[${i}]`;
}

function createPoint({ x, y, loss, residual }: WholePoint): PathPoint {
  return {
    x,
    y,
    ...(loss === undefined ? {} : { loss }),
    ...(residual === undefined ? {} : { residual }),
  };
}

function writePoint({ x, y, loss, residual }: WholePoint): void {
  writePair(x, y);
  if (loss !== undefined) {
    writeMark(LOSS_MARK);
    writeNumber(loss);
  }
  if (residual !== undefined) {
    writeMark(RESIDUAL_MARK);
    writeNumber(residual);
  }
}
