import { MAX_ID_CHARS } from './boundText.js';
import type { Envelope } from './envelope.js';
import {
  DEFAULT_DOMAIN_HALF,
  DEFAULT_Z_SCALE,
  EVENT_NAMES,
  FINISH_REASONS,
  SURFACE_KINDS,
  SURFACE_SOURCES,
  type GradientDescentEventName,
  type Hill,
  type PathPoint,
  type Projection,
  type SurfaceKind,
  type SurfaceParams,
  type WirePayloads,
} from './events.js';
import { DEFAULT_PARSE_LIMITS } from './parseLimits.js';
import { SURFACE_PARAM_DEFAULTS } from './schemas.js';

/** As much of JSON Schema 2020-12 as the contract needs. */
export interface JsonSchema {
  readonly $schema?: string;
  readonly $id?: string;
  readonly $ref?: string;
  readonly title?: string;
  readonly description?: string;
  readonly default?: string | number | readonly never[];
  readonly type?: 'object' | 'array' | 'string' | 'number' | 'integer';
  readonly const?: string | number;
  readonly enum?: readonly string[];
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly items?: JsonSchema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly allOf?: readonly JsonSchema[];
  readonly anyOf?: readonly JsonSchema[];
  readonly if?: JsonSchema;
  readonly then?: JsonSchema;
  readonly $defs?: Readonly<Record<string, JsonSchema>>;
}

/** A schema for every field: a field that the code gains and this file lacks does not compile. */
type FieldSchemas<Fields> = { readonly [Key in keyof Fields]-?: JsonSchema };

interface ObjectSchema<Fields> {
  readonly title?: string;
  readonly description: string;
  readonly properties: FieldSchemas<Fields>;
  readonly required: readonly (keyof Fields & string)[];
}

type ParamsOf<Kind extends SurfaceKind> = Omit<Extract<SurfaceParams, { kind: Kind }>, 'kind'>;

/** The version that the envelope's `v` states is in it: a breaking change of the contract changes both. */
const SCHEMA_ID = 'urn:gradient-descent-viz:event:v1';

/** The least number that is infinite as a float32: half a unit in the last place above the largest. */
const FLOAT32_INFINITE = 2 ** 128 - 2 ** 103;
/** The largest number that is 0 as a float32: half of the least above 0. */
const FLOAT32_ZERO = 2 ** -150;
/** As `SHARE_TOLERANCE` of `schemas.ts`, which a test holds it to: shares may come out a rounding above 1. */
const LARGEST_SHARE = 1 + 1e-6;
/** Of a double: a validator that has larger numbers, or an infinity, refuses them. */
const FINITE: JsonSchema = { type: 'number', minimum: -Number.MAX_VALUE, maximum: Number.MAX_VALUE };
const NOT_NEGATIVE: JsonSchema = { type: 'number', minimum: 0, maximum: Number.MAX_VALUE };
const STEP: JsonSchema = { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER };
const ID: JsonSchema = { type: 'string', minLength: 1, maxLength: MAX_ID_CHARS };
const DRAWABLE: JsonSchema = {
  type: 'number',
  exclusiveMinimum: -FLOAT32_INFINITE,
  exclusiveMaximum: FLOAT32_INFINITE,
};

const RUN_ID: JsonSchema = { ...ID, description: 'Names the run, together with `project_id`.' };
const DOMAIN_HALF: JsonSchema = {
  ...DRAWABLE,
  exclusiveMinimum: FLOAT32_ZERO,
  description: `Half the side of the domain, surface units. Where no event gives one it is ${DEFAULT_DOMAIN_HALF}.`,
};
const Z_SCALE: JsonSchema = {
  ...DRAWABLE,
  anyOf: [{ exclusiveMinimum: FLOAT32_ZERO }, { exclusiveMaximum: -FLOAT32_ZERO }],
  default: DEFAULT_Z_SCALE,
  description: 'Scene units per loss unit.',
};
const SPACE: JsonSchema = {
  const: 'normalized',
  default: 'normalized',
  description: 'Points are divided by `domainHalf`.',
};
const PROJECTION: JsonSchema = { $ref: '#/$defs/projection' };
const SOURCE: JsonSchema = {
  enum: SURFACE_SOURCES,
  description:
    'Whether the heights are the loss, or a likeness. Left out, a formula is illustrative and samples are measured.',
};
const POINT: JsonSchema = { $ref: '#/$defs/point' };
const SHARES: JsonSchema = {
  type: 'array',
  items: { type: 'number', minimum: 0, maximum: LARGEST_SHARE },
  minItems: 2,
  maxItems: 2,
};

const PAYLOADS: { readonly [Name in GradientDescentEventName]: ObjectSchema<WirePayloads[Name]> } = {
  LOSS_SURFACE_SPEC_READY: {
    description: 'The surface is this formula. Once a run, at its beginning.',
    properties: {
      run_id: RUN_ID,
      surface_spec: createObject<WirePayloads['LOSS_SURFACE_SPEC_READY']['surface_spec']>({
        description: 'The formula, its parameters and its frame.',
        properties: {
          kind: { enum: SURFACE_KINDS },
          params: { type: 'object', description: 'By kind. What is left out has its default.' },
          domainHalf: DOMAIN_HALF,
          zScale: Z_SCALE,
        },
        required: ['kind'],
      }),
      projection: PROJECTION,
      source: SOURCE,
    },
    required: ['run_id', 'surface_spec'],
  },
  LOSS_SURFACE_GRID_READY: {
    description: 'The surface is sampled, and its samples lie here. Instead of a formula, or after it.',
    properties: {
      run_id: RUN_ID,
      asset_url: { type: 'string', minLength: 1, description: 'Where the samples are.' },
      grid_format: { type: 'string', maxLength: MAX_ID_CHARS, default: 'float32' },
      resolution: {
        ...STEP,
        minimum: 2,
        description: 'Samples or cells a side: the length of the asset says which.',
      },
      domainHalf: DOMAIN_HALF,
      zScale: Z_SCALE,
      projection: PROJECTION,
      source: SOURCE,
    },
    required: ['run_id', 'asset_url', 'resolution'],
  },
  GD_HYPERPARAMS: {
    description: 'Learning rate and stop conditions, where they are known.',
    properties: {
      run_id: RUN_ID,
      eta: { ...FINITE, description: 'Learning rate.' },
      steps: { ...STEP, description: 'Step limit.' },
      tolGrad: { ...NOT_NEGATIVE, description: 'The run stops at a gradient below this.' },
      tolStep: { ...NOT_NEGATIVE, description: 'The run stops at a step shorter than this.' },
    },
    required: ['run_id'],
  },
  GD_PATH_STARTED: {
    description: 'A path begins, at this point. Once, before its points.',
    properties: {
      run_id: RUN_ID,
      space: SPACE,
      domainHalf: DOMAIN_HALF,
      point0: { ...POINT, description: 'Step 0.' },
      report_every: {
        ...STEP,
        minimum: 1,
        default: 1,
        description: 'A point comes for every so many steps, by design. It changes no step’s place.',
      },
    },
    required: ['run_id', 'point0'],
  },
  GD_PATH_UPDATE: {
    description: 'The points of these steps. Every 5 to 20 steps.',
    properties: {
      run_id: RUN_ID,
      space: SPACE,
      step_start: { ...STEP, description: 'The step of `points[0]`.' },
      points: {
        type: 'array',
        items: POINT,
        maxItems: DEFAULT_PARSE_LIMITS.maxPointsPerMessage,
        description: 'Consecutive steps: `points[i]` is step `step_start + i`.',
      },
    },
    required: ['run_id', 'step_start', 'points'],
  },
  GD_PATH_FINISHED: {
    description: 'The path has ended, for this reason. Once.',
    properties: {
      run_id: RUN_ID,
      final_step: { ...STEP, description: 'The last step, or the number of steps.' },
      reason: { enum: FINISH_REASONS },
    },
    required: ['run_id', 'final_step', 'reason'],
  },
};

const PARAMS: { readonly [Kind in SurfaceKind]: FieldSchemas<ParamsOf<Kind>> } = {
  fixed_example: {},
  bowl: createScalars('bowl'),
  multi_hill: {
    ...createScalars('multi_hill'),
    hills: {
      type: 'array',
      items: { $ref: '#/$defs/hill' },
      maxItems: DEFAULT_PARSE_LIMITS.maxHills,
      default: [],
    },
  },
  ripples: createScalars('ripples'),
};

const HILL: ObjectSchema<Hill> = {
  title: 'Hill',
  description: 'A Gaussian bump: centre and width in surface units, height in loss units.',
  properties: { x: DRAWABLE, y: DRAWABLE, amp: DRAWABLE, sigma: DRAWABLE },
  required: ['x', 'y', 'amp', 'sigma'],
};

const PATH_POINT: ObjectSchema<PathPoint> = {
  title: 'Point',
  description:
    'Normalized: [-1, 1] is the domain, beyond it is legal. A point that is not finite is not sent.',
  properties: {
    x: DRAWABLE,
    y: DRAWABLE,
    loss: { ...DRAWABLE, description: 'The true loss at that step, loss units.' },
    residual: { ...NOT_NEGATIVE, description: 'Distance from the plane of the projection, weight units.' },
  },
  required: ['x', 'y'],
};

const PROJECTED: ObjectSchema<Projection> = {
  title: 'Projection',
  description: 'How the run was brought to two dimensions.',
  properties: {
    method: { enum: ['pca', 'random'] satisfies Projection['method'][] },
    explainedVariance: { ...SHARES, description: 'Shares of the variance, of the x and of the y axis.' },
    randomWalk: { ...SHARES, description: 'The same of a random walk of that length.' },
    seed: { ...FINITE, description: 'For random directions.' },
    checkpoints: { ...STEP, description: 'How many states of the model went in.' },
  },
  required: ['method'],
};

const ENVELOPE: ObjectSchema<Envelope> = {
  title: 'Gradient descent event',
  description: 'One message: the envelope and one of the six events. Fields that are not named are ignored.',
  properties: {
    v: { const: 1 },
    type: { const: 'EVENT' },
    project_id: { ...ID, description: 'With `run_id` it names the run.' },
    seq: { ...STEP, description: "Counter of the project's events, shared by all of its runs." },
    ts: {
      ...NOT_NEGATIVE,
      exclusiveMinimum: 0,
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
 * The contract of one message as a JSON Schema (draft 2020-12), made of the constants that the reader goes by.
 * A message is valid if the reader makes an event of it and has nothing to say; `docs/backend.md` lists where the two differ.
 */
export function createJsonSchema(): JsonSchema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: SCHEMA_ID,
    ...createObject(ENVELOPE),
    $defs: {
      ...Object.fromEntries(EVENT_NAMES.map((name) => [name, createEvent(name)])),
      ...Object.fromEntries(SURFACE_KINDS.map((kind) => [kind, createParams(kind)])),
      hill: createObject(HILL),
      point: createObject(PATH_POINT),
      projection: createObject(PROJECTED),
    },
  };
}

/** The text of `schema.json`. */
export function renderJsonSchema(): string {
  return `${JSON.stringify(createJsonSchema(), null, 2)}\n`;
}

function createEvent(name: GradientDescentEventName): JsonSchema {
  const { description } = PAYLOADS[name];
  const payload = createPayload(name);
  const properties = { name: { const: name }, payload };
  return { title: name, description, type: 'object', properties, required: ['name', 'payload'] };
}

function createPayload(name: GradientDescentEventName): JsonSchema {
  const { properties, required } = PAYLOADS[name];
  const payload: JsonSchema = { type: 'object', properties, required };
  if (name !== 'LOSS_SURFACE_SPEC_READY') return payload;
  const spec = PAYLOADS[name].properties.surface_spec;
  const cases = SURFACE_KINDS.map((kind) => createCase('kind', kind));
  return { ...payload, properties: { ...properties, surface_spec: { ...spec, allOf: cases } } };
}

function createParams(kind: SurfaceKind): JsonSchema {
  const params: JsonSchema = { type: 'object', properties: PARAMS[kind] };
  return { title: kind, type: 'object', properties: { kind: { const: kind }, params } };
}

/** What holds where a field names it. Not `oneOf`: of that a validator says that none fits, and not why. */
function createCase(field: string, name: string): JsonSchema {
  const named: JsonSchema = { type: 'object', properties: { [field]: { const: name } }, required: [field] };
  return { if: named, then: { $ref: `#/$defs/${name}` } };
}

function createObject<Fields>(schema: ObjectSchema<Fields>): JsonSchema {
  const { title, description, properties, required } = schema;
  return { ...(title === undefined ? {} : { title }), description, type: 'object', properties, required };
}

/** The numbers among a kind's parameters, each with its default. */
function createScalars<Kind extends SurfaceKind>(kind: Kind): FieldSchemas<Omit<ParamsOf<Kind>, 'hills'>> {
  const scalars = Object.entries(SURFACE_PARAM_DEFAULTS[kind] as Readonly<Record<string, number>>);
  const schemas = scalars.map(([name, value]) => [name, { ...DRAWABLE, default: value }]);
  return Object.fromEntries(schemas) as FieldSchemas<Omit<ParamsOf<Kind>, 'hills'>>;
}
