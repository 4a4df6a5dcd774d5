import { describe, expect, it } from 'vitest';
import { createRunStore } from '../../src/run/runStore.js';
import { scaled } from '../support/testLength.js';
import { fuzzStore, mutateRecordedInput } from './fuzzStore.js';

const SEED = 20_261_125;
/** Half of what the fuzz tests try together. */
const INPUTS = Math.ceil(
  Number(process.env['GDV_FUZZ_INPUTS'] ?? scaled({ short: 60_000, long: 1_000_000 })) / 2,
);

describe('a store that is fed recorded messages with some bytes changed', () => {
  it(`[INPUT-1, INPUT-2, COUNTERS-1, COUNTERS-2] throws at none of ${INPUTS}, loses no neighbour, and accounts for each (seed ${SEED})`, () => {
    const { faults, inputs, read, ignored, rejected } = fuzzStore(
      createRunStore,
      SEED,
      INPUTS,
      mutateRecordedInput,
    );
    expect(faults).toEqual([]);
    expect(inputs).toBe(INPUTS);
    // A corpus of which all is read, or all refused, tries half the code.
    if (INPUTS >= 10_000) {
      for (const kind of [read, ignored, rejected]) expect(kind).toBeGreaterThan(INPUTS / 50);
    }
  });
});
