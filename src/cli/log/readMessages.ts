import type { Diagnostic } from '../../protocol/diagnostic.js';
import { isRecord, ownField, type UnknownRecord } from '../../protocol/ownField.js';
import { parseJson } from '../../protocol/parseJson.js';
import type { ParseLimits } from '../../protocol/parseLimits.js';
import { parseOwnEnvelope, type ParsedMessage } from '../../protocol/parseMessage.js';

/** One message of a line: the result of reading it, and its envelope. */
export interface MessageSeen {
  readonly parsed: ParsedMessage;
  /** The envelope as it came; empty where it is no object. */
  readonly envelope: UnknownRecord;
  /** Prefix for the paths of its findings: empty, or `[3].` for an entry of an array. */
  readonly pathPrefix: string;
}

const NO_FIELDS: UnknownRecord = Object.freeze({});

/**
 * Reads the messages of one line: an envelope, or an array of them. Hot path; holds nothing of the line.
 * The events may hold objects of the envelope (see `parseOwnEnvelope`), so copy a point to keep it.
 * @returns a diagnostic if the line is no JSON, else null
 */
export function readMessages(
  text: string,
  limits: ParseLimits,
  visit: (message: MessageSeen) => void,
): Diagnostic | null {
  const json = parseJson(text, limits);
  if (!json.ok) return json.diagnostic;
  const { value } = json;
  if (Array.isArray(value)) {
    value.forEach((entry: unknown, i) => visit(seeMessage(entry, `[${i}].`, limits)));
  } else visit(seeMessage(value, '', limits));
  return null;
}

function seeMessage(value: unknown, pathPrefix: string, limits: ParseLimits): MessageSeen {
  const parsed = parseOwnEnvelope(value, limits);
  return { parsed, envelope: isRecord(value) ? value : NO_FIELDS, pathPrefix };
}

/** A field of an envelope, unless it is inherited. */
export function envelopeField(envelope: UnknownRecord, name: string): unknown {
  return ownField(envelope, name);
}
