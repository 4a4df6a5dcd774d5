import { boundText } from './boundText.js';
import { PAYLOAD_PATH } from './contract/payloadType.js';
import { shortenText } from './describeValue.js';
import { writeAbsent, writeNumber, writeString } from './fingerprint.js';
import { isStep, ownFields, type UnknownRecord } from './ownField.js';
import type { ReadContext } from './readContext.js';
import type { MetricReported, ProgressReported, StageStatus, TrainingFinished } from './reportedEvents.js';

/** One of a pipeline's other events: how its payload is read, and how it counts in a fingerprint. */
export interface ReportType<Event> {
  /** Represents the event's name in a fingerprint: a different integer for each. */
  readonly mark: number;
  /** Reads the event; null where it cannot be used, mostly after a report. */
  read(payload: UnknownRecord, context: ReadContext): Event | null;
  /** Adds what the event says to the fingerprint that has been started. */
  writeContent(event: Event): void;
}

const NON_EMPTY = 'a text that is not empty';
/** Characters that are kept of a status: it is shown. */
const MAX_STATUS_CHARS = 64;

const METRIC: ReportType<MetricReported> = {
  mark: 101,
  read(payload, context) {
    const fields = ownFields(payload, ['name', 'split', 'step', 'value'], context.isPlain);
    const metric = readText(fields.name, 'name', context);
    const split = fields.split == null ? '' : readText(fields.split, 'split', context, true);
    const { step, value } = fields;
    if (!isStep(step)) report(context, 'step', step, 'an integer from 0 to 2^53 - 1');
    if (!isFinite(value)) report(context, 'value', value, 'a finite number');
    if (metric === null || split === null || !isStep(step) || !isFinite(value)) return null;
    return { name: 'METRIC_SCALAR', metric, split, step: step + 0, value: value + 0 };
  },
  writeContent({ metric, split, step, value }) {
    writeString(metric);
    writeString(split);
    writeNumber(step);
    writeNumber(value);
  },
};

const PROGRESS_FIELDS = ['step', 'steps', 'epoch', 'epochs', 'eta_s'] as const;

const PROGRESS: ReportType<ProgressReported> = {
  mark: 102,
  read(payload, context) {
    const fields = ownFields(payload, PROGRESS_FIELDS, context.isPlain);
    const amountOf = (name: (typeof PROGRESS_FIELDS)[number]) => readAmount(fields[name], name, context);
    const [step, steps, epoch] = [amountOf('step'), amountOf('steps'), amountOf('epoch')];
    const [epochs, etaS] = [amountOf('epochs'), amountOf('eta_s')];
    const isEmpty = [step, steps, epoch, epochs, etaS].every((amount) => amount === null);
    return isEmpty ? null : { name: 'TRAIN_PROGRESS', step, steps, epoch, epochs, etaS };
  },
  writeContent({ step, steps, epoch, epochs, etaS }) {
    for (const value of [step, steps, epoch, epochs, etaS]) {
      if (value === null) writeAbsent();
      else writeNumber(value);
    }
  },
};

const FINISHED: ReportType<TrainingFinished> = {
  mark: 103,
  read(payload, context) {
    const { status } = ownFields(payload, ['status'], context.isPlain);
    const word = readText(status, 'status', context);
    return word === null ? null : { name: 'TRAIN_RUN_FINISHED', status: shortenText(word, MAX_STATUS_CHARS) };
  },
  writeContent: ({ status }) => writeString(status),
};

const STAGE: ReportType<StageStatus> = {
  mark: 104,
  read(payload, context) {
    const fields = ownFields(payload, ['stage_id', 'status'], context.isPlain);
    const stageId = readText(fields.stage_id, 'stage_id', context);
    const status = readText(fields.status, 'status', context);
    if (stageId === null || status === null) return null;
    return { name: 'STAGE_STATUS', stageId, status: shortenText(status, MAX_STATUS_CHARS) };
  },
  writeContent({ stageId, status }) {
    writeString(stageId);
    writeString(status);
  },
};

/** Each by its name. */
export const REPORT_TYPES = {
  METRIC_SCALAR: METRIC,
  TRAIN_PROGRESS: PROGRESS,
  TRAIN_RUN_FINISHED: FINISHED,
  STAGE_STATUS: STAGE,
} as const;

/** A text as it is kept; null, after a report, where it is none. */
export function readText(
  value: unknown,
  name: string,
  context: ReadContext,
  mayBeEmpty = false,
  folder = `${PAYLOAD_PATH}.`,
): string | null {
  if (typeof value === 'string' && (mayBeEmpty || value !== '')) return boundText(value);
  context.report('reported_field_invalid', `${folder}${name}`, value, mayBeEmpty ? 'a text' : NON_EMPTY);
  return null;
}

/** A finite number of at least 0; null where the field is missing, and, after a report, where it is anything else. */
function readAmount(value: unknown, name: string, context: ReadContext): number | null {
  if (value == null) return null;
  if (isFinite(value) && value >= 0) return value + 0;
  report(context, name, value, 'a number of at least 0');
  return null;
}

function report(context: ReadContext, name: string, found: unknown, expected: string): void {
  context.report('reported_field_invalid', `${PAYLOAD_PATH}.${name}`, found, expected);
}

function isFinite(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}
