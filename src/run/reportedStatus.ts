/**
 * Words of a status in which a training has ended, whole: pipelines write them in any case, and join them with `_`, `-`
 * or a space.
 */
const FAILURES = new Set([
  'failed',
  'failure',
  'fail',
  'error',
  'errored',
  'crashed',
  'aborted',
  'killed',
  'timeout',
]);
const ENDS = new Set([
  ...['completed', 'complete', 'success', 'succeeded', 'successful', 'finished', 'done', 'ended'],
  ...['cancelled', 'canceled', 'stopped', 'terminated', 'interrupted'],
]);

/** How the stage is named in which a pipeline trains. */
const TRAINING_STAGES = new Set(['train', 'training']);

/** Whether a status says that something failed. */
export function isFailure(status: string): boolean {
  return wordsOf(status).some((word) => FAILURES.has(word));
}

/** Whether a status says that something has ended, well or not. */
export function isEnd(status: string): boolean {
  return wordsOf(status).some((word) => FAILURES.has(word) || ENDS.has(word));
}

/** Whether a stage of the pipeline is the one that trains. */
export function isTrainingStage(stageId: string): boolean {
  return TRAINING_STAGES.has(stageId.toLowerCase());
}

function wordsOf(status: string): string[] {
  return status.toLowerCase().split(/[^a-z]+/);
}
