import { expect } from 'vitest';
import { createRunStore } from '../../../src/run/runStore.js';
import { readFacts, type ShownFacts } from '../../run/properties.js';
import { runCommand } from '../runCommand.js';

/** The log of a simulation, in which `validate` finds nothing. */
export async function simulate(...args: string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await runCommand(['simulate', ...args]);
  expect(stderr).toMatch(/^simulated [\d,]+ steps?: \w+/);
  expect(exitCode).toBe(0);
  const validated = await runCommand(['validate', '--strict'], { stdin: stdout });
  expect(validated.stdout).toMatch(/: 0 errors, 0 warnings, 0 notes\n$/);
  expect(validated.exitCode).toBe(0);
  return stdout;
}

/** What a store makes of a log's one run. */
export function factsOf(log: string, run = 'simulation run_1'): ShownFacts {
  const store = createRunStore({ maxPointsPerRun: Infinity });
  for (const line of log.trimEnd().split('\n')) store.ingest(line);
  const facts = readFacts(store).get(run);
  if (facts === undefined) throw new Error(`no run ${run}`);
  return facts;
}
