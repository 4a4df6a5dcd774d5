import { createParametricSurface } from 'gradient-descent-viz/core';
import { createIllustrativePath, type Emitter, type IllustrativePoint } from 'gradient-descent-viz/emitter';

const DOMAIN_HALF = 6;

/** Hills and valleys that have nothing to do with any network. */
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

/** Tells of a training the illustrative way: a marker on a surface that is made up, as high as the loss says. */
export interface Illustration {
  /** @param loss - as the training reports it, of its next step; the first is that of step 0 */
  report(loss: number): void;
  /** Ends the run, of which nothing may have been reported. */
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
      // Where the marker stands after a step of the training is the point of that step. What lies on the way there would
      // be a step too, and the training would be ahead of itself, beside the same training told another way.
      take(path.report({ loss }).at(-1) ?? path.point0);
    },
    finish(reason) {
      if (emitter.status === 'idle') take(path.point0);
      void emitter.finish(reason);
    },
  };
}
