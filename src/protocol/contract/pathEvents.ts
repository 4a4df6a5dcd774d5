import {
  FINISH_REASONS,
  RESTART_REASONS,
  type PathFinished,
  type PathStarted,
  type PathUpdate,
} from '../events.js';
import { writeAbsent, writeNumber } from '../fingerprint.js';
import type { ReadContext } from '../readContext.js';
import { arrayLength, isArray, isStep, ownField, ownFields, type UnknownRecord } from '../ownField.js';
import type { Complete } from './complete.js';
import type { JsonSchema } from './jsonSchema.js';
import { createPayloadType, PAYLOAD_PATH, type PayloadType } from './payloadType.js';
import { countPoints, FIRST_POINT, parsePoints, POINTS } from './points.js';
import { RecordType, type Fields } from './recordType.js';
import { createChoiceType, INTERVAL, STEP } from './scalarTypes.js';
import { DOMAIN_HALF_FIELD } from './surfaceEvents.js';

const NORMALIZED = 'normalized';
const SPACE: JsonSchema = {
  const: NORMALIZED,
  default: NORMALIZED,
  description: 'Points are divided by `domainHalf`. In any other space they are not used.',
};

export const PATH_STARTED_FIELDS = {
  domainHalf: DOMAIN_HALF_FIELD,
  point0: {
    type: FIRST_POINT,
    otherwise: null,
    need: 'expected',
    code: 'point_invalid',
    description: 'Step 0.',
  },
  reportEvery: {
    type: INTERVAL,
    wire: 'report_every',
    default: 1,
    mark: 4,
    hint: 'every step is taken for one that is reported',
    description: 'A point comes for every so many steps, by design. It changes no step’s place.',
  },
  restart: {
    type: createChoiceType(RESTART_REASONS),
    mark: 6,
    hint: 'the start is taken for that of a new descent',
    description: 'The same training goes on: only the plane is new on which its path is projected.',
  },
} as const satisfies Fields<Omit<PathStarted, 'name'>>;

export const PATH_UPDATE_FIELDS = {
  stepStart: {
    type: STEP,
    wire: 'step_start',
    otherwise: null,
    need: 'expected',
    description: 'The step of `points[0]`.',
  },
  points: {
    type: POINTS,
    need: 'essential',
    description: 'Consecutive steps: `points[i]` is step `step_start + i`.',
  },
} as const satisfies Fields<Omit<PathUpdate, 'name'>>;

export const PATH_FINISHED_FIELDS = {
  finalStep: {
    type: STEP,
    wire: 'final_step',
    otherwise: null,
    need: 'expected',
    code: 'final_step_invalid',
    description: 'The last step, or the number of steps.',
  },
  reason: {
    type: createChoiceType(FINISH_REASONS),
    otherwise: null,
    need: 'expected',
    code: 'reason_unknown',
    description: 'Why it ended.',
  },
} as const satisfies Fields<Omit<PathFinished, 'name'>>;

const STARTED = new RecordType<Omit<PathStarted, 'name'>>(
  PATH_STARTED_FIELDS,
  'additional_field_invalid',
  'an object',
);

/** `GD_PATH_STARTED`. Without a usable `point0` it still starts a path. */
export const PATH_STARTED: PayloadType<PathStarted> = inSpace({
  ...createPayloadType(
    'GD_PATH_STARTED',
    1,
    'A path begins, at this point. Once, before its points.',
    STARTED,
  ),
  read: readPathStarted,
});

/** `GD_PATH_UPDATE`, the most frequent event. */
export const PATH_UPDATE: PayloadType<PathUpdate> = inSpace({
  ...createPayloadType(
    'GD_PATH_UPDATE',
    0,
    'The points of these steps. Every 5 to 20 steps.',
    new RecordType<Omit<PathUpdate, 'name'>>(PATH_UPDATE_FIELDS, 'points_invalid', 'an object'),
  ),
  read: readPathUpdate,
  writeContent: writePathUpdate,
});

/** `GD_PATH_FINISHED`. The end holds even where its step or its reason cannot be used. */
export const PATH_FINISHED: PayloadType<PathFinished> = createPayloadType(
  'GD_PATH_FINISHED',
  2,
  'The path has ended, for this reason. Once.',
  new RecordType<Omit<PathFinished, 'name'>>(PATH_FINISHED_FIELDS, 'final_step_invalid', 'an object'),
);

/** An event that names the space of its points, of which only one can be drawn. */
function inSpace<Event extends PathStarted | PathUpdate>(payload: PayloadType<Event>): PayloadType<Event> {
  return {
    ...payload,
    properties: { space: SPACE, ...payload.properties },
    encode: (event) => ({ space: NORMALIZED, ...payload.encode(event) }),
  };
}

function readPathStarted(payload: UnknownRecord, context: ReadContext): PathStarted | null {
  const isKnown = isKnownSpace(ownField(payload, 'space'), context);
  if (!isKnown) context.rejectedPoints += countPoints(payload);
  const fields = STARTED.readFields(payload, PAYLOAD_PATH, context, isKnown ? undefined : 'point0');
  return fields === undefined ? null : { name: 'GD_PATH_STARTED', ...fields };
}

type WholeUpdate = Complete<PathUpdate, 'name' | 'stepStart' | 'points'>;
const READ_FIELDS = ['step_start', 'points', 'space'] as const;
const STEP_START_PATH = 'event.payload.step_start';

/** Reads field by field, since updates are the most frequent. One whose points cannot be placed is an event without points. */
function readPathUpdate(payload: UnknownRecord, context: ReadContext): WholeUpdate {
  const { step_start: rawStart, points, space } = ownFields(payload, READ_FIELDS, context.isPlain);
  const stepStart = isStep(rawStart) ? rawStart + 0 : null;
  const isPlaced = rawStart === undefined || stepStart !== null;
  if (!isPlaced) {
    context.report(
      'step_start_invalid',
      STEP_START_PATH,
      rawStart,
      STEP.expected,
      'the points cannot be placed',
    );
  } else if (stepStart === null) {
    context.report(
      'step_start_missing',
      STEP_START_PATH,
      rawStart,
      STEP.expected,
      'the points follow the last step so far',
    );
  }
  if (!isArray(points)) {
    context.report('points_invalid', 'event.payload.points', points, POINTS.expected);
    return { name: 'GD_PATH_UPDATE', stepStart, points: [] };
  }
  if (!isPlaced) {
    context.rejectedPoints += arrayLength(points);
    return { name: 'GD_PATH_UPDATE', stepStart, points: [] };
  }
  const count = countPlaceable(points, stepStart ?? 0, context);
  if (isKnownSpace(space, context)) {
    return { name: 'GD_PATH_UPDATE', stepStart, points: parsePoints(points, count, context) };
  }
  context.rejectedPoints += count;
  return { name: 'GD_PATH_UPDATE', stepStart, points: new Array<null>(count).fill(null) };
}

function writePathUpdate({ stepStart, points }: WholeUpdate): void {
  if (stepStart === null) writeAbsent();
  else writeNumber(stepStart);
  POINTS.writeContent(points);
}

/** How many of an update's points have a step and are within the limit; the others are counted and named. */
function countPlaceable(points: readonly unknown[], stepStart: number, context: ReadContext): number {
  const length = context.isPlain ? points.length : arrayLength(points);
  const limit = context.limits.maxPointsPerMessage;
  const steps = Number.MAX_SAFE_INTEGER - stepStart + 1;
  const count = Math.min(length, limit, steps);
  if (count < length) context.rejectedPoints += length - count;
  if (length > limit) {
    const hint = 'send more updates of fewer points';
    context.report('too_many_points', 'event.payload.points', points, `at most ${limit} points`, hint);
  }
  if (length > steps) {
    context.report(
      'step_overflow',
      `event.payload.points[${steps}]`,
      `step ${stepStart} + ${steps}`,
      STEP.expected,
    );
  }
  return count;
}

/** One diagnostic for all points of a message, since they share their space. */
function isKnownSpace(space: unknown, context: ReadContext): boolean {
  if (space === undefined || space === NORMALIZED) return true;
  const hint = 'send points divided by domainHalf';
  context.report('space_unknown', 'event.payload.space', space, '"normalized"', hint);
  return false;
}
