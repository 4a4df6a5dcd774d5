import type { DiagnosticCode } from '../diagnostic.js';
import type { ReadContext } from '../readContext.js';
import type { JsonSchema } from './jsonSchema.js';

/** Where a value stands in a message, and how it is reported where it cannot be used. */
export interface FieldPlace {
  /** From the envelope on, e.g. `event.payload.domainHalf`. */
  readonly path: string;
  readonly code: DiagnosticCode;
  /** What follows, or what the sender can do about it: a clause. */
  readonly hint?: string | undefined;
}

/**
 * A type of value, with all that is done with one: what a reader accepts, what a writer makes of it, what of it counts
 * in a fingerprint, and what the JSON Schema says of it.
 */
export interface ValueType<T, Wire = T> {
  /** What a value has to be, in words: a diagnostic's `expected`. */
  readonly expected: string;
  readonly schema: JsonSchema;
  /** The value as it is kept, with nothing of the message's own; undefined where it cannot be used, which is reported. */
  read(value: unknown, place: FieldPlace, context: ReadContext): T | undefined;
  /** The value as it is sent. */
  encode(value: T): Wire;
  /** Adds the value to the fingerprint that has been started. */
  writeContent(value: T): void;
}
