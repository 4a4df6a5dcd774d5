/**
 * Called where every case has been handled: if a case is added, the call no longer compiles.
 * @throws TypeError if it is reached, which means that the types were wrong
 */
export function assertNever(value: never): never {
  throw new TypeError(`no rule for ${JSON.stringify(value)}`);
}
