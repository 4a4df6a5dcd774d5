import type { Hill } from '../events.js';
import { explainNumber } from '../explainNumber.js';
import { writeNumber, writePair } from '../fingerprint.js';
import type { ReadContext } from '../readContext.js';
import { arrayLength, elementOf, isArray, isDrawable, ownFields, UNREADABLE } from '../ownField.js';
import { DEFAULT_PARSE_LIMITS } from '../parseLimits.js';
import type { Complete } from './complete.js';
import type { JsonSchema } from './jsonSchema.js';
import { RecordType } from './recordType.js';
import { DRAWABLE } from './scalarTypes.js';
import type { ValueType } from './valueType.js';

const HILL_FIELDS = ['x', 'y', 'amp', 'sigma'] as const;
type WholeHill = Complete<Hill, (typeof HILL_FIELDS)[number]>;

/** The rows of a hill. Ten thousand may come at once, so the code below reads and writes them field by field. */
const HILL = new RecordType<Hill>(
  {
    x: { type: DRAWABLE, need: 'essential' },
    y: { type: DRAWABLE, need: 'essential' },
    amp: { type: DRAWABLE, need: 'essential' },
    sigma: { type: DRAWABLE, need: 'essential' },
  },
  'hill_invalid',
  'an object { x, y, amp, sigma }',
  {
    title: 'Hill',
    description: 'A Gaussian bump: centre and width in surface units, height in loss units.',
  },
);
/** JSON Schema of a hill. */
export const HILL_SCHEMA: JsonSchema = HILL.schema;

/** The hills of a `multi_hill` surface. An invalid one is left out and reported; so are those beyond the limit. */
export const HILLS: ValueType<readonly Hill[]> = {
  expected: 'an array of { x, y, amp, sigma }',
  schema: { type: 'array', items: { $ref: '#/$defs/hill' }, maxItems: DEFAULT_PARSE_LIMITS.maxHills },
  read(value, { path, code }, context) {
    if (!isArray(value)) {
      context.report(code, path, value, this.expected);
      return undefined;
    }
    const length = arrayLength(value);
    const limit = context.limits.maxHills;
    if (length > limit) context.report('too_many_hills', path, value, `at most ${limit} hills`);
    const hills: Hill[] = [];
    for (let i = 0; i < length && i < limit; i += 1) {
      const hill = readHill(elementOf(value, i), path, i, context);
      if (hill !== null) hills.push(hill);
    }
    return hills;
  },
  encode: (hills) => hills,
  writeContent(hills) {
    writeNumber(hills.length);
    for (const hill of hills) writeHill(hill);
  },
};

// Hot: fields are read by constant names, and a path is made only for a report.
function readHill(value: unknown, path: string, i: number, context: ReadContext): WholeHill | null {
  if (typeof value !== 'object' || value === null)
    return rejectHill(context, `${path}[${i}]`, value, HILL.expected);
  let x: unknown;
  let y: unknown;
  let amp: unknown;
  let sigma: unknown;
  try {
    const fields = ownFields(value, HILL_FIELDS, context.isPlain);
    ({ x, y, amp, sigma } = fields);
  } catch {
    return rejectHill(context, `${path}[${i}]`, UNREADABLE, HILL.expected);
  }
  const { expected } = DRAWABLE;
  if (!isDrawable(x)) return rejectHill(context, `${path}[${i}].x`, x, expected);
  if (!isDrawable(y)) return rejectHill(context, `${path}[${i}].y`, y, expected);
  if (!isDrawable(amp)) return rejectHill(context, `${path}[${i}].amp`, amp, expected);
  if (!isDrawable(sigma)) return rejectHill(context, `${path}[${i}].sigma`, sigma, expected);
  return { x: x + 0, y: y + 0, amp: amp + 0, sigma: sigma + 0 };
}

function rejectHill(context: ReadContext, path: string, found: unknown, expected: string): null {
  context.report('hill_invalid', path, found, expected, explainNumber(found));
  return null;
}

function writeHill({ x, y, amp, sigma }: WholeHill): void {
  writePair(x, y);
  writePair(amp, sigma);
}
