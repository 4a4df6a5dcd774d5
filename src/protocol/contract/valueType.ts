import type { DiagnosticCode } from '../diagnostic.js';
import type { ReadContext } from '../readContext.js';
import type { JsonSchema } from './jsonSchema.js';

/** Where a value stands in a message, and how it is reported where it cannot be used. */
export interface FieldPlace {
  /** From the envelope, e.g. `event.payload.domainHalf`. */
  readonly path: string;
  readonly code: DiagnosticCode;
  /** Consequence, or what the sender can do about it: a clause. */
  readonly hint?: string | undefined;
}

/**
 * A type of value, with all that is done with one: how it is read, written, added to a fingerprint and described in the
 * JSON Schema.
 */
export interface ValueType<T, Wire = T> {
  /** What a value has to be, in words: a diagnostic's `expected`. */
  readonly expected: string;
  readonly schema: JsonSchema;
  /** The value as it is kept, which holds no object of the message; undefined, after a report, where it cannot be used. */
  read(value: unknown, place: FieldPlace, context: ReadContext): T | undefined;
  /** The value as it is sent. */
  encode(value: T): Wire;
  /** Adds the value to the fingerprint that has been started. */
  writeContent(value: T): void;
}
