import fc from 'fast-check';
import { describe, it } from 'vitest';
import { createRunStore } from '../../src/run/runStore.js';
import { scaled } from '../support/testLength.js';
import { createStoreSubject, GUARANTEES } from './properties.js';

const SEED = 20_261_124;
const RUNS = scaled({ short: 300, long: 1500 });
const STORE = createStoreSubject(createRunStore);

/** Tries the store against one guarantee, and shows the shortest delivery that breaks it. */
function assertKept(name: string): void {
  const guarantee = GUARANTEES.find((each) => each.name === name);
  if (guarantee === undefined) throw new Error(`there is no guarantee of ${name}`);
  fc.assert(guarantee.property(STORE), { seed: SEED, numRuns: RUNS });
}

describe('the facts of a run, and the steps that it misses', () => {
  it(`[FACT-1, GAP-1, GAP-2, REPORT-2] are a function of its log, by the rules read once over the sorted set (seed ${SEED})`, () => {
    assertKept('convergence');
  });

  it(`[FACT-2] are those of the events so far after every single message (seed ${SEED})`, () => {
    assertKept('prefix truth');
  });

  it(`[RUN-6] are its own, beside runs of another project or of another id (seed ${SEED})`, () => {
    assertKept('non-interference');
  });
});
