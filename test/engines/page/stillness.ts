import { countDraws } from '../../browser/frames.js';

/** A third of a second at 60 frames a second: the line of a crowded path is drawn again 150 ms after the last movement. */
const CALM_FRAMES = 20;

const counter = countDraws();

/** Draws of every context since the page was loaded, and how far it is scrolled, when all was last still. */
const still = { draws: 0, scrollPx: 0 };

/** Whatever is drawn or scrolled from here on is a movement. */
export function startMovement(): void {
  still.draws = counter.draws;
  still.scrollPx = window.scrollY;
}

const hasMoved = (): boolean => counter.draws !== still.draws || window.scrollY !== still.scrollPx;

/** Resolves once something has been drawn or scrolled since all was last still, and nothing any more for a row of frames. */
export async function untilMoved(): Promise<void> {
  while (!hasMoved()) await new Promise(requestAnimationFrame);
  for (let calm = 0; calm < CALM_FRAMES; calm++) {
    startMovement();
    await new Promise(requestAnimationFrame);
    if (hasMoved()) calm = -1;
  }
}
