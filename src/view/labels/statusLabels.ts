import { plural } from './englishNumbers.js';

/** How the run stands. */
export interface StatusLabels {
  /** No run has come yet. */
  readonly awaitsRun: string;
  /** The run is named, and its path has not begun. */
  readonly idle: string;
  readonly running: string;
  /** Ended for no stated reason. */
  readonly ended: string;
  readonly converged: string;
  readonly maxSteps: string;
  readonly cancelled: string;
  readonly error: string;
  /** The pipeline reports that the training failed; of its path no end has come. */
  readonly trainingFailed: string;
  /** The pipeline reports that the training ended; of its path no end has come. */
  readonly trainingEnded: string;
  /** Tooltip of an end that the pipeline reports. @param status - in the pipeline's word, such as `FAILED` */
  readonly reportedEndHint: (status: string) => string;
  /** Of a run that has ended, where an earlier step is shown. @param status - as those above */
  readonly later: (status: string) => string;
  /** @param duration - as `units` has it: `40 s`, `3 min`, `2 h` */
  readonly noStepFor: (duration: string) => string;
  /** The same for a screen reader, to which seconds are not counted. */
  readonly noStepForAWhile: string;
  /** A recording that is over, of a run that is not. */
  readonly notEnded: string;
  /** Tooltip of a run that is silent. */
  readonly notEndedHint: string;
  /** What a screen reader says when a run begins or falls silent. */
  readonly announcement: (run: string, status: string) => string;
  /** What a screen reader says when a run has ended. */
  readonly announcementOfEnd: (run: string, status: string, steps: string, count: number) => string;
}

export const ENGLISH_STATUS: StatusLabels = {
  awaitsRun: 'Waiting for a run',
  idle: 'Waiting',
  running: 'Running',
  ended: 'Ended',
  converged: 'Converged',
  maxSteps: 'Step limit reached',
  cancelled: 'Cancelled',
  error: 'Failed',
  trainingFailed: 'Training failed',
  trainingEnded: 'Training ended',
  reportedEndHint: (status) => `Reported by the pipeline: ${status}. The path itself has not ended`,
  later: (status) => `${status} later`,
  noStepFor: (duration) => `No step for ${duration}`,
  noStepForAWhile: 'No step for a while',
  notEnded: 'Not ended',
  notEndedHint: 'The run has not ended',
  announcement: (run, status) => `Gradient descent of run ${run}: ${status}`,
  announcementOfEnd: (run, status, steps, count) =>
    `Gradient descent of run ${run}: ${status} after ${steps} ${plural('step', count)}`,
};
