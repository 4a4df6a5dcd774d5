import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseMessage, type Diagnostic } from '../../src/protocol/index.js';

const LOGS = new URL('../fixtures/logs/', import.meta.url);

interface LogReading {
  readonly lines: number;
  /** Number of events by name and run. */
  readonly events: Record<string, number>;
  readonly ignored: ReadonlySet<string | null>;
  readonly diagnostics: readonly (readonly [line: number, diagnostic: Diagnostic])[];
  /** Steps that came, by run. */
  readonly steps: ReadonlyMap<string, ReadonlySet<number>>;
  readonly finalSteps: Record<string, number | null>;
}

function readLog(name: string): LogReading {
  const lines = readFileSync(new URL(`${name}.ndjson`, LOGS), 'utf8')
    .trimEnd()
    .split('\n');
  const events: Record<string, number> = {};
  const ignored = new Set<string | null>();
  const diagnostics: [number, Diagnostic][] = [];
  const steps = new Map<string, Set<number>>();
  const finalSteps: Record<string, number | null> = {};
  lines.forEach((line, i) => {
    const parsed = parseMessage(line);
    if (parsed.kind === 'ignored') return void ignored.add(parsed.name);
    for (const diagnostic of parsed.diagnostics) diagnostics.push([i + 1, diagnostic]);
    if (parsed.kind === 'rejected') return;
    const { event, runId } = parsed.received;
    events[event.name] = (events[event.name] ?? 0) + 1;
    const known = steps.get(runId) ?? new Set<number>();
    steps.set(runId, known);
    if (event.name === 'GD_PATH_STARTED' && event.point0 !== null) known.add(0);
    if (event.name === 'GD_PATH_FINISHED') finalSteps[runId] = event.finalStep;
    if (event.name !== 'GD_PATH_UPDATE') return;
    event.points.forEach((point, k) => point !== null && known.add((event.stepStart ?? NaN) + k));
  });
  return { lines: lines.length, events, ignored, diagnostics, steps, finalSteps };
}

/** From the table of the recordings: lines; per run the points, the last step and `final_step`. */
const TABLE: Record<string, readonly [number, Record<string, readonly [number, number, number?]>]> = {
  'real-iris': [125, { run_c6fdc8ab: [50, 49, 50] }],
  'real-diabetes': [673, { run_93663fe6: [300, 299, 300] }],
  'real-two-runs-concurrent': [378, { run_70712d70: [60, 59, 60], run_33daeb7d: [100, 99, 100] }],
  'real-reconnect-midrun': [174, { run_659d1850: [75, 99, 100] }],
  'real-late-join': [152, { run_2552cfe9: [65, 99, 100] }],
  'real-restart-midrun': [332, { run_0f13d0d0: [45, 44], run_a84d57ef: [100, 99, 100] }],
  'real-steps0': [13, { run_fbc69ec9: [1, 0, 0] }],
  'real-steps1': [16, { run_4c4bba24: [1, 0, 1] }],
  'real-nan-regression': [57, { run_7fc0293f: [20, 19, 20] }],
  'real-fit-failure': [94, { run_3e8b3c33: [40, 39] }],
  'variant-kind-saddle': [79, { run_9510ff1a: [30, 29, 30] }],
  'variant-kind-multi_hill': [79, { run_e2fe808f: [30, 29, 30] }],
};

describe('recorded streams', () => {
  it('are all in the table', () => {
    const files = readdirSync(LOGS).filter((file) => file.endsWith('.ndjson'));
    expect(files.map((file) => file.replace('.ndjson', '')).sort()).toEqual(Object.keys(TABLE).sort());
  });

  it.each(Object.entries(TABLE))(
    '%s reads to the points and ends that were recorded',
    (name, [lines, runs]) => {
      const log = readLog(name);
      expect(log.lines).toBe(lines);
      const seen = [...log.steps].map(([runId, steps]) => [
        runId,
        steps.size,
        Math.max(...steps),
        log.finalSteps[runId],
      ]);
      const expected = Object.entries(runs).map(([runId, [points, last, end]]) => [runId, points, last, end]);
      expect(seen.sort()).toEqual(expected.sort());
    },
  );

  it.each(Object.keys(TABLE))('%s raises the diagnostics that it should and no other', (name) => {
    const seen = readLog(name).diagnostics.map(([line, { code, message }]) => [line, code, message]);
    if (name === 'real-nan-regression') {
      expect(seen).toEqual([[55, 'json_non_finite', expect.stringContaining('allow_nan=False')]]);
    } else if (name === 'variant-kind-saddle') {
      expect(seen).toEqual([
        [expect.any(Number), 'surface_kind_unknown', expect.stringContaining('"saddle"')],
      ]);
    } else {
      expect(seen).toEqual([]);
    }
  });

  it('pass over the other events of the pipeline', () => {
    const ignored = new Set(Object.keys(TABLE).flatMap((name) => [...readLog(name).ignored]));
    expect([...ignored].sort()).toEqual([
      'ARTIFACT_ADDED',
      'CONFUSION_MATRIX_READY',
      'FEATURE_IMPORTANCE_READY',
      'HELLO',
      'METRIC_SCALAR',
      'RESIDUALS_PLOT_READY',
      'STAGE_STATUS',
      'TRAIN_PROGRESS',
      'TRAIN_RUN_FINISHED',
      'TRAIN_RUN_STARTED',
    ]);
  });
});
