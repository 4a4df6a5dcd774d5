import { setTimeout as sleep } from 'node:timers/promises';
import { describeError } from '../../src/host/describeError.js';
import { createRandom } from '../../test/transport/seededRandom.js';
import type { StreamKind } from '../../test/transport/streamServer.js';
import { createFaultLab } from './faultLab.js';
import { FAULT_SCENARIOS, type FaultScenario } from './faultScenarios.js';

/** How the faults on one transport went. */
export interface FaultCount {
  readonly survived: number;
  readonly tried: number;
  /** Each fault that was not survived, with the seed that finds it again. */
  readonly failures: readonly string[];
}

/** A trial that has not come to its end by then never will. */
const TRIAL_MS = 20_000;
/** Seeds of a scenario lie this far apart. */
const SEED_STRIDE = 1_000_003;

/** Tries every scenario so many times, one trial after another, each with a seed of its own. */
export async function countFaultsSurvived(
  kind: StreamKind,
  trials: number,
  seed: number,
): Promise<FaultCount> {
  const failures: string[] = [];
  for (const [i, scenario] of FAULT_SCENARIOS.entries())
    for (let trial = 0; trial < trials; trial++) {
      const trialSeed = seed + i * SEED_STRIDE + trial;
      const failure = await findFailure(scenario, kind, trialSeed);
      if (failure !== null) failures.push(`${scenario.name} (seed ${trialSeed}): ${failure}`);
    }
  const tried = FAULT_SCENARIOS.length * trials;
  return { survived: tried - failures.length, tried, failures };
}

/** Why a trial was not survived, or null. */
async function findFailure(scenario: FaultScenario, kind: StreamKind, seed: number): Promise<string | null> {
  const lab = createFaultLab(kind, createRandom(seed));
  const overtime = new AbortController();
  try {
    const survives = await Promise.race([
      scenario.survives(lab),
      sleep(TRIAL_MS, null, { signal: overtime.signal }),
    ]);
    if (survives === null) return `not there after ${TRIAL_MS / 1000} s`;
    return survives ? null : 'the store holds something else';
  } catch (error) {
    return describeError(error);
  } finally {
    overtime.abort();
    await lab.close();
  }
}
