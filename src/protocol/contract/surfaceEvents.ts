import {
  DEFAULT_DOMAIN_HALF,
  DEFAULT_SURFACE_SOURCES,
  DEFAULT_Z_SCALE,
  SURFACE_SOURCES,
  type LossSurfaceGridReady,
  type LossSurfaceSpecReady,
  type Projection,
  type SurfaceParams,
  type SurfaceSource,
} from '../events.js';
import { writeAbsent } from '../fingerprint.js';
import type { ReadContext } from '../readContext.js';
import { ownField, type UnknownRecord } from '../ownField.js';
import { createCase, type JsonSchema } from './jsonSchema.js';
import { createPayloadType, PAYLOAD_PATH, type PayloadType } from './payloadType.js';
import { PROJECTION } from './projection.js';
import { RecordType, type Field, type Fields } from './recordType.js';
import {
  ADDRESS,
  createChoiceType,
  createNameType,
  DOMAIN_HALF,
  FORMAT_NAME,
  RESOLUTION,
  Z_SCALE,
} from './scalarTypes.js';
import {
  encodeSurfaceParams,
  isSurfaceKind,
  readSurfaceParams,
  SURFACE_KINDS,
  writeSurfaceParams,
} from './surfaceParams.js';

const SPEC_PATH = `${PAYLOAD_PATH}.surface_spec`;
const DEFAULT_GRID_FORMAT = 'float32';

/** Half the side of the domain: a field of surfaces and of starts. */
export const DOMAIN_HALF_FIELD = {
  type: DOMAIN_HALF,
  otherwise: null,
  code: 'domain_half_invalid',
  description: `Half the side of the domain, surface units. Where no event gives one it is ${DEFAULT_DOMAIN_HALF}.`,
} as const satisfies Field<number>;

const Z_SCALE_FIELD = {
  type: Z_SCALE,
  otherwise: DEFAULT_Z_SCALE,
  code: 'z_scale_invalid',
  description: 'Scene units per loss unit.',
} as const satisfies Field<number>;

const PROJECTION_FIELD = {
  type: PROJECTION,
  otherwise: null,
  code: 'additional_field_invalid',
} as const satisfies Field<Projection>;

/** Whether a surface is measured or illustrative. @param name - the event, which decides the default */
function createSourceField(name: keyof typeof DEFAULT_SURFACE_SOURCES) {
  return {
    type: createChoiceType<SurfaceSource>(SURFACE_SOURCES),
    mark: 5,
    code: 'additional_field_invalid',
    hint: `the surface is taken for ${DEFAULT_SURFACE_SOURCES[name]}`,
    description:
      'Whether the heights are the loss, or a likeness. Left out, a formula is illustrative and samples are measured.',
  } as const satisfies Field<SurfaceSource>;
}

/** Fields of `surface_spec`; its `params` are those of its kind. */
export const SURFACE_SPEC_FIELDS = {
  kind: {
    type: createNameType(SURFACE_KINDS),
    need: 'essential',
    code: 'surface_kind_invalid',
    description: 'Which formula. The path of a run with another lies on flat ground.',
  },
  domainHalf: DOMAIN_HALF_FIELD,
  zScale: Z_SCALE_FIELD,
} as const satisfies Fields<Pick<LossSurfaceSpecReady, 'kind' | 'domainHalf' | 'zScale'>>;

/** Fields of the payload beside `surface_spec`. */
export const SPEC_READY_FIELDS = {
  projection: PROJECTION_FIELD,
  source: createSourceField('LOSS_SURFACE_SPEC_READY'),
} as const satisfies Fields<Pick<LossSurfaceSpecReady, 'projection' | 'source'>>;

export const GRID_READY_FIELDS = {
  assetUrl: {
    type: ADDRESS,
    wire: 'asset_url',
    need: 'essential',
    code: 'asset_url_invalid',
    description: 'Where the samples are. Without it the grid is refused.',
  },
  gridFormat: {
    type: FORMAT_NAME,
    wire: 'grid_format',
    otherwise: DEFAULT_GRID_FORMAT,
    code: 'grid_format_invalid',
    hint: `${DEFAULT_GRID_FORMAT} is assumed`,
    description: 'How its numbers are written.',
  },
  resolution: {
    type: RESOLUTION,
    need: 'essential',
    code: 'resolution_invalid',
    hint: 'the grid is refused',
    description:
      'Samples or cells a side: the length of the asset says which. Without it the grid is refused.',
  },
  domainHalf: DOMAIN_HALF_FIELD,
  zScale: Z_SCALE_FIELD,
  projection: PROJECTION_FIELD,
  source: createSourceField('LOSS_SURFACE_GRID_READY'),
} as const satisfies Fields<Omit<LossSurfaceGridReady, 'name'>>;

const SPEC = new RecordType<Pick<LossSurfaceSpecReady, 'kind' | 'domainHalf' | 'zScale'>>(
  SURFACE_SPEC_FIELDS,
  'surface_spec_invalid',
  'an object { kind, params, domainHalf, zScale }',
);
const BESIDE_SPEC = new RecordType<Pick<LossSurfaceSpecReady, 'projection' | 'source'>>(
  SPEC_READY_FIELDS,
  'additional_field_invalid',
  'an object',
);

/** `LOSS_SURFACE_SPEC_READY`; nothing of it can be used where it names no kind at all. */
export const SPEC_READY: PayloadType<LossSurfaceSpecReady> = {
  mark: 4,
  description: 'The surface is this formula. Once a run, at its beginning.',
  properties: { surface_spec: createSpecSchema(), ...BESIDE_SPEC.properties },
  required: ['surface_spec'],
  read: readSpecReady,
  encode(event) {
    const { params } = event;
    const sentParams = params === null ? {} : { params: encodeSurfaceParams(params) };
    return { surface_spec: { ...SPEC.encode(event), ...sentParams }, ...BESIDE_SPEC.encode(event) };
  },
  writeContent(event) {
    SPEC.writeContent(event);
    if (event.params === null) writeAbsent();
    else writeSurfaceParams(event.params);
    BESIDE_SPEC.writeContent(event);
  },
};

/** `LOSS_SURFACE_GRID_READY`; nothing of it can be used without an address and a resolution. */
export const GRID_READY: PayloadType<LossSurfaceGridReady> = createPayloadType(
  'LOSS_SURFACE_GRID_READY',
  5,
  'The surface is sampled, and its samples lie here. Instead of a formula, or after it.',
  new RecordType<Omit<LossSurfaceGridReady, 'name'>>(GRID_READY_FIELDS, 'asset_url_invalid', 'an object'),
);

function readSpecReady(payload: UnknownRecord, context: ReadContext): LossSurfaceSpecReady | null {
  const sent = ownField(payload, 'surface_spec');
  const spec = SPEC.read(sent, { path: SPEC_PATH, code: 'surface_spec_invalid' }, context);
  if (spec === undefined) return null;
  const beside = BESIDE_SPEC.readFields(payload, PAYLOAD_PATH, context);
  if (beside === undefined) return null;
  // Read last, so that a thousand invalid hills do not fill the diagnostics before other faults.
  const params = readParams(spec.kind, sent as UnknownRecord, context);
  return { name: 'LOSS_SURFACE_SPEC_READY', ...spec, params, ...beside };
}

function readParams(kind: string, spec: UnknownRecord, context: ReadContext): SurfaceParams | null {
  if (isSurfaceKind(kind))
    return readSurfaceParams(kind, ownField(spec, 'params'), `${SPEC_PATH}.params`, context);
  const { expected } = SURFACE_SPEC_FIELDS.kind.type;
  const hint = 'the path is drawn on flat ground';
  context.report('surface_kind_unknown', `${SPEC_PATH}.kind`, kind, expected, hint);
  return null;
}

function createSpecSchema(): JsonSchema {
  const { kind, ...others } = SPEC.properties;
  return {
    description: 'The formula, its parameters and its frame.',
    type: 'object',
    properties: {
      kind: kind!,
      params: { type: 'object', description: 'By kind. What is left out has its default.' },
      ...others,
    },
    required: SPEC.required,
    allOf: SURFACE_KINDS.map((name) => createCase('kind', name)),
  };
}
