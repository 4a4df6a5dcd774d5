import type { PathView } from '../../path/pathView.js';
import { summarizeMissing, type StepInterval } from '../../run/missingSteps.js';
import type { RunState } from '../../run/runState.js';
import { Growth } from './growth.js';

/** Holes that are shown; in a run with more they touch each other anyway. */
const MAX_HOLES = 200;

type HoleFacts = Pick<RunState, 'path' | 'end' | 'hasReachedLimit' | 'reportEvery' | 'hasStatedReportEvery'>;

/** The missing steps of a run, as its path grows. Points that follow each other open no hole: then nothing is searched. */
export class CurveHoles {
  private intervals: readonly StepInterval[] = [];
  private facts = '';
  private keepsPace = false;
  private readonly growth = new Growth();

  /** The first of the intervals of missing steps, ascending. */
  update(run: HoleFacts): readonly StepInterval[] {
    const { path, end, hasReachedLimit, reportEvery, hasStatedReportEvery } = run;
    const facts = `${end?.finalStep} ${hasReachedLimit} ${reportEvery} ${hasStatedReportEvery}`;
    const isSettled = facts === this.facts && !this.keepsPace && end === null && this.hasOnlyGone(path);
    this.facts = facts;
    if (!isSettled) {
      const { intervals, keptPace } = summarizeMissing(run, MAX_HOLES);
      this.intervals = intervals;
      this.keepsPace = keptPace !== null;
    }
    this.growth.look(path);
    return this.intervals;
  }

  /** Whether the path has grown by points at the very next steps, and by no others. */
  private hasOnlyGone(path: PathView): boolean {
    const { growth } = this;
    return (
      growth.isOnly(path) &&
      growth.length > 0 &&
      path.lastStep - growth.lastStep === path.length - growth.length
    );
  }
}
