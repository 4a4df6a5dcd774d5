import type { GradientDescentEvent } from '../events.js';
import type { ReadContext } from '../readContext.js';
import type { UnknownRecord } from '../ownField.js';
import type { JsonSchema } from './jsonSchema.js';
import type { RecordType } from './recordType.js';

/** Where the fields of a payload stand. */
export const PAYLOAD_PATH = 'event.payload';

/** An event of the contract: how its payload is read, written, counted in a fingerprint, and described. */
export interface PayloadType<Event extends GradientDescentEvent = GradientDescentEvent> {
  /** Represents the event's name in a fingerprint: a different integer for each. */
  readonly mark: number;
  /** What it says and how often it comes, in a sentence or two. */
  readonly description: string;
  /** The fields of its payload beside `run_id`, by their names on the wire. */
  readonly properties: Readonly<Record<string, JsonSchema>>;
  readonly required: readonly string[];
  /** Schema of fields of any other name, where those are read too. */
  readonly additionalProperties?: JsonSchema;
  /** Reads the event; null, after a report, where nothing of it can be used. */
  read(payload: UnknownRecord, context: ReadContext): Event | null;
  /** Returns the fields of its payload, without `run_id`. */
  encode(event: Event): UnknownRecord;
  /** Adds what the event says to the fingerprint that has been started. */
  writeContent(event: Event): void;
}

/** An event whose fields are those of its payload. */
export function createPayloadType<Event extends GradientDescentEvent>(
  name: Event['name'],
  mark: number,
  description: string,
  record: RecordType<Omit<Event, 'name'>>,
): PayloadType<Event> {
  return {
    mark,
    description,
    properties: record.properties,
    required: record.required,
    read(payload, context) {
      const fields = record.readFields(payload, PAYLOAD_PATH, context);
      return fields === undefined ? null : ({ name, ...fields } as Event);
    },
    encode: (event) => record.encode(event),
    writeContent: (event) => record.writeContent(event),
  };
}
