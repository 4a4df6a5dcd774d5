import { MAX_ID_CHARS } from '../../src/protocol/boundText.js';
import { isRecord } from '../../src/protocol/ownField.js';
import { DEFAULT_PARSE_LIMITS } from '../../src/protocol/parseLimits.js';

/** A case in which the schema and the reader differ, and may. `docs/backend.md` has the same list. */
export interface SchemaException {
  readonly what: string;
  /** What the schema says of it; the reader says the other. */
  readonly schemaSays: 'valid' | 'invalid';
  readonly why: string;
  readonly applies: (text: string, value: unknown) => boolean;
}

export const SCHEMA_EXCEPTIONS: readonly SchemaException[] = [
  {
    what: 'Points of an update lie beyond step 2^53 - 1.',
    schemaSays: 'valid',
    why: 'A schema adds no two fields; the reader says `step_overflow`.',
    applies: (_text, value) => {
      const { step_start: stepStart, points } = payloadOf(value);
      // In this order, in which nothing is rounded.
      return Array.isArray(points) && points.length - 1 > Number.MAX_SAFE_INTEGER - Number(stepStart);
    },
  },
  {
    what: 'The text is longer than `maxMessageChars`.',
    schemaSays: 'valid',
    why: 'A schema sees the value, not its text; the reader says `message_too_large`.',
    applies: (text) => text.length > DEFAULT_PARSE_LIMITS.maxMessageChars,
  },
  {
    what: 'An id is longer than 256 characters in UTF-16 code units, but not in code points.',
    schemaSays: 'valid',
    why: 'A schema counts code points, the reader what a text takes in memory; it says `id_too_long`.',
    applies: (_text, value) => {
      const { run_id: runId, grid_format: format } = payloadOf(value);
      const { project_id: projectId, epoch } = isRecord(value) ? value : {};
      return [runId, format, projectId, epoch].some(
        (text) =>
          typeof text === 'string' && text.length > MAX_ID_CHARS && Array.from(text).length <= MAX_ID_CHARS,
      );
    },
  },
  {
    what: 'Hyperparameters of other names are more than 64, or one has a name longer than 256 characters.',
    schemaSays: 'valid',
    why: 'A schema counts no names beside those it knows; the reader says `hyperparameter_invalid`.',
    applies: (_text, value) => {
      const names = Object.keys(payloadOf(value));
      return names.length > 64 || names.some((name) => name.length > MAX_ID_CHARS);
    },
  },
  {
    what: 'A hyperparameter of another name is a text longer than 200 characters in UTF-16 code units, but not in code points.',
    schemaSays: 'valid',
    why: 'As with an id; the reader says `hyperparameter_invalid`.',
    applies: (_text, value) =>
      Object.values(payloadOf(value)).some(
        (text) => typeof text === 'string' && text.length > 200 && Array.from(text).length <= 200,
      ),
  },
  {
    what: 'A byte order mark or white space that is not of JSON stands around the text.',
    schemaSays: 'invalid',
    why: 'It is no JSON, so a schema has nothing to judge; the reader takes it off.',
    applies: (text, value) => value === undefined && text.trim() !== text,
  },
  {
    what: '`epoch` is something else than a text that is not empty.',
    schemaSays: 'invalid',
    why: 'It is a hint, and the reader passes over one that is of no use; who sends one is to know.',
    applies: (_text, value) => isRecord(value) && 'epoch' in value && !isText(value['epoch']),
  },
];

function payloadOf(value: unknown): Readonly<Record<string, unknown>> {
  const event = isRecord(value) ? value['event'] : undefined;
  const payload = isRecord(event) ? event['payload'] : undefined;
  return isRecord(payload) ? payload : {};
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}
