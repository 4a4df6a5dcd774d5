import type { Diagnostic } from '../protocol/diagnostic.js';
import type { ParseLimits } from '../protocol/parseLimits.js';

/** What a store keeps at most, and what it calls. */
export interface RunStoreOptions {
  /** @defaultValue 64 — runs kept; the run with the earliest rank goes first, never the one that the host chose */
  readonly maxRuns?: number;
  /** @defaultValue 2,000,000 — points kept of a path: about 25 bytes each in updates of ten, 50 in updates of one, 70 in updates without `step_start` */
  readonly maxPointsPerRun?: number;
  /**
   * @defaultValue true — whether what a pipeline says beside the path is read (`METRIC_SCALAR`, `TRAIN_PROGRESS`,
   * `TRAIN_RUN_FINISHED`, `STAGE_STATUS`); else these events are ignored like any other that is not the contract's
   */
  readonly readsReports?: boolean;
  /**
   * @defaultValue 'auto' — the step at which a pipeline begins to count its metrics, where a path begins at 0: 1 for a series
   * whose least step is 1, or which begins later while another of its run has 1 as its least, else 0
   */
  readonly metricStepBase?: 'auto' | 0 | 1;
  /** @defaultValue 32 — series of reported values kept of a run: losses first, then by name and split. Of each as many values are kept as of a path points, about 56 bytes each */
  readonly maxSeriesPerRun?: number;
  /** @defaultValue 200 — diagnostics kept; all are counted */
  readonly maxDiagnostics?: number;
  /** Limits of a single message. */
  readonly parseLimits?: Partial<ParseLimits>;
  /** Called for each diagnostic, after the state has taken in what was ingested. */
  readonly onDiagnostic?: (diagnostic: Diagnostic) => void;
  /**
   * Called with what a subscriber or `onDiagnostic` threw; the store and the other subscribers go on.
   * @defaultValue `reportError` where there is one, else the console
   */
  readonly onFault?: (error: unknown) => void;
}
