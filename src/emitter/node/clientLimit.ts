/** How many clients there may be at once, over however many handlers share it. */
export interface ClientLimit {
  readonly max: number;
  /** Clients that are here, and those for whom a feed is being looked for. */
  readonly count: number;
  /** Takes a place. @returns what gives it back, harmless when it is called twice; null where there is none left */
  take(): (() => void) | null;
}

/** Clients at once where nothing else is said; of each up to a quarter of a megabyte may wait to be read. */
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
