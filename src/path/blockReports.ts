import type { ReportedSteps } from './reportedSteps.js';
import type { StepSpacing } from './stepSpacing.js';

/** What of the steps that were to be reported a block of points has. */
export interface BlockReports {
  /** Points at such steps. */
  readonly points: number;
  /** Pairs of neighbours between which such a step is missing. */
  readonly holes: number;
}

/** What was found of the steps of a block, which keeps it until they change: a look at a long path costs the blocks that did. */
export interface StepFindings {
  spacing: StepSpacing | null;
  reported: ReportedSteps | null;
  reports: BlockReports;
}
