import { createParametricSurface } from 'gradient-descent-viz/core';
import { createIllustrativePath, type Emitter, type IllustrativePoint } from 'gradient-descent-viz/emitter';

const DOMAIN_HALF = 6;

/** Hills and valleys that are no network's loss. */
const PARAMS = {
  bowlStrength: 0.06,
  offset: 0,
  hills: [
    { x: 1.8, y: 1.6, amp: 3.2, sigma: 1.3 },
    { x: -3.1, y: 2.4, amp: 2.2, sigma: 1.1 },
    { x: -1.4, y: -2.6, amp: -3.6, sigma: 1.5 },
    { x: 3.4, y: -2.2, amp: 1.6, sigma: 1.2 },
  ],
};

/** Shows a training the illustrative way: a marker on an invented surface, at a height that follows the loss. */
export interface Illustration {
  /** @param loss - of the training's next step; the first call is for step 0 */
  report(loss: number): void;
  /** Ends the run, with or without a reported loss. */
  finish(reason: 'max_steps' | 'cancelled'): void;
}

/** Announces the surface. */
export function createIllustration(emitter: Emitter, goalLoss: number): Illustration {
  void emitter.surfaceSpec({ kind: 'multi_hill', params: PARAMS, domainHalf: DOMAIN_HALF, zScale: 0.5 });
  const surface = createParametricSurface({ kind: 'multi_hill', ...PARAMS }, DOMAIN_HALF);
  const path = createIllustrativePath({ surface, goalLoss });
  const take = (point: IllustrativePoint): void => {
    void (emitter.status === 'idle' ? emitter.start(point) : emitter.step(point));
  };
  return {
    report(loss) {
      // A report may give several points, of which only the last is emitted, as the point of the training's step. With the others
      // this run would have more steps than the real one beside it.
      take(path.report({ loss }).at(-1) ?? path.point0);
    },
    finish(reason) {
      if (emitter.status === 'idle') take(path.point0);
      void emitter.finish(reason);
    },
  };
}
