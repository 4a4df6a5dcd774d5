import { describe, expect, it } from 'vitest';
import { CONTRACT, EVENT_NAMES } from '../../src/protocol/contract/contract.js';
import type { JsonSchema } from '../../src/protocol/contract/jsonSchema.js';
import { SURFACE_KINDS } from '../../src/protocol/contract/surfaceParams.js';
import { encodeEvent } from '../../src/protocol/encode.js';
import type { ReceivedEvent } from '../../src/protocol/envelope.js';
import { createJsonSchema } from '../../src/protocol/jsonSchema.js';
import { isRecord } from '../../src/protocol/ownField.js';
import { createMessage, readEvent } from './createMessage.js';

/**
 * Walks the schema, so that a field of the contract is tried here as soon as the schema has it: two messages that differ
 * in the field alone must have other fingerprints, and each must be the same after it was written and read again.
 */
const SCHEMA = createJsonSchema();

type Place = readonly (string | number)[];

/** A property of a payload: where it stands, two values that it may have, and a payload around it. */
interface Property {
  readonly place: Place;
  readonly values: readonly [unknown, unknown];
  readonly payload: object;
}

/** What says nothing: it names the run, or has one value alone. */
const CONSTANT = new Set(['run_id', 'space']);

describe.each(EVENT_NAMES)('%s', (name) => {
  const properties = listProperties(name);

  it('has properties in the schema', () => {
    expect(properties.length).toBeGreaterThan(1);
  });

  it.each(properties.map((property) => [property.place.join('.'), property] as const))(
    '%s counts in the fingerprint, and is written as it was read',
    (_, { place, values, payload }) => {
      const [first, second] = values.map((value) => readSent(name, set(payload, place, value)));
      expect(first!.order.content).not.toBe(second!.order.content);
      const without = readUnchecked(name, set(payload, place, undefined));
      if (without !== null) expect(without.order.content).not.toBe(first!.order.content);
      for (const received of [first!, second!]) {
        expect(readEvent(JSON.parse(writeAgain(received))).received.event).toEqual(received.event);
      }
    },
  );
});

it('gives each event a mark of its own', () => {
  expect(new Set(EVENT_NAMES.map((name) => CONTRACT[name].mark)).size).toBe(EVENT_NAMES.length);
});

function listProperties(name: string): readonly Property[] {
  const payload = resolve({ $ref: `#/$defs/${name}` }).properties!['payload']!;
  const kinds = name === 'LOSS_SURFACE_SPEC_READY' ? SURFACE_KINDS : [null];
  const properties = kinds.flatMap((kind) => {
    const base = set(sampleOf(payload, 0) as object, ['surface_spec', 'kind'], kind ?? undefined);
    return [
      ...walk(payload, [], base),
      ...(kind === null ? [] : walk(paramsOf(kind), ['surface_spec', 'params'], base)),
    ];
  });
  const open = payload.additionalProperties === undefined ? [] : openProperties();
  return [...properties.filter(({ place }) => !CONSTANT.has(String(place[0]))), ...open];
}

/** A field of a name that the schema leaves open. */
function openProperties(): readonly Property[] {
  const pairs = [
    [0.9, 0.5],
    ['adam', 'sgd'],
    [true, false],
    ['1', 1],
  ] as const;
  return pairs.map((values) => ({ place: ['momentum'], values, payload: {} }));
}

function walk(schema: JsonSchema, place: Place, payload: object): readonly Property[] {
  const { properties, items, enum: choices } = resolve(schema);
  if (properties !== undefined)
    return Object.entries(properties).flatMap(([key, inner]) => walk(inner, [...place, key], payload));
  if (items !== undefined) {
    const list = sampleOf(schema, 0) as unknown[];
    const inside = walk(items, [...place, 0], set(payload, place, list));
    const isFixed = schema.minItems === schema.maxItems && schema.minItems !== undefined;
    return isFixed ? inside : [...inside, { place, values: [list, [...list, ...list]], payload }];
  }
  // The parameters of each kind are walked by themselves.
  if (place.at(-1) === 'kind' || place.at(-1) === 'params' || (choices !== undefined && choices.length < 2))
    return [];
  return [{ place, values: [sampleOf(schema, 0), sampleOf(schema, 1)], payload }];
}

/** A value that a schema allows. @param i - another for each */
function sampleOf(schema: JsonSchema, i: number): unknown {
  const { type, enum: choices, const: constant, items, properties, minItems = 1 } = resolve(schema);
  if (constant !== undefined) return constant;
  if (choices !== undefined) return choices[i % choices.length];
  if (items !== undefined) return Array.from({ length: minItems }, () => sampleOf(items, i));
  if (properties !== undefined)
    return Object.fromEntries(Object.entries(properties).map(([key, inner]) => [key, sampleOf(inner, i)]));
  if (type === 'object') return {};
  if (type === 'string') return `text${i}`;
  return type === 'integer' ? 2 + i : 0.25 + i / 2;
}

function resolve(schema: JsonSchema): JsonSchema {
  const { $ref, ...rest } = schema;
  return $ref === undefined ? schema : { ...SCHEMA.$defs![$ref.replace('#/$defs/', '')]!, ...rest };
}

function paramsOf(kind: string): JsonSchema {
  return SCHEMA.$defs![kind]!.properties!['params']!;
}

/** A copy in which a value stands at a place, or nothing where it is undefined. */
function set(value: object, [key, ...rest]: Place, to: unknown): object {
  const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...value }) as Record<
    string | number,
    unknown
  >;
  if (rest.length > 0) {
    const inner = copy[key!];
    if (to === undefined && inner === undefined) return copy;
    copy[key!] = set(
      isRecord(inner) || Array.isArray(inner) ? inner : typeof rest[0] === 'number' ? [] : {},
      rest,
      to,
    );
  } else if (to === undefined) Reflect.deleteProperty(copy, key!);
  else copy[key!] = to;
  return copy;
}

/** Reads a message to which there is nothing to say. */
function readSent(name: string, payload: object): ReceivedEvent {
  const { received, diagnostics } = readEvent(createMessage(name, { ...payload, run_id: 'r' }));
  expect(diagnostics).toEqual([]);
  return received;
}

function readUnchecked(name: string, payload: object): ReceivedEvent | null {
  try {
    return readEvent(createMessage(name, { ...payload, run_id: 'r' })).received;
  } catch {
    // Without an essential field there is no event.
    return null;
  }
}

function writeAgain({ projectId, runId, event, order: { seq, tsMs } }: ReceivedEvent): string {
  return encodeEvent({ projectId, runId, event, seq, tsMs });
}
