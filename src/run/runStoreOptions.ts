import type { Diagnostic } from '../protocol/diagnostic.js';
import type { ParseLimits } from '../protocol/parseLimits.js';

/** What a store keeps at most, and what it calls. */
export interface RunStoreOptions {
  /** @defaultValue 64 — runs kept; the run with the earliest rank goes first, never the one that the host chose */
  readonly maxRuns?: number;
  /** @defaultValue 2,000,000 — points kept of a path: about 25 bytes each in updates of ten, 50 in updates of one, 70 in updates without `step_start` */
  readonly maxPointsPerRun?: number;
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
