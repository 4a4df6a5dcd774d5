import { MAX_ID_CHARS } from './boundText.js';
import { CONTRACT, EVENT_NAMES } from './contract/contract.js';
import { HILL_SCHEMA } from './contract/hills.js';
import { createCase, type JsonSchema } from './contract/jsonSchema.js';
import { POINT_SCHEMA } from './contract/points.js';
import { PROJECTION_SCHEMA } from './contract/projection.js';
import { STEP } from './contract/scalarTypes.js';
import { createParamsSchema, SURFACE_KINDS } from './contract/surfaceParams.js';
import type { Envelope } from './envelope.js';
import type { GradientDescentEventName } from './events.js';

/** A schema for every field: a field that the code gains and this file lacks does not compile. */
interface ObjectSchema<Fields> {
  readonly title: string;
  readonly description: string;
  readonly properties: { readonly [Key in keyof Fields]-?: JsonSchema };
  readonly required: readonly (keyof Fields & string)[];
}

/** Contains the version that the envelope's `v` states: a breaking change of the contract changes both. */
const SCHEMA_ID = 'urn:gradient-descent-viz:event:v1';

const ID: JsonSchema = { type: 'string', minLength: 1, maxLength: MAX_ID_CHARS };

const ENVELOPE: ObjectSchema<Envelope> = {
  title: 'Gradient descent event',
  description:
    'One message: the envelope and one of the contract’s events. Fields that are not named are ignored.',
  properties: {
    v: { const: 1 },
    type: { const: 'EVENT' },
    project_id: { ...ID, description: 'With `run_id` it names the run.' },
    seq: { ...STEP.schema, description: "Counter of the project's events, shared by all of its runs." },
    ts: {
      type: 'number',
      exclusiveMinimum: 0,
      maximum: Number.MAX_VALUE,
      description: 'Unix time: below 1e11 in seconds, from there on in milliseconds.',
    },
    stage: { description: 'Where in the pipeline the event was sent. Any content is accepted.' },
    epoch: { ...ID, description: "One random text for the life of the backend's process." },
    event: {
      type: 'object',
      properties: { name: { enum: EVENT_NAMES }, payload: { type: 'object' } },
      required: ['name', 'payload'],
      allOf: EVENT_NAMES.map((name) => createCase('name', name)),
    },
  },
  required: ['v', 'type', 'project_id', 'seq', 'ts', 'event'],
};

/**
 * The contract of one message as a JSON Schema (draft 2020-12), made from the tables that the reader uses.
 * A message is valid if the reader makes an event of it without a diagnostic; `docs/backend.md` lists the exceptions.
 */
export function createJsonSchema(): JsonSchema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: SCHEMA_ID,
    type: 'object',
    ...ENVELOPE,
    $defs: {
      ...Object.fromEntries(EVENT_NAMES.map((name) => [name, createEvent(name)])),
      ...Object.fromEntries(SURFACE_KINDS.map((kind) => [kind, createParamsSchema(kind)])),
      hill: HILL_SCHEMA,
      point: POINT_SCHEMA,
      projection: PROJECTION_SCHEMA,
    },
  };
}

/** The text of `schema.json`. */
export function renderJsonSchema(): string {
  return `${JSON.stringify(createJsonSchema(), null, 2)}\n`;
}

function createEvent(name: GradientDescentEventName): JsonSchema {
  const { description, properties, required, additionalProperties } = CONTRACT[name];
  const payload: JsonSchema = {
    type: 'object',
    properties: {
      run_id: { ...ID, description: 'Names the run, together with `project_id`.' },
      ...properties,
    },
    required: ['run_id', ...required],
    ...(additionalProperties === undefined ? {} : { additionalProperties }),
  };
  return {
    title: name,
    description,
    type: 'object',
    properties: { name: { const: name }, payload },
    required: ['name', 'payload'],
  };
}
