/**
 * `T` while `Keys` are all of its fields, else `never`. Hot code that handles an object field by field stops compiling when
 * the object gets another field.
 */
export type Complete<T, Keys extends keyof T> = [Exclude<keyof T, Keys>] extends [never] ? T : never;
