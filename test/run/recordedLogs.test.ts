import { describe, expect, it } from 'vitest';
import { computeMissingSteps } from '../../src/run/missingSteps.js';
import { createRunStore } from '../../src/run/runStore.js';
import { selectShownRun } from '../../src/run/selectors.js';
import { LOG_NAMES, readLog } from '../fixtures/readLog.js';
import { plainReportsOf } from './referenceReports.js';

interface Expected {
  readonly points: number;
  readonly lastStep: number;
  readonly missing?: readonly { readonly from: number; readonly to: number }[];
  readonly hasStarted?: false;
  readonly surface?: string | null;
  /** `final_step` of a converged run; null where no end came. */
  readonly convergedAt: number | null;
}

const BOWL = { surface: 'bowl', missing: [] } as const;

/** What each log holds, run by run in their places, and the diagnostics it gives. */
const EXPECTED: Readonly<Record<string, { runs: Record<string, Expected>; codes?: readonly string[] }>> = {
  'real-iris': { runs: { run_c6fdc8ab: { ...BOWL, points: 50, lastStep: 49, convergedAt: 50 } } },
  'real-diabetes': { runs: { run_93663fe6: { ...BOWL, points: 300, lastStep: 299, convergedAt: 300 } } },
  'real-two-runs-concurrent': {
    runs: {
      run_70712d70: { ...BOWL, points: 60, lastStep: 59, convergedAt: 60 },
      run_33daeb7d: { ...BOWL, points: 100, lastStep: 99, convergedAt: 100 },
    },
  },
  'real-reconnect-midrun': {
    runs: {
      run_659d1850: { ...BOWL, points: 75, lastStep: 99, missing: [{ from: 35, to: 59 }], convergedAt: 100 },
    },
  },
  'real-late-join': {
    runs: {
      run_2552cfe9: {
        points: 65,
        lastStep: 99,
        missing: [{ from: 0, to: 34 }],
        hasStarted: false,
        surface: null,
        convergedAt: 100,
      },
    },
  },
  'real-restart-midrun': {
    runs: {
      run_0f13d0d0: { ...BOWL, points: 45, lastStep: 44, convergedAt: null },
      run_a84d57ef: { ...BOWL, points: 100, lastStep: 99, convergedAt: 100 },
    },
  },
  'real-steps0': { runs: { run_fbc69ec9: { ...BOWL, points: 1, lastStep: 0, convergedAt: 0 } } },
  'real-steps1': { runs: { run_4c4bba24: { ...BOWL, points: 1, lastStep: 0, convergedAt: 1 } } },
  'real-nan-regression': {
    runs: { run_7fc0293f: { ...BOWL, points: 20, lastStep: 19, convergedAt: 20 } },
    codes: ['json_non_finite'],
  },
  'real-fit-failure': { runs: { run_3e8b3c33: { ...BOWL, points: 40, lastStep: 39, convergedAt: null } } },
  'variant-kind-saddle': {
    runs: { run_9510ff1a: { ...BOWL, surface: 'saddle', points: 30, lastStep: 29, convergedAt: 30 } },
    codes: ['surface_kind_unknown'],
  },
  'variant-kind-multi_hill': {
    runs: { run_e2fe808f: { ...BOWL, surface: 'multi_hill', points: 30, lastStep: 29, convergedAt: 30 } },
  },
};

describe('the recorded logs', () => {
  it('are all accounted for here', () => {
    expect(Object.keys(EXPECTED).sort()).toEqual([...LOG_NAMES].sort());
  });

  it.each(LOG_NAMES)('%s gives its runs, points, missing steps, ends and diagnostics', (name) => {
    const store = createRunStore();
    for (const line of readLog(name)) store.ingest(line);
    const state = store.getState();
    const { runs, codes = [] } = EXPECTED[name]!;
    expect(state.runKeys.map((key) => state.runs.get(key)!.runId)).toEqual(Object.keys(runs));
    for (const run of state.runs.values()) {
      const { points, lastStep, missing = [], hasStarted = true, surface, convergedAt } = runs[run.runId]!;
      expect(run.path.length).toBe(points);
      expect(run.path.lastStep).toBe(lastStep);
      expect(computeMissingSteps(run)).toEqual(missing);
      expect(run.hasStarted).toBe(hasStarted);
      expect(run.surface?.name === 'LOSS_SURFACE_SPEC_READY' ? run.surface.kind : null).toBe(surface);
      expect(run.status).toBe(convergedAt === null ? 'running' : 'finished');
      expect(run.end).toEqual(convergedAt === null ? null : { reason: 'converged', finalStep: convergedAt });
    }
    expect(state.diagnostics.map(({ code }) => code)).toEqual(codes);
  });

  it.each(LOG_NAMES)('[FACT-1] %s gives the same runs backwards, and twice', (name) => {
    const lines = readLog(name);
    const forwards = createRunStore();
    forwards.ingest(lines.flatMap((line) => (isJson(line) ? [JSON.parse(line) as unknown] : [])));
    const backwards = createRunStore();
    for (const line of [...lines].reverse()) backwards.ingest(line);
    for (const line of lines) backwards.ingest(line);
    const summary = (store: typeof forwards) =>
      [...store.getState().runs.values()].map((run) => ({
        ...run,
        reported: plainReportsOf(run.reported),
        path: Array.from({ length: run.path.length }, (_, i) => [
          run.path.stepAt(i),
          run.path.xAt(i),
          run.path.yAt(i),
        ]),
      }));
    const byKey = (a: { key: string }, b: { key: string }): number => (a.key < b.key ? -1 : 1);
    expect(summary(backwards).sort(byKey)).toEqual(summary(forwards).sort(byKey));
    expect(selectShownRun(backwards.getState())!.runId).toBe(selectShownRun(forwards.getState())!.runId);
  });

  it('[RUN-8] shows of two runs the one that started last', () => {
    const store = createRunStore();
    for (const line of readLog('real-restart-midrun')) store.ingest(line);
    expect(selectShownRun(store.getState())!.runId).toBe('run_a84d57ef');
  });
});

function isJson(line: string): boolean {
  try {
    JSON.parse(line);
    return true;
  } catch (error) {
    return !(error instanceof SyntaxError);
  }
}
