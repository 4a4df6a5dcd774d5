import type { Diagnostic } from '../../protocol/diagnostic.js';
import { isRecord, ownField, type UnknownRecord } from '../../protocol/ownField.js';
import { parseJson } from '../../protocol/parseJson.js';
import type { ParseLimits } from '../../protocol/parseLimits.js';
import { parseOwnEnvelope, type ParsedMessage } from '../../protocol/parseMessage.js';

/** One message of a line, as it was read and as it came. */
export interface MessageSeen {
  readonly parsed: ParsedMessage;
  /** The envelope as it came; empty where it is no object. */
  readonly envelope: UnknownRecord;
  /** Stands before the path of what is wrong with it: empty, or `[3].` for an entry of an array. */
  readonly pathPrefix: string;
}

const NO_FIELDS: UnknownRecord = Object.freeze({});

/**
 * Reads the messages of one line: an envelope, or an array of them. Hot path; holds nothing of the line.
 * The events may hold objects of the envelope (see `parseOwnEnvelope`): whoever keeps a point copies it.
 * @returns what is wrong with the line where it is no JSON, else null
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

/** A field of an envelope, if it is the envelope's own. */
export function envelopeField(envelope: UnknownRecord, name: string): unknown {
  return ownField(envelope, name);
}
