import type { RunState } from '../../run/runState.js';
import { HeightPoints } from '../curve/heightPoints.js';
import type { MeasuredHeight } from '../curve/lossCurve.js';
import { selectLossSeries, type LossPoints } from '../curve/lossSeries.js';
import { computeRates, NO_RATES, selectJudged, type Rates } from './rates.js';

/** The rates of a run, computed once for each change of it. */
export class RateReader {
  private rates: Rates = NO_RATES;
  private known: readonly unknown[] = [];
  private key: string | null = null;
  private readonly heights = new HeightPoints();

  /**
   * @param run - null where there is none
   * @param heldStep - of a view that stands in the past; null where it follows the newest
   * @param measured - heights of a surface that says that it is the loss; the same function as long as it is the same surface
   * @returns the same object until one of the rates may be another
   */
  read(run: RunState | null, heldStep: number | null, measured: MeasuredHeight | null = null): Rates {
    if (run === null) return NO_RATES;
    const { path, reported, status, hyperparams } = run;
    const now = [path, path.revision, reported.revision, status, hyperparams, heldStep, measured];
    if (run.key === this.key && now.every((one, i) => Object.is(one, this.known[i]))) return this.rates;
    const before = run.key === this.key ? this.rates : NO_RATES;
    this.known = now;
    this.key = run.key;
    const reportedLosses = selectLossSeries(run, null);
    const series =
      reportedLosses.length > 0 ? reportedLosses : selectLossSeries(run, this.sampleHeights(run, measured));
    this.rates = computeRates(run, selectJudged(series), heldStep, before);
    return this.rates;
  }

  /** Some thousand heights at most, of another surface or a path that was rewritten; else those of what was appended. */
  private sampleHeights({ path }: RunState, measured: MeasuredHeight | null): LossPoints | null {
    if (measured === null) return null;
    while (this.heights.sample(path, measured)) continue;
    return this.heights;
  }
}
