import { describeValue } from './describeValue.js';

/** Options by their names, as a host gave them. */
type Options<Name extends string> = { readonly [key in Name]?: number | undefined };

/**
 * An option that counts something; `Infinity` is no limit.
 * @param where - the function called, named in the error
 * @param otherwise - the value where the host gave none
 * @throws RangeError if it is no integer of at least `least`; it names the option
 */
export function readCount<Name extends string>(
  where: string,
  options: Options<Name>,
  name: Name,
  otherwise: number,
  least = 0,
): number {
  const value: unknown = options[name] ?? otherwise;
  const isCount = typeof value === 'number' && (Number.isInteger(value) || value === Infinity);
  if (isCount && value >= least) return value;
  throw createRefusal(where, name, `an integer of at least ${least}`, value);
}

/**
 * {@link readCount} for a quantity, such as milliseconds.
 * @throws RangeError if it is no number of at least `least`
 */
export function readMeasure<Name extends string>(
  where: string,
  options: Options<Name>,
  name: Name,
  otherwise: number,
  least = 0,
): number {
  const value: unknown = options[name] ?? otherwise;
  if (typeof value === 'number' && value >= least) return value;
  throw createRefusal(where, name, `a number of at least ${least}`, value);
}

/**
 * An option that is one of a few values.
 * @param otherwise - the value where the host gave none
 * @throws RangeError if it is none of them; it names the option
 */
export function readChoice<Value>(
  where: string,
  name: string,
  given: Value | undefined,
  choices: readonly Value[],
  otherwise: Value,
): Value {
  const value = given ?? otherwise;
  if (choices.includes(value)) return value;
  throw createRefusal(where, name, `one of ${choices.map(describeValue).join(', ')}`, value);
}

function createRefusal(where: string, name: string, expected: string, value: unknown): RangeError {
  return new RangeError(`${where}: ${name}: expected ${expected}, got ${describeValue(value)}`);
}
