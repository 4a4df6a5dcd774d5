import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { computeMissingSteps, countSteps, summarizeMissing } from '../../src/run/missingSteps.js';
import { createRunStore, type RunStore } from '../../src/run/runStore.js';
import type { RunState } from '../../src/run/runState.js';
import { describeMissing } from '../../src/view/runText.js';
import { DEFAULT_WORDING } from '../../src/view/wording.js';
import { finish, shownRun, start, update } from './createRunEvent.js';
import { envelopesOf } from './runArbitraries.js';
import { itOnce, scaled } from '../support/testLength.js';

const SEED = 20_261_130;

function runOf(...events: object[]): RunState {
  const store = createRunStore();
  store.ingest(events);
  return shownRun(store);
}

/** An update of one point for each of some steps. */
function at(...steps: readonly number[]): object[] {
  return steps.map((step) => update(2, step, 1));
}

function every(pace: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => pace * i);
}

function textOf(run: RunState): string | null {
  return describeMissing(summarizeMissing(run), DEFAULT_WORDING);
}

describe('what is said of missing steps', () => {
  it.each<[string, object[], string | null]>([
    ['of a whole path', at(...every(1, 50)), null],
    ['of no path', [start(1, { point0: null })], null],
    ['of holes', at(0, 1, 4, 5, 9), '5 steps missing (2–3, 6–8)'],
    ['of the steps before the first', at(3, 4), '3 steps missing (0–2)'],
    ['of the steps to the end', [...at(0, 1), finish(9, { final_step: 5 })], '3 steps missing (2–4)'],
    ['where every 50th comes', at(...every(50, 60)), 'Points for every 50th step'],
    [
      'where every 50th comes, to its end',
      [...at(...every(50, 60)), finish(9, { final_step: 2950 })],
      'Points for every 50th step',
    ],
    [
      'where every 50th comes, and the last',
      [...at(...every(50, 60), 2975), finish(9, { final_step: 2975 })],
      'Points for every 50th step',
    ],
    [
      'where every 50th comes but one',
      at(...every(50, 60).filter((step) => step !== 700)),
      'Points for every 50th step, 1 of them missing (700)',
    ],
    [
      'where every 50th comes but some',
      [
        ...at(...every(50, 60).filter((step) => step !== 700 && step !== 750)),
        finish(9, { final_step: 3101 }),
      ],
      'Points for every 50th step, 5 of them missing (700–750, 3000–3100)',
    ],
    [
      'where every 50th comes from 1',
      at(0, ...every(50, 60).map((step) => step + 1)),
      'Points for every 50th step',
    ],
    [
      'where it stated every',
      [start(1, { report_every: 1 }), ...at(50, 100)],
      '98 steps missing (1–49, 51–99)',
    ],
    ['where it stated every 50th', [start(1, { report_every: 50 }), ...at(50, 100)], null],
    [
      'where it stated every 50th, and one is missing',
      [start(1, { report_every: 50 }), ...at(100, 150)],
      '1 step missing (50)',
    ],
    [
      'where it stated every 25th',
      [start(1, { report_every: 25 }), ...at(50, 100)],
      '2 steps missing (25, 75)',
    ],
  ])('%s', (_, events, text) => {
    expect(textOf(runOf(...events))).toBe(text);
  });

  itOnce('[REPORT-3] is the same whatever a restart, a late start or a late point makes of the path', () => {
    const store = createRunStore();
    const said = (): string | null => textOf(shownRun(store));
    store.ingest([start(1), ...at(...every(50, 60))]);
    expect(said()).toBe('Points for every 50th step');
    store.ingest(update(3, 51, 3));
    expect(said()).toMatch(/^2\u202f888 steps missing/);
    store.ingest([start(5), ...every(10, 5).map((step) => update(6, step, 1))]);
    expect(said()).toBe('Points for every 10th step');
    store.ingest(start(4, { report_every: 7 }));
    expect(said()).toBe('Points for every 10th step');
    store.ingest(update(6, 60, 1));
    expect(said()).toBe('Points for every 10th step, 1 of them missing (50)');
    store.ingest(update(6, 50, 1));
    expect(said()).toBe('Points for every 10th step');
  });

  it(`counts what the list of missing steps holds, after every event (seed ${SEED})`, () => {
    const holds = (store: RunStore): void => {
      for (const run of store.getState().runs.values()) {
        const summary = summarizeMissing(run);
        if (summary.keptPace !== null) continue;
        const missing = computeMissingSteps(run, 100_000);
        if (missing.length === 100_000) continue;
        expect(summary.count).toBe(countSteps(missing));
        if (run.reportEvery > 1) continue;
        expect(summary.intervals).toEqual(missing.slice(0, 2));
        expect(summary.intervalCount).toBe(missing.length);
      }
    };
    fc.assert(
      fc.property(envelopesOf('run'), fc.constantFrom(3, 2_000_000), (envelopes, maxPointsPerRun) => {
        const store = createRunStore({ maxPointsPerRun });
        for (const envelope of envelopes) {
          store.ingest(envelope);
          holds(store);
        }
      }),
      { seed: SEED, numRuns: scaled({ short: 200, long: 1000 }) },
    );
  });
});
