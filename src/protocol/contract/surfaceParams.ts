import type { SurfaceKind, SurfaceParams } from '../events.js';
import { writeString } from '../fingerprint.js';
import type { ReadContext } from '../readContext.js';
import { isRecord, type UnknownRecord } from '../ownField.js';
import { HILLS } from './hills.js';
import type { JsonSchema } from './jsonSchema.js';
import { RecordType, type Field, type Fields } from './recordType.js';
import { DRAWABLE } from './scalarTypes.js';

type ParamsOf<Kind extends SurfaceKind> = Omit<Extract<SurfaceParams, { kind: Kind }>, 'kind'>;

type ScalarDefaults = {
  readonly [Kind in SurfaceKind]: Readonly<Omit<ParamsOf<Kind>, 'hills'>>;
};

const NO_FIELDS: UnknownRecord = {};

/** The parameters of each kind of surface. What they do to its height is in `surface/formulas`. */
const PARAM_FIELDS: { readonly [Kind in SurfaceKind]: Fields<ParamsOf<Kind>> } = {
  fixed_example: {},
  bowl: { a: scalar(0.18), b: scalar(0.18), tiltX: scalar(0), tiltY: scalar(0), offset: scalar(0) },
  multi_hill: {
    bowlStrength: scalar(0.06),
    offset: scalar(0),
    hills: { type: HILLS, otherwise: [], code: 'hills_invalid' },
  },
  ripples: {
    amp: scalar(2.5),
    freq: scalar(2),
    decay: scalar(0.15),
    bowlStrength: scalar(0.06),
    offset: scalar(0),
  },
};

/** Known kinds of surfaces, in the order of the contract. A spec may name another; its run then has no known surface. */
export const SURFACE_KINDS = Object.keys(PARAM_FIELDS) as readonly SurfaceKind[];

/** Default parameters of each kind of surface. Hills have none. */
export const SURFACE_PARAM_DEFAULTS = Object.fromEntries(
  Object.entries(PARAM_FIELDS).map(([kind, fields]) => [kind, defaultsOf(fields)]),
) as unknown as ScalarDefaults;

const RECORDS = Object.fromEntries(
  Object.entries(PARAM_FIELDS).map(([kind, fields]) => [
    kind,
    new RecordType(fields as Fields<UnknownRecord>, 'surface_param_invalid', 'an object'),
  ]),
) as Readonly<Record<SurfaceKind, RecordType<UnknownRecord>>>;

/** Whether a kind of surface is known. */
export function isSurfaceKind(name: string): name is SurfaceKind {
  return Object.hasOwn(PARAM_FIELDS, name);
}

/** Reads the parameters of a kind: each that is left out, or cannot be used, has its default. */
export function readSurfaceParams(
  kind: SurfaceKind,
  value: unknown,
  path: string,
  context: ReadContext,
): SurfaceParams {
  if (value !== undefined && !isRecord(value))
    context.report('surface_params_invalid', path, value, 'an object', 'the defaults are used');
  const record = isRecord(value) ? value : NO_FIELDS;
  // The table guarantees that these are the kind's fields; the compiler cannot follow that through a variable.
  return { kind, ...RECORDS[kind].readFields(record, path, context) } as SurfaceParams;
}

/** The parameters as they are sent. */
export function encodeSurfaceParams(params: SurfaceParams): UnknownRecord {
  return recordOf(params).encode(params);
}

/** Adds the parameters and their kind to the fingerprint that has been started. */
export function writeSurfaceParams(params: SurfaceParams): void {
  writeString(params.kind);
  recordOf(params).writeContent(params);
}

/** JSON Schema of a spec of this kind. */
export function createParamsSchema(kind: SurfaceKind): JsonSchema {
  const params: JsonSchema = { type: 'object', properties: RECORDS[kind].properties };
  return { title: kind, type: 'object', properties: { kind: { const: kind }, params } };
}

/** The types forbid an unknown kind; if one comes nothing is sent, and the check of what was written reports it. */
function recordOf({ kind }: SurfaceParams): RecordType<UnknownRecord> {
  return RECORDS[isSurfaceKind(kind) ? kind : 'fixed_example'];
}

function scalar(otherwise: number): Field<number> {
  return { type: DRAWABLE, otherwise };
}

function defaultsOf(fields: Readonly<Record<string, Field<unknown>>>): Readonly<Record<string, unknown>> {
  const scalars = Object.entries(fields).filter(([, { otherwise }]) => typeof otherwise === 'number');
  return Object.fromEntries(scalars.map(([name, { otherwise }]) => [name, otherwise]));
}
