import { copyText, MAX_ID_CHARS } from '../boundText.js';
import { explainNumber } from '../explainNumber.js';
import { writeNumber, writeString } from '../fingerprint.js';
import { isDrawable, isStep } from '../ownField.js';
import type { JsonSchema } from './jsonSchema.js';
import type { ValueType } from './valueType.js';

/** The least number that is infinite as a float32: half a unit in the last place above the largest. */
const FLOAT32_INFINITE = 2 ** 128 - 2 ** 103;
/** The largest number that is 0 as a float32: half of the least above 0. */
const FLOAT32_ZERO = 2 ** -150;
/** Shares of variance are quotients of sums, which rounding may bring above 1. */
const LARGEST_SHARE = 1 + 1e-6;

const FLOAT32: JsonSchema = {
  type: 'number',
  exclusiveMinimum: -FLOAT32_INFINITE,
  exclusiveMaximum: FLOAT32_INFINITE,
};

/** A number that is drawn, so it has to be finite as a float32 too. */
export const DRAWABLE = createNumberType('a finite number', isDrawable, FLOAT32, explainNumber);

/** A number that is shown. The schema has bounds, since numbers in JSON may be larger than a double. */
export const FINITE = createNumberType(
  'a finite number',
  (value) => Number.isFinite(value),
  { type: 'number', minimum: -Number.MAX_VALUE, maximum: Number.MAX_VALUE },
  explainNumber,
);

/** A distance or a tolerance. */
export const NOT_NEGATIVE = createNumberType(
  'a finite number of at least 0',
  isNotNegative,
  { type: 'number', minimum: 0, maximum: Number.MAX_VALUE },
  explainNumber,
);

/** Half the side of a domain. One that is 0 as a float32 would draw everything in one place. */
export const DOMAIN_HALF = createNumberType(
  'a finite number above 0',
  (value) => isDrawable(value) && Math.fround(value) > 0,
  { ...FLOAT32, exclusiveMinimum: FLOAT32_ZERO },
  explainNumber,
);

/** A vertical scale; below 0 it turns the surface upside down. */
export const Z_SCALE = createNumberType(
  'a finite number other than 0',
  (value) => isDrawable(value) && Math.fround(value) !== 0,
  { ...FLOAT32, anyOf: [{ exclusiveMinimum: FLOAT32_ZERO }, { exclusiveMaximum: -FLOAT32_ZERO }] },
  explainNumber,
);

const INTEGER: JsonSchema = { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER };

/** An index of a step. */
export const STEP = createNumberType('an integer from 0 to 2^53 - 1', isStep, INTEGER);

/** A number of things. */
export const COUNT = createNumberType('an integer of at least 0', isStep, INTEGER, explainNumber);

/** A number of steps after which something comes again. */
export const INTERVAL = createNumberType(
  'an integer from 1 to 2^53 - 1',
  (value) => isStep(value) && value > 0,
  { ...INTEGER, minimum: 1 },
);

/** A number of samples or cells along a side of a grid. */
export const RESOLUTION = createNumberType(
  'an integer of at least 2',
  (value) => isStep(value) && value >= 2,
  { ...INTEGER, minimum: 2 },
);

/** A part of a whole. */
export const SHARE = createNumberType(
  'a share from 0 to 1',
  (value) => value >= 0 && value <= LARGEST_SHARE,
  { type: 'number', minimum: 0, maximum: LARGEST_SHARE },
  explainNumber,
);

/** The address of a file, of any length. */
export const ADDRESS: ValueType<string> = {
  ...createText('the URL of the grid'),
  schema: { type: 'string', minLength: 1 },
  read(value, { path, code, hint }, context) {
    if (typeof value === 'string' && value !== '') return copyText(value);
    context.report(code, path, value, this.expected, hint);
    return undefined;
  },
};

/** A name that only has to differ from others; one that is too long is shortened. */
export const NAME: ValueType<string> = {
  ...createText('text that is not empty'),
  schema: { type: 'string', minLength: 1, maxLength: MAX_ID_CHARS },
  read(value, { path, code, hint }, context) {
    if (typeof value === 'string' && value !== '') return copyText(context.bound(value, path));
    context.report(code, path, value, this.expected, hint);
    return undefined;
  },
};

/** A name of a file format; one that is too long is shortened. */
export const FORMAT_NAME: ValueType<string> = {
  ...createText('text such as "float32"'),
  schema: { type: 'string', maxLength: MAX_ID_CHARS },
  read(value, { path, code, hint }, context) {
    if (typeof value === 'string') return copyText(context.bound(value, path));
    context.report(code, path, value, this.expected, hint);
    return undefined;
  },
};

/** One of a list of names; any other is refused. @param expected - the names in words */
export function createChoiceType<T extends string>(
  values: readonly T[],
  expected = `one of ${values.join(', ')}`,
): ValueType<T> {
  return {
    ...createText(expected),
    schema: { enum: values },
    read(value, { path, code, hint }, context) {
      const choice = values.find((known) => known === value);
      if (choice === undefined) context.report(code, path, value, expected, hint);
      return choice;
    },
  };
}

/** A name of which some are known and others accepted; one that is too long is shortened. */
export function createNameType(known: readonly string[]): ValueType<string> {
  const expected = `one of ${known.join(', ')}`;
  return {
    ...createText(expected),
    schema: { enum: known },
    read(value, { path, code, hint }, context) {
      if (typeof value === 'string' && value !== '') return copyText(context.bound(value, path));
      context.report(code, path, value, expected, hint);
      return undefined;
    },
  };
}

function createText<T extends string>(
  expected: string,
): Pick<ValueType<T>, 'expected' | 'encode' | 'writeContent'> {
  return { expected, encode: (value) => value, writeContent: writeString };
}

/**
 * A number that passes a check. Adding 0 makes -0 a 0: `===` does not tell them apart, so fingerprints must not either.
 * @param explain - a hint about the value found, where the place has none
 */
function createNumberType(
  expected: string,
  accepts: (value: number) => boolean,
  schema: JsonSchema,
  explain?: (found: unknown) => string | undefined,
): ValueType<number> {
  return {
    expected,
    schema,
    read(value, { path, code, hint }, context) {
      if (typeof value === 'number' && accepts(value)) return value + 0;
      context.report(code, path, value, expected, hint ?? explain?.(value));
      return undefined;
    },
    encode: (value) => value,
    writeContent: writeNumber,
  };
}

function isNotNegative(value: number): boolean {
  return Number.isFinite(value) && value >= 0;
}
