import type { ReportedSteps } from './reportedSteps.js';
import type { StepSpacing } from './stepSpacing.js';

/** How many of the steps that were to be reported a block of points has. */
export interface BlockReports {
  /** Points at such steps. */
  readonly points: number;
  /** Pairs of neighbours between which such a step is missing. */
  readonly holes: number;
}

/** What was computed of a block's steps. A block keeps it until they change, so that only changed blocks are computed again. */
export interface StepSummary {
  spacing: StepSpacing | null;
  reported: ReportedSteps | null;
  reports: BlockReports;
}
