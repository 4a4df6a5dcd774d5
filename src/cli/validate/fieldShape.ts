import type { GradientDescentEventName } from '../../protocol/events.js';
import { EVENT_NAMES } from '../../protocol/contract/contract.js';
import { SURFACE_KINDS } from '../../protocol/contract/surfaceParams.js';
import { createJsonSchema } from '../../protocol/jsonSchema.js';
import type { JsonSchema } from '../../protocol/contract/jsonSchema.js';
import { isRecord, ownField, type UnknownRecord } from '../../protocol/ownField.js';

/** A field that the contract names. */
export interface KnownField {
  readonly schema: JsonSchema;
  /** Shape of its object, or of the objects of its array; null for any other value. */
  readonly shape: FieldShape | null;
}

/** The fields of an object, or of each entry of an array. */
export interface FieldShape {
  readonly isArray: boolean;
  readonly fields: ReadonlyMap<string, KnownField>;
  readonly required: readonly string[];
  /** Whether fields of other names are read too. */
  readonly isOpen: boolean;
}

const SCHEMA = createJsonSchema();

/** The shape of a message by event; for a spec, further shapes have the parameters of each kind. */
const BY_EVENT: ReadonlyMap<string, FieldShape> = new Map(
  EVENT_NAMES.map((name) => [name, createMessageShape(name, null)]),
);
const BY_KIND: ReadonlyMap<string, FieldShape> = new Map(
  SURFACE_KINDS.map((kind) => [kind, createMessageShape('LOSS_SURFACE_SPEC_READY', kind)]),
);
/** Shape of envelope and event only, for a message without a known event name. */
const NAMELESS = createMessageShape(null, null);

/** The fields that a message may have by the schema, as far as its event and its surface's kind can be determined. */
export function selectMessageShape(envelope: UnknownRecord): FieldShape {
  const event = recordIn(envelope, 'event');
  // If the `event` object is left out its fields may be in the envelope.
  const name = event === null ? ownField(envelope, 'name') : ownField(event, 'name');
  const shape = typeof name === 'string' ? BY_EVENT.get(name) : undefined;
  if (shape === undefined || name !== 'LOSS_SURFACE_SPEC_READY') return shape ?? NAMELESS;
  const payload = recordIn(event ?? envelope, 'payload') ?? event ?? envelope;
  const kind = ownField(recordIn(payload, 'surface_spec') ?? payload, 'kind');
  return (typeof kind === 'string' ? BY_KIND.get(kind) : undefined) ?? shape;
}

/** The name of a message's event, of any kind; undefined where it has none. */
export function selectEventName(envelope: UnknownRecord): unknown {
  const event = recordIn(envelope, 'event');
  return event === null ? undefined : ownField(event, 'name');
}

/** Whether a value is the name of one of the contract’s events. */
export function isEventName(value: unknown): value is GradientDescentEventName {
  return typeof value === 'string' && BY_EVENT.has(value);
}

/** Whether a record has a field of an event's payload. @param other - one that does not count */
export function hasPayloadField(record: UnknownRecord, name: GradientDescentEventName, other = ''): boolean {
  const payload = BY_EVENT.get(name)?.fields.get('event')?.shape?.fields.get('payload')?.shape;
  return [...(payload?.fields.keys() ?? [])].some((field) => field !== other && Object.hasOwn(record, field));
}

function recordIn(record: UnknownRecord, name: string): UnknownRecord | null {
  const value = ownField(record, name);
  return isRecord(value) ? value : null;
}

function createMessageShape(name: GradientDescentEventName | null, kind: string | null): FieldShape {
  const envelope = createShape(SCHEMA, kind);
  if (envelope === null || name === null)
    return envelope ?? { isArray: false, fields: new Map(), required: [], isOpen: false };
  const event = resolve(`#/$defs/${name}`);
  return {
    ...envelope,
    fields: new Map([...envelope.fields, ['event', { schema: event, shape: createShape(event, kind) }]]),
  };
}

function createShape(schema: JsonSchema, kind: string | null): FieldShape | null {
  const { $ref, items, properties, required = [], additionalProperties } = schema;
  if ($ref !== undefined) return createShape(resolve($ref), kind);
  if (items !== undefined) {
    const entry = createShape(items, kind);
    return entry === null ? null : { ...entry, isArray: true };
  }
  if (properties === undefined) return null;
  const fields = Object.entries(properties).map(([name, field]): [string, KnownField] => {
    const isParams = name === 'params' && kind !== null;
    const params = isParams ? SCHEMA.$defs?.[kind]?.properties?.['params'] : undefined;
    return [name, { schema: field, shape: createShape(params ?? field, kind) }];
  });
  return { isArray: false, fields: new Map(fields), required, isOpen: additionalProperties !== undefined };
}

function resolve(ref: string): JsonSchema {
  const schema = SCHEMA.$defs?.[ref.replace('#/$defs/', '')];
  if (schema === undefined) throw new Error(`the schema lacks ${ref}`);
  return schema;
}
