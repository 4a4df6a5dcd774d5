import { describe, expect, it } from 'vitest';
import { createRunStore } from '../../src/run/runStore.js';
import { itOnce, scaled } from '../support/testLength.js';
import { fuzzStore, writeGrammarInput, MAX_INPUT_CHARS } from './fuzzStore.js';
import { Random } from './random.js';

const SEED = 20_261_124;
/** Half of what the fuzz tests try together. */
const INPUTS = Math.ceil(
  Number(process.env['GDV_FUZZ_INPUTS'] ?? scaled({ short: 60_000, long: 1_000_000 })) / 2,
);

describe('a store that is fed messages of a grammar', () => {
  it(`[INPUT-1, INPUT-2, COUNTERS-1, COUNTERS-2] throws at none of ${INPUTS}, loses no neighbour, and accounts for each (seed ${SEED})`, () => {
    const { faults, inputs, read, ignored, rejected } = fuzzStore(
      createRunStore,
      SEED,
      INPUTS,
      writeGrammarInput,
    );
    expect(faults).toEqual([]);
    expect(inputs).toBe(INPUTS);
    // A corpus of which all is read, or all refused, tries half the code.
    if (INPUTS >= 10_000) {
      for (const kind of [read, ignored, rejected]) expect(kind).toBeGreaterThan(INPUTS / 50);
    }
  });

  itOnce('is fed the same by the same seed, and never more than 64 kB at once', () => {
    const [a, b] = [new Random(SEED), new Random(SEED)];
    for (let i = 0; i < 5000; i++) {
      const input = writeGrammarInput(a);
      expect(writeGrammarInput(b)).toBe(input);
      expect(input.length).toBeLessThanOrEqual(MAX_INPUT_CHARS);
    }
  });
});
