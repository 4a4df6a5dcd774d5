import { BOWL, HYPERPARAMS, OVERFITTED, WIDE, withLoss } from './caseParts.js';
import { createEvents, finish, path } from './events.js';
import type { PictureCase } from './pictureCase.js';

/** The pictures of a run's end: how it ended, as it says. */
export const END_PICTURES: readonly PictureCase[] = (
  [
    ['converged', 'light', finish('converged')],
    ['converged', 'dark', finish('converged')],
    ['step limit', 'light', finish('max_steps')],
    ['step limit', 'dark', finish('max_steps')],
    ['cancelled', 'light', finish('cancelled')],
    ['cancelled', 'dark', finish('cancelled')],
    ['failed', 'light', finish('error')],
    ['failed', 'dark', finish('error')],
    ['unstated', 'light', finish()],
    ['only reported, as a failure', 'dark', ['TRAIN_RUN_FINISHED', { status: 'failed' }]],
    ['only reported', 'light', ['TRAIN_RUN_FINISHED', { status: 'success' }]],
  ] as const
).map(([name, theme, end]) => ({
  name: `end: ${name}, ${theme}`,
  ...WIDE,
  events: createEvents([BOWL, HYPERPARAMS, ...path(withLoss(OVERFITTED)), end]),
  props: { theme },
}));
