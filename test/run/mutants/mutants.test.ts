import { describe, expect, it } from 'vitest';
import { createRunStore } from '../../../src/run/runStore.js';
import { createStoreSubject, GUARANTEES, judge, type Subject } from '../properties.js';
import { MUTANTS, UNBROKEN } from './mutants.js';

const SEED = 20_261_124;
const NUM_RUNS = 1500;

function named(subjects: readonly Subject[]): [string, Subject][] {
  return subjects.map((subject) => [subject.name, subject]);
}

describe('the suite of guarantees', () => {
  it.each(named([createStoreSubject(createRunStore), UNBROKEN]))(
    `[FACT-1, FACT-2, RUN-6] lets %s pass (seed ${SEED})`,
    (_name, subject) => {
      expect(judge(subject, SEED, NUM_RUNS)).toEqual({
        broken: null,
        schedules: GUARANTEES.length * NUM_RUNS,
      });
    },
  );

  it.each(named(MUTANTS))(`kills a reducer that %s (seed ${SEED})`, (_name, subject) => {
    expect(judge(subject, SEED, NUM_RUNS).broken).not.toBeNull();
  });

  it('knows every mutant by its own name', () => {
    expect(new Set(MUTANTS.map(({ name }) => name)).size).toBe(MUTANTS.length);
  });
});
