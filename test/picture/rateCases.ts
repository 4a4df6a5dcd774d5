import { BOWL, LONG, OVERFITTED, WIDE, withLoss } from './caseParts.js';
import { createEvents, finish, path } from './events.js';
import type { PictureCase } from './pictureCase.js';

/** Numbers that look like noise, in [-1, 1), the same at every call. */
const noise = (step: number): number =>
  2 * ((Math.sin(12.9898 * (step + 1)) * 43_758.5453) % 1) - Math.sign(Math.sin(12.9898 * (step + 1)));

/** The pictures of how fast a loss falls, or does not. */
export const RATE_PICTURES: readonly PictureCase[] = [
  {
    name: 'rates of noise',
    ...WIDE,
    events: createEvents(
      [BOWL, ...path(LONG.map((place, step) => ({ ...place, loss: 2 + noise(step + 30) })))],
      40,
    ),
    props: { theme: 'light' },
  },
  {
    name: 'rates of a rise',
    ...WIDE,
    events: createEvents([BOWL, ...path(withLoss((step) => 1 + 0.05 * step + 0.01 * noise(step)))], 40),
    props: { theme: 'dark' },
  },
  {
    name: 'rates of a standstill',
    ...WIDE,
    events: createEvents(
      [
        BOWL,
        ...path(
          LONG.map((place, step) => ({
            ...place,
            loss: Math.max(3 - 0.1 * step, 1) + 0.002 * Math.max(step - 20, 0),
          })),
        ),
      ],
      40,
    ),
    props: { theme: 'light' },
  },
  {
    name: 'rates at a past step of a run that has ended',
    ...WIDE,
    events: createEvents([BOWL, ...path(withLoss(OVERFITTED)), finish('cancelled')], 40),
    props: { theme: 'light', playback: { mode: 'paused', step: 10 } },
  },
];
