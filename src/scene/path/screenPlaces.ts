import type { RunState } from '../../run/runState.js';
import type { ScreenPosition } from '../../view/screenPosition.js';

/** Says where points of the shown path are on screen, as the scene draws them now. */
export class ScreenPlaces {
  private locate: ((run: RunState, index: number) => ScreenPosition | null) | null = null;

  /** @param locate - of the point at an index of a run's path @returns ends it */
  attach(locate: NonNullable<ScreenPlaces['locate']>): () => void {
    this.locate = locate;
    return () => {
      if (this.locate === locate) this.locate = null;
    };
  }

  /** Null where the run has no point of that step, where it lies behind the camera, and where nothing is drawn. */
  find(run: RunState | null, step: number): ScreenPosition | null {
    if (run === null || this.locate === null) return null;
    const { path } = run;
    const index = path.lowerBound(step);
    if (index === path.length || path.stepAt(index) !== step) return null;
    return this.locate(run, index);
  }
}
