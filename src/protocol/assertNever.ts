/**
 * Stands where every case has been handled: a case that is added stops compiling here.
 * @throws TypeError where the types were wrong
 */
export function assertNever(value: never): never {
  throw new TypeError(`no rule for ${JSON.stringify(value)}`);
}
