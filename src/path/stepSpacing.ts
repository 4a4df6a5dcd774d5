import type { ReportedSteps } from './reportedSteps.js';

/** Distances between neighbouring points of a path, in steps: how many there are, and what they have in common. */
export class StepSpacing {
  count = 0;
  /** Infinity before any. */
  least = Number.POSITIVE_INFINITY;
  /** How many distances are the least. */
  leastCount = 0;
  /** The greatest common divisor; 0 before any. */
  divisor = 0;

  /** Takes in a distance of at least 1, so many times. */
  add(distance: number, times = 1): void {
    if (times > 0) this.take(times, distance, times, distance);
  }

  /** Takes in all of another's. */
  merge(other: StepSpacing): void {
    if (other.count > 0) this.take(other.count, other.least, other.leastCount, other.divisor);
  }

  private take(count: number, least: number, leastCount: number, divisor: number): void {
    this.count += count;
    if (least < this.least) {
      this.least = least;
      this.leastCount = leastCount;
    } else if (least === this.least) this.leastCount += leastCount;
    if (this.divisor === 0 || divisor % this.divisor !== 0) this.divisor = divisorOf(this.divisor, divisor);
  }
}

/** The distances of a whole path. */
export interface PathSpacing {
  /** From step 0 to the next point; null where the path does not have both. */
  readonly first: number | null;
  /** All but the first and the last. */
  readonly inner: StepSpacing;
  /** Between the last two points; null where there are no two, or they are the first. */
  readonly last: number | null;
  /** Step of the second point; -1 where there is none. */
  readonly second: number;
}

/** Measures the distances of a path whose steps it is given in ascending order. */
export class SpacingMeter implements PathSpacing {
  first: number | null = null;
  last: number | null = null;
  second = -1;
  private before = -1;

  constructor(readonly inner = new StepSpacing()) {}

  /** Takes in the next step. */
  add(step: number): void {
    this.endLast();
    this.last = this.before > 0 ? step - this.before : null;
    if (this.before === 0) this.first = step;
    if (this.before >= 0 && this.second < 0) this.second = step;
    this.before = step;
  }

  /** Takes in the next steps, all from one to another. */
  addRun(from: number, to: number): void {
    this.add(from);
    if (to > from) this.add(from + 1);
    if (to <= from + 1) return;
    this.endLast();
    this.inner.add(1, to - from - 2);
    this.last = 1;
    this.before = to;
  }

  /** Takes in steps after the last, by the distances between them. The path's last distance is not among them. */
  addSpacing(spacing: StepSpacing, lastStep: number): void {
    this.endLast();
    this.last = null;
    this.inner.merge(spacing);
    this.before = lastStep;
  }

  /** A copy, which further steps do not change. */
  copy(): SpacingMeter {
    const copy = new SpacingMeter();
    copy.inner.merge(this.inner);
    const { first, last, second, before } = this;
    return Object.assign(copy, { first, last, second, before });
  }

  private endLast(): void {
    if (this.last !== null) this.inner.add(this.last);
  }
}

/** At least so many distances must be the same. */
const MIN_SAME = 2;

/**
 * The pace of a path that has a point for every k-th step only, by its points alone: at least nine of ten distances are k,
 * and the others are multiples of it, as where a point was lost. The last distance may be any, since a run ends where it
 * ends; the first may where it begins at step 0, which every start has, whatever steps are reported.
 * @returns the steps that it has, `every` being k, at least 2; null where the points keep no such pace
 */
export function findPace({ first, inner, last, second }: PathSpacing): ReportedSteps | null {
  const pace = inner.count > 0 ? inner.least : last;
  if (pace === null || pace < 2 || inner.divisor % pace !== 0) return null;
  const atEnds = (first === pace ? 1 : 0) + (last === pace ? 1 : 0);
  const same = inner.leastCount + atEnds;
  const isKept = same >= MIN_SAME && 10 * same >= 9 * (inner.count + atEnds);
  // The first point may stand at step 0 whatever the pace; the second keeps it.
  return isKept ? { every: pace, phase: second % pace } : null;
}

/** Euclid's. */
function divisorOf(a: number, b: number): number {
  while (b !== 0) [a, b] = [b, a % b];
  return a;
}
