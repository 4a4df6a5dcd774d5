import { copyText } from './boundText.js';
import {
  SURFACE_KINDS,
  type LossSurfaceGridReady,
  type LossSurfaceSpecReady,
  type SurfaceKind,
  type SurfaceParams,
} from './events.js';
import type { MessageReading } from './messageReading.js';
import { isRecord, ownField, type UnknownRecord } from './ownField.js';
import { parseFields } from './parseFields.js';
import { parseDomainHalf, parseProjection, parseSource, parseZScale } from './parseFrame.js';
import { parseHills } from './parseHills.js';
import { SURFACE_PARAM_DEFAULTS, surfaceParamSchemas } from './schemas.js';

const SPEC_PATH = 'event.payload.surface_spec';
const PARAMS_PATH = `${SPEC_PATH}.params`;
const DEFAULT_GRID_FORMAT = 'float32';
const NO_FIELDS: UnknownRecord = {};

/** Reads a `LOSS_SURFACE_SPEC_READY`; null where it names no kind at all. */
export function parseSurfaceSpec(
  payload: UnknownRecord,
  reading: MessageReading,
): LossSurfaceSpecReady | null {
  const spec = ownField(payload, 'surface_spec');
  if (!isRecord(spec)) {
    reading.report('surface_spec_invalid', SPEC_PATH, spec, 'an object { kind, params, domainHalf, zScale }');
    return null;
  }
  const kind = ownField(spec, 'kind');
  if (typeof kind !== 'string' || kind === '') {
    reading.report('surface_kind_invalid', `${SPEC_PATH}.kind`, kind, `one of ${SURFACE_KINDS.join(', ')}`);
    return null;
  }
  // Hills last: a thousand bad ones must not crowd out what else is wrong.
  const domainHalf = parseDomainHalf(spec, SPEC_PATH, reading);
  const zScale = parseZScale(spec, SPEC_PATH, reading);
  const projection = parseProjection(payload, reading);
  const source = parseSource(payload, 'LOSS_SURFACE_SPEC_READY', reading);
  const params = parseSurfaceParams(kind, ownField(spec, 'params'), reading);
  return {
    name: 'LOSS_SURFACE_SPEC_READY',
    kind: copyText(reading.bound(kind, `${SPEC_PATH}.kind`)),
    params,
    domainHalf,
    zScale,
    projection,
    ...source,
  };
}

/** Reads a `LOSS_SURFACE_GRID_READY`; null where its address or resolution cannot be used. */
export function parseSurfaceGrid(
  payload: UnknownRecord,
  reading: MessageReading,
): LossSurfaceGridReady | null {
  const assetUrl = ownField(payload, 'asset_url');
  const resolution = ownField(payload, 'resolution');
  const hasUrl = typeof assetUrl === 'string' && assetUrl !== '';
  if (!hasUrl)
    reading.report('asset_url_invalid', 'event.payload.asset_url', assetUrl, 'the URL of the grid');
  if (!isResolution(resolution)) {
    const expected = 'an integer of at least 2';
    reading.report(
      'resolution_invalid',
      'event.payload.resolution',
      resolution,
      expected,
      'the grid is refused',
    );
  }
  if (!hasUrl || !isResolution(resolution)) return null;
  return {
    name: 'LOSS_SURFACE_GRID_READY',
    assetUrl: copyText(assetUrl),
    gridFormat: parseGridFormat(payload, reading),
    resolution,
    domainHalf: parseDomainHalf(payload, 'event.payload', reading),
    zScale: parseZScale(payload, 'event.payload', reading),
    projection: parseProjection(payload, reading),
    ...parseSource(payload, 'LOSS_SURFACE_GRID_READY', reading),
  };
}

function parseSurfaceParams(kind: string, value: unknown, reading: MessageReading): SurfaceParams | null {
  if (!isSurfaceKind(kind)) {
    const expected = `one of ${SURFACE_KINDS.join(', ')}`;
    reading.report(
      'surface_kind_unknown',
      `${SPEC_PATH}.kind`,
      kind,
      expected,
      'the path is drawn on flat ground',
    );
    return null;
  }
  if (value !== undefined && !isRecord(value)) {
    reading.report('surface_params_invalid', PARAMS_PATH, value, 'an object', 'the defaults are used');
  }
  const params = isRecord(value) ? value : NO_FIELDS;
  const schemas = surfaceParamSchemas[kind];
  const scalars = parseFields(schemas, params, PARAMS_PATH, 'surface_param_invalid', reading);
  switch (kind) {
    case 'fixed_example':
      return { kind };
    case 'bowl':
      return { kind, ...SURFACE_PARAM_DEFAULTS.bowl, ...scalars };
    case 'multi_hill': {
      const hills = parseHills(ownField(params, 'hills'), `${PARAMS_PATH}.hills`, reading);
      return { kind, ...SURFACE_PARAM_DEFAULTS.multi_hill, ...scalars, hills };
    }
    case 'ripples':
      return { kind, ...SURFACE_PARAM_DEFAULTS.ripples, ...scalars };
  }
}

function parseGridFormat(payload: UnknownRecord, reading: MessageReading): string {
  const value = ownField(payload, 'grid_format');
  if (value === undefined) return DEFAULT_GRID_FORMAT;
  if (typeof value === 'string') return copyText(reading.bound(value, 'event.payload.grid_format'));
  const cure = `${DEFAULT_GRID_FORMAT} is assumed`;
  reading.report('grid_format_invalid', 'event.payload.grid_format', value, 'text such as "float32"', cure);
  return DEFAULT_GRID_FORMAT;
}

function isSurfaceKind(kind: string): kind is SurfaceKind {
  return (SURFACE_KINDS as readonly string[]).includes(kind);
}

function isResolution(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 2;
}
