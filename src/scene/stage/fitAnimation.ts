import { computeEasedFit, FIT_EASE_S, type Fit } from '../../view/fit.js';

/** The fit that is drawn: eases to the fit it is aimed at. */
export class FitAnimation {
  private from: Fit;
  private to: Fit;
  private elapsedS = FIT_EASE_S;

  constructor(first: Fit) {
    this.from = first;
    this.to = first;
  }

  get current(): Fit {
    return computeEasedFit(this.from, this.to, this.elapsedS / FIT_EASE_S);
  }

  get isMoving(): boolean {
    return this.elapsedS < FIT_EASE_S;
  }

  /** @param isEased - whether it eases there; else it is there at once */
  aim(fit: Fit, isEased: boolean): void {
    if (fit === this.to) return;
    this.from = this.current;
    this.to = fit;
    this.elapsedS = isEased ? 0 : FIT_EASE_S;
  }

  /** @param dtS - seconds since the last frame */
  advance(dtS: number): void {
    this.elapsedS = Math.min(this.elapsedS + dtS, FIT_EASE_S);
  }
}
