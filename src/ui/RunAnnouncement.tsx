import { describeSilence, describeStatus } from '../view/runText.js';
import type { RunWords } from '../view/runWords.js';
import type { Wording } from '../view/wording.js';
import { useWording } from './wordingContext.js';

export interface RunAnnouncementProps {
  readonly run: RunWords;
  /** See `ReadOutProps`. */
  readonly silentS: number | null;
}

/** Announces to screen readers when a run begins, falls silent or ends, but not every step or second. */
export function RunAnnouncement({ run, silentS }: RunAnnouncementProps) {
  return (
    <p className="gdv-announcement" role="status">
      {announce(run, silentS, useWording())}
    </p>
  );
}

function announce({ runId, lastStep, ...run }: RunWords, silentS: number | null, wording: Wording): string {
  const { status: labels } = wording.labels;
  if (silentS !== null) {
    const silence = silentS === 0 ? describeSilence(silentS, wording) : labels.noStepForAWhile;
    return labels.announcement(runId, silence);
  }
  const status = describeStatus(run, labels);
  if (lastStep === null) return labels.announcement(runId, status);
  return labels.announcementOfEnd(runId, status, wording.numbers.count(lastStep), lastStep);
}
