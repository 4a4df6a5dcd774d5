/**
 * Reports an error that the host's own code threw while it was called: by `reportError` where there is one (browsers),
 * else it is thrown in a microtask of its own (Node), as an error in any event listener would be.
 */
export function reportFault(error: unknown): void {
  if (typeof reportError === 'function') reportError(error);
  else {
    queueMicrotask(() => {
      throw error;
    });
  }
}
