import { writeNumber } from '../fingerprint.js';
import type { Projection } from '../events.js';
import { arrayLength, elementOf, isArray } from '../ownField.js';
import type { JsonSchema } from './jsonSchema.js';
import { RecordType, type Fields } from './recordType.js';
import { COUNT, createChoiceType, FINITE, NAME, SHARE } from './scalarTypes.js';
import type { ValueType } from './valueType.js';

const TWO_SHARES = 'two shares, of the x and of the y axis';

/** A share of each axis. */
const SHARES: ValueType<readonly [number, number]> = {
  expected: TWO_SHARES,
  schema: { type: 'array', items: SHARE.schema, minItems: 2, maxItems: 2 },
  read(value, place, context) {
    if (!isArray(value) || arrayLength(value) !== 2) {
      context.report(place.code, place.path, value, TWO_SHARES);
      return undefined;
    }
    const x = SHARE.read(elementOf(value, 0), { ...place, path: `${place.path}[0]` }, context);
    if (x === undefined) return undefined;
    const y = SHARE.read(elementOf(value, 1), { ...place, path: `${place.path}[1]` }, context);
    return y === undefined ? undefined : [x, y];
  },
  encode: ([x, y]) => [x, y],
  writeContent([x, y]) {
    writeNumber(x);
    writeNumber(y);
  },
};

const PROJECTION_FIELDS: Fields<Projection> = {
  method: {
    type: createChoiceType<Projection['method']>(['pca', 'random'], '"pca" or "random"'),
    need: 'essential',
    description: 'By principal components, or on random directions.',
  },
  explainedVariance: { type: SHARES, description: 'Shares of the variance, of the x and of the y axis.' },
  randomWalk: { type: SHARES, description: 'The same of a random walk of that length.' },
  seed: { type: FINITE, description: 'For random directions.' },
  checkpoints: { type: COUNT, description: 'How many states of the model went in.' },
  plane: {
    type: NAME,
    mark: 7,
    description: 'Names the plane. Surfaces of a run that name the same one are surfaces of one plane.',
  },
};

const RECORD = new RecordType<Projection, Projection>(
  PROJECTION_FIELDS,
  'additional_field_invalid',
  'an object { method, … }',
  { title: 'Projection', description: 'How the run was brought to two dimensions.' },
);
/** JSON Schema of a projection. */
export const PROJECTION_SCHEMA: JsonSchema = RECORD.schema;

/** How a training trajectory was projected to two dimensions. */
export const PROJECTION: ValueType<Projection> = {
  expected: RECORD.expected,
  schema: { $ref: '#/$defs/projection' },
  read: (value, place, context) => RECORD.read(value, place, context),
  encode: (projection) => RECORD.encode(projection),
  writeContent: (projection) => RECORD.writeContent(projection),
};
