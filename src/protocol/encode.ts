import { computeContent, FIRST_MILLISECOND_TS } from './contentOrder.js';
import { CONTRACT } from './contract/contract.js';
import type { PayloadType } from './contract/payloadType.js';
import type { PayloadOf } from './contract/wirePayloads.js';
import type { Envelope, Stage } from './envelope.js';
import type { GradientDescentEvent } from './events.js';
import { parseEnvelope } from './parseMessage.js';

/** An event and what its envelope says of it. */
export interface EventToEncode {
  readonly projectId: string;
  /** The project's counter, an integer ≥ 0. */
  readonly seq: number;
  /** Unix time in milliseconds, at least 1e11: a smaller one would be read as seconds. */
  readonly tsMs: number;
  /** @defaultValue the training stage, running */
  readonly stage?: Stage;
  /** Random id for the life of the backend's process. */
  readonly epoch?: string;
  readonly runId: string;
  readonly event: GradientDescentEvent;
}

const TRAINING_STAGE: Stage = { id: 'TRAIN', index: 3, status: 'running' };

/** A writer has no limits; readers have. */
const NO_LIMITS = {
  maxMessageChars: Infinity,
  maxPointsPerMessage: Infinity,
  maxHills: Infinity,
  maxDiagnosticsPerMessage: 8,
};

/**
 * Writes an event as one line of JSON in the contract's shape, without a line break at its end.
 * @throws RangeError where a reader would not get back the same event: a number that is not finite, an empty id, …
 */
export function encodeEvent(input: EventToEncode): string {
  return JSON.stringify(createEnvelope(input));
}

/**
 * The envelope of an event, as an object of plain JSON values.
 * @throws RangeError where a reader would not get back the same event: a number that is not finite, an empty id, …
 */
export function createEnvelope(input: EventToEncode): Envelope {
  const { projectId, seq, tsMs, stage = TRAINING_STAGE, epoch, runId, event } = input;
  if (!Number.isFinite(stage.index))
    throw new RangeError(`stage.index: expected a finite number, got ${stage.index}`);
  const envelope: Envelope = {
    v: 1,
    type: 'EVENT',
    project_id: projectId,
    seq,
    ts: tsMs,
    stage: { id: stage.id, index: stage.index, status: stage.status },
    ...(epoch === undefined ? {} : { epoch }),
    event: { name: event.name, payload: createPayload(runId, event) },
  };
  assertReadable(input, envelope);
  return envelope;
}

/**
 * Reads the envelope back and compares, so that the writer needs no second copy of the reader's rules. A diagnostic alone
 * is no error, since an unknown kind can be written; a different event is.
 */
function assertReadable(input: EventToEncode, envelope: Envelope): void {
  const { projectId, seq, tsMs, epoch, runId, event } = input;
  const parsed = parseEnvelope(envelope, NO_LIMITS);
  if (parsed.kind === 'event') {
    const { order, epoch: readEpoch } = parsed.received;
    const isSame =
      order.seq === seq &&
      order.tsMs === tsMs &&
      readEpoch === (epoch ?? null) &&
      order.content === computeContent(projectId, runId, event);
    if (isSame) return;
  }
  throw new RangeError(`this ${event.name} cannot be written: ${explainDifference(parsed, tsMs)}`);
}

function explainDifference(parsed: ReturnType<typeof parseEnvelope>, tsMs: number): string {
  if (tsMs < FIRST_MILLISECOND_TS) return `tsMs: expected Unix milliseconds of at least 1e11, got ${tsMs}`;
  const [first] = parsed.kind === 'ignored' ? [] : parsed.diagnostics;
  return first?.message ?? 'a reader would get another event (are `kind` and `params` of one kind?)';
}

function createPayload(runId: string, event: GradientDescentEvent): PayloadOf<GradientDescentEvent['name']> {
  const payload: PayloadType = CONTRACT[event.name];
  // The table guarantees that these are the event's fields; the compiler cannot follow that through a variable.
  return { run_id: runId, ...payload.encode(event) };
}
