/** A limit of the clients at once, of all handlers that share it. */
export interface ClientLimit {
  readonly max: number;
  /** Clients that are connected, and those that wait for their feed. */
  readonly count: number;
  /** Takes a place. @returns a function that frees it, once however often it is called; null where no place is left */
  take(): (() => void) | null;
}

/** The default limit of clients at once; for each, up to a quarter of a megabyte may wait to be sent. */
const DEFAULT_MAX_CLIENTS = 1000;

/**
 * Creates a limit of clients.
 * @param max - an integer of at least 1, or Infinity for none
 * @throws RangeError for anything else
 */
export function createClientLimit(max = DEFAULT_MAX_CLIENTS): ClientLimit {
  if (!(max >= 1 && (Number.isInteger(max) || max === Infinity)))
    throw new RangeError(`maxClients: expected an integer of at least 1, or Infinity, got ${max}`);
  let count = 0;
  return {
    max,
    get count() {
      return count;
    },
    take() {
      if (count >= max) return null;
      count += 1;
      let isTaken = true;
      return () => {
        if (isTaken) count -= 1;
        isTaken = false;
      };
    },
  };
}
