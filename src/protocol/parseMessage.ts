import { boundText, MAX_ID_CHARS } from './boundText.js';
import { createEventOrder, isTs } from './contentOrder.js';
import { findPayloadType } from './contract/contract.js';
import type { PayloadType } from './contract/payloadType.js';
import { countPoints } from './contract/points.js';
import { shortenText } from './describeValue.js';
import type { Diagnostic } from './diagnostic.js';
import type { ReceivedEvent } from './envelope.js';
import { ReadContext } from './readContext.js';
import {
  checkPlainPrototype,
  isPlain,
  isRecord,
  isStep,
  ownFields,
  UNREADABLE,
  type OwnFields,
  type UnknownRecord,
} from './ownField.js';
import { parseJson } from './parseJson.js';
import { resolveParseLimits, type ParseLimits } from './parseLimits.js';

/** The result of reading a message. */
export type ParsedMessage =
  | {
      /** One of the contract’s events, with diagnostics of what could not be used of it. */
      readonly kind: 'event';
      readonly received: ReceivedEvent;
      readonly diagnostics: readonly Diagnostic[];
      /** Points that the message carried and that could not be used. */
      readonly rejectedPoints: number;
    }
  | {
      /** A message that is none of the contract's, with its event's name (shortened) where it has one. */
      readonly kind: 'ignored';
      readonly name: string | null;
    }
  | {
      /** A message of the contract, or no JSON at all, of which nothing can be used. */
      readonly kind: 'rejected';
      readonly diagnostics: readonly [Diagnostic, ...Diagnostic[]];
      readonly rejectedPoints: number;
    };

const ENVELOPE_FIELDS = ['v', 'type', 'project_id', 'seq', 'ts', 'epoch', 'event'] as const;
const EVENT_FIELDS = ['name', 'payload'] as const;
const RUN_FIELDS = ['run_id'] as const;
const NO_FIELDS: OwnFields<(typeof EVENT_FIELDS)[number]> = {};
const MAX_IGNORED_NAME_CHARS = 64;
const NON_EMPTY = 'a text that is not empty';

/**
 * Reads one message of the backend: an envelope, or its JSON text. Never throws, whatever comes.
 * The event that it returns consists of new plain objects and holds none of the message's.
 */
export function parseMessage(message: unknown, limits?: Partial<ParseLimits>): ParsedMessage {
  if (typeof message !== 'string') return parseEnvelope(message, limits);
  const json = parseJson(message, limits);
  if (json.ok) return parseEnvelopeWith(json.value, limits, true, false);
  return { kind: 'rejected', diagnostics: [json.diagnostic], rejectedPoints: 0 };
}

/** {@link parseMessage} for an envelope that is already an object. */
export function parseEnvelope(envelope: unknown, limits?: Partial<ParseLimits>): ParsedMessage {
  return parseEnvelopeWith(envelope, limits, false, false);
}

/**
 * {@link parseEnvelope} for an envelope that was parsed from a text and that nothing else refers to: the points of an update
 * may be objects of the envelope, with unknown fields. For a reader that keeps no event.
 */
export function parseOwnEnvelope(envelope: unknown, limits?: Partial<ParseLimits>): ParsedMessage {
  return parseEnvelopeWith(envelope, limits, true, true);
}

/**
 * @param isParsed - whether the envelope was parsed from a text here
 * @param mayKeep - whether the event may hold objects of the envelope
 */
function parseEnvelopeWith(
  envelope: unknown,
  limits: Partial<ParseLimits> | undefined,
  isParsed: boolean,
  mayKeep: boolean,
): ParsedMessage {
  const context = new ReadContext(resolveParseLimits(limits), mayKeep);
  try {
    context.isPlain = checkPlainPrototype() && isParsed;
    return readEnvelope(envelope, context);
  } catch {
    // Each read of a field is guarded by itself; this catches the rest, such as a stack overflow.
    return reject(context, 'unreadable', 'message', UNREADABLE, 'an envelope');
  }
}

function readEnvelope(envelope: unknown, context: ReadContext): ParsedMessage {
  if (!isRecord(envelope)) return rejectNoObject(envelope, context);
  const fields = ownFields(envelope, ENVELOPE_FIELDS, context.isPlain);
  const { type, event } = fields;
  const { name, payload } = isRecord(event) ? ownFields(event, EVENT_FIELDS, context.isPlain) : NO_FIELDS;
  if (type !== 'EVENT') return readOther(envelope, type, name, context);
  if (!isRecord(event))
    return reject(context, 'event_invalid', 'event', event, 'an object { name, payload }');
  if (typeof name !== 'string' || name === '') {
    return reject(context, 'event_name_invalid', 'event.name', name, NON_EMPTY);
  }
  const payloadType = findPayloadType(name);
  if (payloadType === undefined) return { kind: 'ignored', name: shortenText(name, MAX_IGNORED_NAME_CHARS) };
  return readEvent(payloadType, payload, fields, context);
}

function readEvent(
  payloadType: PayloadType,
  payload: unknown,
  fields: OwnFields<(typeof ENVELOPE_FIELDS)[number]>,
  context: ReadContext,
): ParsedMessage {
  const { v: version, seq, ts } = fields;
  const sentRunId = isRecord(payload) ? ownFields(payload, RUN_FIELDS, context.isPlain).run_id : undefined;
  // Before anything is reported, so that every diagnostic names its run.
  const projectId = isLong(fields.project_id) ? boundText(fields.project_id) : fields.project_id;
  const runId = isLong(sentRunId) ? boundText(sentRunId) : sentRunId;
  if (isId(projectId)) context.projectId = projectId;
  if (isId(runId)) context.runId = runId;
  if (isStep(seq)) context.seq = seq + 0;
  if (isLong(fields.project_id)) context.reportLong(fields.project_id, 'project_id');
  if (isLong(sentRunId)) context.reportLong(sentRunId, 'event.payload.run_id');
  const epoch = isLong(fields.epoch) ? context.bound(fields.epoch, 'epoch') : fields.epoch;

  if (version !== 1) context.report('version_unknown', 'v', version, '1', 'the message is read as version 1');
  if (!isId(projectId)) context.report('project_id_invalid', 'project_id', projectId, NON_EMPTY);
  if (!isRecord(payload)) return reject(context, 'payload_invalid', 'event.payload', payload, 'an object');
  if (!isId(runId)) context.report('run_id_invalid', 'event.payload.run_id', runId, NON_EMPTY);
  if (!isTs(ts)) context.report('ts_unusable', 'ts', ts, 'a Unix time in seconds or milliseconds, above 0');
  if (!isStep(seq)) context.report('seq_unusable', 'seq', seq, 'an integer from 0 to 2^53 - 1');
  const event = isId(projectId) && isId(runId) ? payloadType.read(payload, context) : null;
  if (!isId(projectId) || !isId(runId) || event === null) return finishRejected(context, payload);

  const received: ReceivedEvent = {
    projectId,
    runId,
    order: createEventOrder(projectId, runId, event, ts, seq),
    epoch: isId(epoch) ? epoch : null,
    event,
  };
  return {
    kind: 'event',
    received,
    diagnostics: context.diagnostics,
    rejectedPoints: context.rejectedPoints,
  };
}

/** A message of another type is ignored. One of our events without a type is rejected. */
function readOther(
  envelope: UnknownRecord,
  type: unknown,
  name: unknown,
  context: ReadContext,
): ParsedMessage {
  if (!context.isPlain && !isPlain(envelope) && isBinary(envelope)) return rejectNoObject(envelope, context);
  const isOurs = typeof name === 'string' && findPayloadType(name) !== undefined;
  if (type === UNREADABLE || (type === undefined && isOurs)) {
    return reject(context, 'type_missing', 'type', type, '"EVENT"');
  }
  const label = typeof name === 'string' ? name : typeof type === 'string' ? type : null;
  return { kind: 'ignored', name: label === null ? null : shortenText(label, MAX_IGNORED_NAME_CHARS) };
}

function rejectNoObject(envelope: unknown, context: ReadContext): ParsedMessage {
  const hint = typeof envelope === 'string' ? 'the JSON text was encoded twice' : undefined;
  context.report('message_not_object', 'message', envelope, 'an envelope object', hint);
  return finishRejected(context, undefined);
}

function reject(
  context: ReadContext,
  code: Diagnostic['code'],
  path: string,
  found: unknown,
  expected: string,
): ParsedMessage {
  context.report(code, path, found, expected);
  return finishRejected(context, undefined);
}

function finishRejected(context: ReadContext, payload: unknown): ParsedMessage {
  const [first, ...others] = context.diagnostics;
  if (first === undefined) throw new Error('a message was rejected without a diagnostic');
  const rejectedPoints = context.rejectedPoints + countPoints(payload);
  return { kind: 'rejected', diagnostics: [first, ...others], rejectedPoints };
}

/** Bytes have no `type`, and would otherwise be ignored without a diagnostic as a message of another type. */
function isBinary(envelope: UnknownRecord): boolean {
  // By its tag and not by its class, which differs between frames of a page.
  return ArrayBuffer.isView(envelope) || Object.prototype.toString.call(envelope) === '[object ArrayBuffer]';
}

function isLong(value: unknown): value is string {
  return typeof value === 'string' && value.length > MAX_ID_CHARS;
}

function isId(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
