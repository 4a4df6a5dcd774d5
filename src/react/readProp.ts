import { describeValue } from '../protocol/describeValue.js';

/** Warnings that were given, so that an invalid prop is reported once and not at every render. */
const said = new Set<string>();
const MAX_SAID = 100;

/**
 * A prop of the component if it is valid; else its default, with a warning on the console that names the prop, once.
 * Never throws, since a page must not break for an unknown colour map. null counts as not given.
 * @param nonsense - the value for an invalid prop and its description, where that is not the default
 */
export function readProp<T>(
  name: string,
  value: T | undefined,
  isUsable: (value: T) => boolean,
  expected: string,
  otherwise: T,
  nonsense: { readonly value: T; readonly words: string } = { value: otherwise, words: 'its default holds' },
): T {
  if (value === undefined || value === null) return otherwise;
  if (isUsable(value)) return value;
  warnOnce(`${name}: expected ${expected}, got ${describeValue(value)}; ${nonsense.words}`);
  return nonsense.value;
}

/**
 * Says something of a prop on the console, once.
 * @param subject - of what; whatever else comes of the same is not said
 */
export function warnOnce(words: string, subject = words): void {
  if (said.size < MAX_SAID && !said.has(subject)) console.warn(`GradientDescentViz: ${words}`);
  said.add(subject);
}

/** {@link readProp} for one of some names. */
export function readName<T extends string, Otherwise = T>(
  name: string,
  value: T | undefined,
  names: readonly T[],
  otherwise: Otherwise,
): T | Otherwise {
  const isName = (given: T | Otherwise): boolean => names.some((known) => known === given);
  return readProp<T | Otherwise>(name, value, isName, `one of ${names.join(', ')}`, otherwise);
}
