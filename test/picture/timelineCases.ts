import { BOWL, DESCENT, LONG, OVERFITTED, withLoss, without } from './caseParts.js';
import { createEvents, finish, metric, path } from './events.js';
import type { PictureCase } from './pictureCase.js';

const TALL = { widthPx: 760, heightPx: 620 } as const;
const TRAIN = LONG.map((_, step) => 0.3 + 1.9 * Math.exp(-step / 14));
const VAL = LONG.map((_, step) => 0.42 + 1.6 * Math.exp(-step / 12) + 0.0004 * Math.max(step - 30, 0) ** 2);

/** The pictures with a loss curve under them, and round steps on the path. */
export const TIMELINE_PICTURES: readonly PictureCase[] = [
  {
    name: 'timeline of a run that goes on',
    ...TALL,
    events: createEvents(
      [
        BOWL,
        ['GD_HYPERPARAMS', { steps: 200 }],
        ...path(LONG),
        ...metric('train', TRAIN),
        ...metric('val', VAL, 3),
      ],
      50,
    ),
    props: { theme: 'light', showTimeline: true, stepTicks: true },
  },
  {
    name: 'timeline at a past step, dark',
    ...TALL,
    events: createEvents([BOWL, ...path(LONG), ...metric('train', TRAIN), ...metric('val', VAL, 3)], 50),
    props: { theme: 'dark', showTimeline: true, stepTicks: true, playback: { mode: 'paused', step: 21 } },
  },
  {
    name: 'timeline with missing steps and a failed end, dark',
    ...TALL,
    events: createEvents([
      BOWL,
      ...path(
        without(
          withLoss((step) => 2.2 - 0.06 * step),
          9,
          14,
        ),
      ),
      finish('error'),
    ]),
    props: { theme: 'dark', showTimeline: true, playback: { mode: 'paused', step: 18 } },
  },
  {
    name: 'timeline of a converged end',
    ...TALL,
    events: createEvents([BOWL, ...path(withLoss(OVERFITTED)), finish('converged')]),
    props: { theme: 'light', showTimeline: true, playback: { mode: 'paused', step: 8 } },
  },
  {
    name: 'timeline without a loss',
    ...TALL,
    events: createEvents([BOWL, ...path(DESCENT)]),
    props: { theme: 'light', showTimeline: true },
  },
];
