import type { RunState } from '../../run/runState.js';

type MarkedRun = Pick<RunState, 'key' | 'startOrder' | 'descentOrder' | 'restartReason'> & {
  readonly path: Pick<RunState['path'], 'lastStep'>;
};

/**
 * The steps at which a run's path came on a new plane, as seen by who watches it: the newest step there was. Messages do not
 * say it, so those of a run that had them before it was watched are not known.
 */
export class PlaneMarks {
  /** Ascending; another array when one comes. */
  steps: readonly number[] = [];
  private runKey: string | null = null;
  private startOrder: RunState['startOrder'] = null;
  private descentOrder: RunState['descentOrder'] = null;
  private lastStep = -1;

  /** Takes over the state of a run. Called with every state. */
  follow(run: MarkedRun | null): void {
    if (run === null) return;
    const isSameDescent = run.key === this.runKey && run.descentOrder === this.descentOrder;
    if (!isSameDescent) this.steps = [];
    else if (run.startOrder !== this.startOrder && run.restartReason === 'projection' && this.lastStep > 0)
      this.steps = [...this.steps, this.lastStep];
    this.runKey = run.key;
    this.startOrder = run.startOrder;
    this.descentOrder = run.descentOrder;
    // While the path is sent again on the new plane, its newest step is an earlier one.
    this.lastStep = isSameDescent ? Math.max(this.lastStep, run.path.lastStep) : run.path.lastStep;
  }
}
