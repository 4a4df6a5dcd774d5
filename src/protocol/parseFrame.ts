import * as v from 'valibot';
import {
  DEFAULT_Z_SCALE,
  DEFAULT_SURFACE_SOURCES,
  SURFACE_SOURCES,
  type Projection,
  type SurfaceSource,
} from './events.js';
import { explainNumber } from './explainNumber.js';
import type { MessageReading } from './messageReading.js';
import { isDrawable, isRecord, ownField, type UnknownRecord } from './ownField.js';
import { parseFields } from './parseFields.js';
import { PROJECTION_METHOD_WORDS, projectionSchema } from './schemas.js';

/** Reads `domainHalf`: above 0 and finite, in float32 too; null where there is none that is usable. */
export function parseDomainHalf(record: UnknownRecord, path: string, reading: MessageReading): number | null {
  const value = ownField(record, 'domainHalf');
  if (value === undefined) return null;
  // A number so small that it is 0 as a float32 would draw everything in one place.
  if (isDrawable(value) && Math.fround(value) > 0) return value;
  reading.report(
    'domain_half_invalid',
    `${path}.domainHalf`,
    value,
    'a finite number above 0',
    explainNumber(value),
  );
  return null;
}

/** Reads `zScale`: finite and not 0, in float32 too; the default where there is none that is usable. */
export function parseZScale(record: UnknownRecord, path: string, reading: MessageReading): number {
  const value = ownField(record, 'zScale');
  if (value === undefined) return DEFAULT_Z_SCALE;
  if (isDrawable(value) && Math.fround(value) !== 0) return value;
  reading.report(
    'z_scale_invalid',
    `${path}.zScale`,
    value,
    'a finite number other than 0',
    explainNumber(value),
  );
  return DEFAULT_Z_SCALE;
}

/** Reads the additional field `projection` of either surface event; null where there is none that is usable. */
export function parseProjection(payload: UnknownRecord, reading: MessageReading): Projection | null {
  const value = ownField(payload, 'projection');
  if (value === undefined) return null;
  const path = 'event.payload.projection';
  if (!isRecord(value)) {
    reading.report('additional_field_invalid', path, value, 'an object { method, … }');
    return null;
  }
  if (ownField(value, 'method') === undefined) {
    reading.report('additional_field_invalid', `${path}.method`, undefined, PROJECTION_METHOD_WORDS);
  }
  const fields = parseFields(projectionSchema.entries, value, path, 'additional_field_invalid', reading);
  // What is left may lack its method, and a projection without one says nothing.
  const projection = v.safeParse(projectionSchema, fields);
  return projection.success ? projection.output : null;
}

/**
 * Reads the additional field `source` of either surface event; nothing where there is none that is usable.
 * @param name - the event, which says what the surface is taken for then
 */
export function parseSource(
  payload: UnknownRecord,
  name: keyof typeof DEFAULT_SURFACE_SOURCES,
  reading: MessageReading,
): { readonly source?: SurfaceSource } {
  const value = ownField(payload, 'source');
  if (value === undefined) return {};
  const source = SURFACE_SOURCES.find((known) => known === value);
  if (source !== undefined) return { source };
  const expected = `one of ${SURFACE_SOURCES.join(', ')}`;
  const cure = `the surface is taken for ${DEFAULT_SURFACE_SOURCES[name]}`;
  reading.report('additional_field_invalid', 'event.payload.source', value, expected, cure);
  return {};
}
