/**
 * `T` while `Keys` are all of its fields, else `never`: code that handles an object field by field, since it is called often,
 * stops compiling where the object gets another field.
 */
export type Complete<T, Keys extends keyof T> = [Exclude<keyof T, Keys>] extends [never] ? T : never;
