import type { RunState } from '../../run/runState.js';
import { selectIsOver } from '../../run/selectors.js';
import { DEFAULT_CURVE, type CurveSettings, type LossCurve } from '../../view/curve/lossCurve.js';
import { isSameSeries, type LossSeries } from '../../view/curve/lossSeries.js';

/** What of the strip React renders: another object when some of it changes. */
export interface StripState {
  readonly series: readonly LossSeries[];
  readonly isLog: boolean;
  readonly isZoomed: boolean;
  readonly settings: CurveSettings;
  /** Whether the run can go on; of one that has ended the newest step is its end. */
  readonly isLive: boolean;
  /** Whether there is a path to play. */
  readonly hasPath: boolean;
}

export const EMPTY_STRIP: StripState = {
  series: [],
  isLog: false,
  isZoomed: false,
  settings: DEFAULT_CURVE,
  isLive: true,
  hasPath: false,
};

/** What is rendered of a curve and its run now: the state before, where nothing of it is another. */
export function computeStripState(curve: LossCurve, run: RunState | null, before: StripState): StripState {
  const next: StripState = {
    series: isSameSeries(curve.series, before.series) ? before.series : curve.series,
    // Before the first drawing it is not known.
    isLog: curve.scale?.isLog ?? curve.settings.axis === 'log',
    isZoomed: curve.isZoomed,
    settings: curve.settings,
    isLive: run === null || !selectIsOver(run),
    hasPath: run !== null && run.path.length > 0,
  };
  const names = Object.keys(next) as (keyof StripState)[];
  return names.every((name) => next[name] === before[name]) ? before : next;
}
