import { formatQuantity } from '../view/formatNumber.js';
import { describeSilence, describeStatus } from '../view/runText.js';
import type { RunWords } from '../view/runWords.js';

export interface RunAnnouncementProps {
  readonly run: RunWords;
  /** See `ReadOutProps`. */
  readonly silentS: number | null;
}

/** Announces to screen readers when a run begins, falls silent or ends, but not every step or second. */
export function RunAnnouncement({ run, silentS }: RunAnnouncementProps) {
  const end = run.points === null ? '' : ` after ${formatQuantity(run.points, 'step')}`;
  const silence = silentS === 0 ? describeSilence(silentS) : 'No step for a while';
  return (
    <p className="gdv-announcement" role="status">
      {`Gradient descent of run ${run.runId}: ${silentS === null ? describeStatus(run) : silence}${end}`}
    </p>
  );
}
