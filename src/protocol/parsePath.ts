import {
  FINISH_REASONS,
  type FinishReason,
  type PathFinished,
  type PathStarted,
  type PathUpdate,
} from './events.js';
import type { MessageReading } from './messageReading.js';
import { arrayLength, isArray, isStep, ownField, ownFields, type UnknownRecord } from './ownField.js';
import { parseDomainHalf } from './parseFrame.js';
import { countPoints, parsePoint0, parsePoints } from './parsePoints.js';

const STEP = 'an integer from 0 to 2^53 - 1';
const UPDATE_FIELDS = ['step_start', 'points', 'space'] as const;
const STEP_START_PATH = 'event.payload.step_start';

/** Reads a `GD_PATH_STARTED`. Without a usable `point0` it still starts a path. */
export function parsePathStarted(payload: UnknownRecord, reading: MessageReading): PathStarted {
  const frame = { domainHalf: parseDomainHalf(payload, 'event.payload', reading) };
  const reporting = parseReportEvery(payload, reading);
  if (!isKnownSpace(ownField(payload, 'space'), reading)) {
    reading.rejectedPoints += countPoints(payload);
    return { name: 'GD_PATH_STARTED', ...frame, point0: null, ...reporting };
  }
  const point0 = parsePoint0(ownField(payload, 'point0'), reading);
  return { name: 'GD_PATH_STARTED', ...frame, point0, ...reporting };
}

/** Reads a `GD_PATH_UPDATE`. One whose points cannot be placed still tells of its run: it is an event without points. */
export function parsePathUpdate(payload: UnknownRecord, reading: MessageReading): PathUpdate {
  const { step_start: rawStart, points, space } = ownFields(payload, UPDATE_FIELDS, reading.isPlain);
  const stepStart = isStep(rawStart) ? rawStart + 0 : null;
  const isPlaced = rawStart === undefined || stepStart !== null;
  if (!isPlaced) {
    reading.report('step_start_invalid', STEP_START_PATH, rawStart, STEP, 'the points cannot be placed');
  } else if (stepStart === null) {
    reading.report(
      'step_start_missing',
      STEP_START_PATH,
      rawStart,
      STEP,
      'the points follow the last step so far',
    );
  }
  if (!isArray(points)) {
    reading.report('points_invalid', 'event.payload.points', points, 'an array of { x, y }');
    return { name: 'GD_PATH_UPDATE', stepStart, points: [] };
  }
  if (!isPlaced) {
    reading.rejectedPoints += arrayLength(points);
    return { name: 'GD_PATH_UPDATE', stepStart, points: [] };
  }
  const count = countPlaceable(points, stepStart ?? 0, reading);
  if (isKnownSpace(space, reading)) {
    return { name: 'GD_PATH_UPDATE', stepStart, points: parsePoints(points, count, reading) };
  }
  reading.rejectedPoints += count;
  return { name: 'GD_PATH_UPDATE', stepStart, points: new Array<null>(count).fill(null) };
}

/** Reads a `GD_PATH_FINISHED`. The end holds even where its step or its reason cannot be used. */
export function parsePathFinished(payload: UnknownRecord, reading: MessageReading): PathFinished {
  const finalStep = ownField(payload, 'final_step');
  const reason = ownField(payload, 'reason');
  if (!isStep(finalStep)) reading.report('final_step_invalid', 'event.payload.final_step', finalStep, STEP);
  if (!isFinishReason(reason)) {
    reading.report('reason_unknown', 'event.payload.reason', reason, `one of ${FINISH_REASONS.join(', ')}`);
  }
  return {
    name: 'GD_PATH_FINISHED',
    finalStep: isStep(finalStep) ? finalStep + 0 : null,
    reason: isFinishReason(reason) ? reason : null,
  };
}

/** Reads the additional field `report_every`; nothing where there is none that is usable. */
function parseReportEvery(payload: UnknownRecord, reading: MessageReading): Pick<PathStarted, 'reportEvery'> {
  const value = ownField(payload, 'report_every');
  if (value === undefined) return {};
  if (isStep(value) && value > 0) return { reportEvery: value };
  const path = 'event.payload.report_every';
  const cure = 'every step is taken for one that is reported';
  reading.report('additional_field_invalid', path, value, 'an integer from 1 to 2^53 - 1', cure);
  return {};
}

/** How many of an update's points have a step and are within the limit; the others are counted and named. */
function countPlaceable(points: readonly unknown[], stepStart: number, reading: MessageReading): number {
  const length = reading.isPlain ? points.length : arrayLength(points);
  const limit = reading.limits.maxPointsPerMessage;
  const steps = Number.MAX_SAFE_INTEGER - stepStart + 1;
  const count = Math.min(length, limit, steps);
  if (count < length) reading.rejectedPoints += length - count;
  if (length > limit) {
    const cure = 'send more updates of fewer points';
    reading.report('too_many_points', 'event.payload.points', points, `at most ${limit} points`, cure);
  }
  if (length > steps) {
    reading.report('step_overflow', `event.payload.points[${steps}]`, `step ${stepStart} + ${steps}`, STEP);
  }
  return count;
}

/** One diagnostic stands for all points of a message: they share their space. */
function isKnownSpace(space: unknown, reading: MessageReading): boolean {
  if (space === undefined || space === 'normalized') return true;
  const cure = 'send points divided by domainHalf';
  reading.report('space_unknown', 'event.payload.space', space, '"normalized"', cure);
  return false;
}

function isFinishReason(value: unknown): value is FinishReason {
  return (FINISH_REASONS as readonly unknown[]).includes(value);
}
