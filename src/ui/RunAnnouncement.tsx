import type { RunState } from '../run/runState.js';
import { formatCount } from './formatNumber.js';
import { describeStatus } from './runText.js';

/** Says to screen readers what the picture shows: when a run begins and when it ends, not at every step. */
export function RunAnnouncement({ run }: { readonly run: RunState }) {
  const end = run.status === 'finished' ? ` after ${formatCount(run.path.length)} steps` : '';
  return (
    <p className="gdv-announcement" role="status">
      {`Gradient descent of run ${run.runId}: ${describeStatus(run)}${end}`}
    </p>
  );
}
