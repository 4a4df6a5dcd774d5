/** The value of a field whose reading threw. No check accepts a symbol, so only that field is lost. */
export const UNREADABLE: unique symbol = Symbol('unreadable');

/** An object as it came from outside: nothing is known of its fields. */
export type UnknownRecord = Readonly<Record<string, unknown>>;

/** The named fields of an object, each its own, of any kind or missing. */
export type OwnFields<Key extends string> = Readonly<Partial<Record<Key, unknown>>>;

/**
 * An object's own field; undefined where it has none, {@link UNREADABLE} where reading it throws.
 * Inherited fields are not the sender's, and `Object.prototype` may be polluted.
 */
export function ownField(record: object, key: string): unknown {
  try {
    return Object.hasOwn(record, key) ? (record as UnknownRecord)[key] : undefined;
  } catch {
    return UNREADABLE;
  }
}

/**
 * Whether a plain property read finds only the object's own fields, as in all that JSON.parse makes.
 * Ten points are read in 70 ns this way, in 250 with `Object.getPrototypeOf` and in 480 with `Object.hasOwn` for each
 * field (Node 20). False where a runtime has no `__proto__`, or a field has that name: reading is then only slower.
 */
export function isPlain(record: object): boolean {
  try {
    return (record as { __proto__?: unknown }).__proto__ === plainPrototype;
  } catch {
    // A Proxy, or a runtime that forbids `__proto__`.
    return false;
  }
}

/** The prototype of an object that has no fields but its own; null while somebody has given `Object.prototype` some. */
let plainPrototype: object | null = Object.prototype;

/**
 * Checks, once a message, whether `Object.prototype` is polluted with fields.
 * @returns whether it is not, so that a plain property read of anything that JSON.parse made finds only own fields
 */
export function checkPlainPrototype(): boolean {
  plainPrototype = Object.prototype;
  for (const _field in plainPrototype) plainPrototype = null;
  return plainPrototype !== null;
}

/**
 * An object whose requested fields are all its own: the object itself where it is plain, else a copy.
 * @param isKnownPlain - whether the object is known to be plain
 */
export function ownFields<Key extends string>(
  record: object,
  keys: readonly Key[],
  isKnownPlain: boolean,
): OwnFields<Key> {
  if (isKnownPlain || isPlain(record)) return record as OwnFields<Key>;
  const fields: Partial<Record<Key, unknown>> = {};
  for (const key of keys) fields[key] = ownField(record, key);
  return fields;
}

/** Whether a value is an object that is no array and no function. */
export function isRecord(value: unknown): value is UnknownRecord {
  return typeof value === 'object' && value !== null && !isArray(value);
}

/** `Array.isArray`, false for a revoked Proxy, for which the original throws. */
export function isArray(value: unknown): value is readonly unknown[] {
  try {
    return Array.isArray(value);
  } catch {
    return false;
  }
}

/** The length of an array, or 0 where a Proxy returns anything but a length. */
export function arrayLength(array: readonly unknown[]): number {
  const length = ownField(array, 'length');
  return isStep(length) ? length : 0;
}

/** An entry of an array; {@link UNREADABLE} where reading it throws. */
export function elementOf(array: readonly unknown[], i: number): unknown {
  try {
    return array[i];
  } catch {
    return UNREADABLE;
  }
}

/** Whether a value is a finite number that stays finite as a float32, as all that is drawn must. */
export function isDrawable(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(Math.fround(value));
}

/** Whether a value is an integer from 0 to 2^53 - 1, as steps and counters are. */
export function isStep(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
