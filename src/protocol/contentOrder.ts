import type { EventOrder } from './envelope.js';
import type { GradientDescentEvent, PathPoint, Projection, SurfaceParams, SurfaceSource } from './events.js';
import {
  startFingerprint,
  takeFingerprint,
  writeAbsent,
  writeMark,
  writeNumber,
  writePair,
  writeString,
} from './fingerprint.js';
import { isStep } from './ownField.js';

/** `ts` below this is in seconds: as seconds it is the year 5138, as milliseconds 1973. */
export const FIRST_MILLISECOND_TS = 1e11;

/**
 * Stand before an optional value, so that a loss cannot be taken for a residual or for the next point's x.
 * Where it is absent nothing is written: the fingerprint is that of readers who do not know the field.
 */
const LOSS_MARK = 1;
const RESIDUAL_MARK = 2;
const RAW_MARK = 3;
const REPORT_EVERY_MARK = 4;
const SOURCE_MARK = 5;

/**
 * The order of events: negative where `a` is earlier, positive where it is later.
 * 0 only where both say the same. A total order, so that it makes no difference which of two came first.
 */
export function compareEventOrder(a: EventOrder, b: EventOrder): number {
  return a.tsMs - b.tsMs || a.seq - b.seq || a.content - b.content;
}

/**
 * Fingerprint of what an event says: an integer in [0, 2^53) that key order, spacing and unknown fields leave alone.
 * Runs on every event and allocates nothing. Not re-entrant, which it need not be: it reads our own plain objects.
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
 * Where an event stands, from its envelope's `ts` and `seq` as they came.
 * Where either cannot be used both are -1, and what came in their place counts as content.
 */
export function createEventOrder(
  projectId: string,
  runId: string,
  event: GradientDescentEvent,
  ts: unknown,
  seq: unknown,
): EventOrder {
  const tsMs = readTsMs(ts);
  if (tsMs !== null && isStep(seq)) {
    return { tsMs, seq: seq + 0, content: computeContent(projectId, runId, event) };
  }
  writeEvent(projectId, runId, event);
  writeRaw(ts);
  writeRaw(seq);
  return { tsMs: -1, seq: -1, content: takeFingerprint() };
}

/** The number that opens each case stands for the event's name. */
function writeEvent(projectId: string, runId: string, event: GradientDescentEvent): void {
  startFingerprint(projectId, runId);
  switch (event.name) {
    case 'GD_PATH_UPDATE':
      writeNumber(0);
      writeNumberOrAbsent(event.stepStart);
      writeNumber(event.points.length);
      for (const point of event.points) writePoint(point);
      return;
    case 'GD_PATH_STARTED':
      writeNumber(1);
      writeNumberOrAbsent(event.domainHalf);
      writePoint(event.point0);
      return writeReportEvery(event.reportEvery);
    case 'GD_PATH_FINISHED':
      writeNumber(2);
      writeNumberOrAbsent(event.finalStep);
      return writeString(event.reason ?? '');
    case 'GD_HYPERPARAMS':
      writeNumber(3);
      writeNumberOrAbsent(event.values.eta);
      writeNumberOrAbsent(event.values.steps);
      writeNumberOrAbsent(event.values.tolGrad);
      return writeNumberOrAbsent(event.values.tolStep);
    case 'LOSS_SURFACE_SPEC_READY':
      writeNumber(4);
      writeString(event.kind);
      writeParams(event.params);
      return writeFrame(event);
    case 'LOSS_SURFACE_GRID_READY':
      writeNumber(5);
      writeString(event.assetUrl);
      writeString(event.gridFormat);
      writeNumber(event.resolution);
      return writeFrame(event);
  }
}

function writePoint(point: PathPoint | null): void {
  if (point === null) return writeAbsent();
  writePair(point.x, point.y);
  if (point.loss !== undefined) {
    writeMark(LOSS_MARK);
    writeNumber(point.loss);
  }
  if (point.residual !== undefined) {
    writeMark(RESIDUAL_MARK);
    writeNumber(point.residual);
  }
}

function writeReportEvery(reportEvery: number | undefined): void {
  if (reportEvery === undefined) return;
  writeMark(REPORT_EVERY_MARK);
  writeNumber(reportEvery);
}

function writeParams(params: SurfaceParams | null): void {
  if (params === null) return writeAbsent();
  writeString(params.kind);
  switch (params.kind) {
    case 'fixed_example':
      return;
    case 'bowl':
      writeNumber(params.a);
      writeNumber(params.b);
      writeNumber(params.tiltX);
      writeNumber(params.tiltY);
      return writeNumber(params.offset);
    case 'multi_hill':
      writeNumber(params.bowlStrength);
      writeNumber(params.offset);
      writeNumber(params.hills.length);
      for (const hill of params.hills) {
        writePair(hill.x, hill.y);
        writePair(hill.amp, hill.sigma);
      }
      return;
    case 'ripples':
      writeNumber(params.amp);
      writeNumber(params.freq);
      writeNumber(params.decay);
      writeNumber(params.bowlStrength);
      return writeNumber(params.offset);
  }
}

function writeFrame(event: {
  readonly domainHalf: number | null;
  readonly zScale: number;
  readonly projection: Projection | null;
  readonly source?: SurfaceSource;
}): void {
  writeNumberOrAbsent(event.domainHalf);
  writeNumber(event.zScale);
  writeProjection(event.projection);
  if (event.source === undefined) return;
  writeMark(SOURCE_MARK);
  writeString(event.source);
}

function writeProjection(projection: Projection | null): void {
  if (projection === null) return writeAbsent();
  writeString(projection.method);
  writeNumberOrAbsent(projection.explainedVariance?.[0]);
  writeNumberOrAbsent(projection.explainedVariance?.[1]);
  writeNumberOrAbsent(projection.randomWalk?.[0]);
  writeNumberOrAbsent(projection.randomWalk?.[1]);
  writeNumberOrAbsent(projection.seed);
  writeNumberOrAbsent(projection.checkpoints);
}

function writeNumberOrAbsent(value: number | null | undefined): void {
  if (value === null || value === undefined) writeAbsent();
  else writeNumber(value);
}

/** Numbers and texts by value, all else by kind alone: its facts are the same, and reading into it could run its code. */
function writeRaw(value: unknown): void {
  writeMark(RAW_MARK);
  writeString(value === null ? 'null' : typeof value);
  if (typeof value === 'number') writeNumber(value);
  else if (typeof value === 'string') writeString(value);
}
