/** The counter of a project's events, which its runs share. */
export interface SeqCounter {
  /** The next number: an integer greater than all before it; numbers may be left out. */
  next(): number;
  /** The last number given; a host's counter may leave it out. */
  readonly last?: number;
}

/**
 * Creates a counter, which begins at 1 as the contract's does.
 * @param last - the last number that is taken already
 */
export function createSeqCounter(last = 0): SeqCounter {
  if (!Number.isSafeInteger(last) || last < 0)
    throw new RangeError(`createSeqCounter: expected an integer of at least 0, got ${last}`);
  return {
    next: () => (last += 1),
    get last() {
      return last;
    },
  };
}
