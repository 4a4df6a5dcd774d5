import type { RunState } from '../../run/runState.js';
import { selectLossSeries } from '../curve/lossSeries.js';
import { computeRates, NO_RATES, selectJudged, type Rates } from './rates.js';

/** The rates of a run, computed once for each change of it. */
export class RateReader {
  private rates: Rates = NO_RATES;
  private known: readonly unknown[] = [];
  private key: string | null = null;

  /**
   * @param run - null where there is none
   * @param heldStep - of a view that stands in the past; null where it follows the newest
   * @returns the same object until one of the rates may be another
   */
  read(run: RunState | null, heldStep: number | null): Rates {
    if (run === null) return NO_RATES;
    const { path, reported, status, hyperparams } = run;
    const now = [path, path.revision, reported.revision, status, hyperparams, heldStep];
    if (run.key === this.key && now.every((one, i) => Object.is(one, this.known[i]))) return this.rates;
    const before = run.key === this.key ? this.rates : NO_RATES;
    this.known = now;
    this.key = run.key;
    this.rates = computeRates(run, selectJudged(selectLossSeries(run, null)), heldStep, before);
    return this.rates;
  }
}
