/** Steps that came, both ends inclusive, and the line on which the first of them stood. */
export interface StepInterval {
  from: number;
  to: number;
  line: number;
}

/** Steps that did not come, both ends inclusive, and the line of the update that leapt them. */
export type StepHole = Readonly<StepInterval>;

/** More than a log has that is any use: what lies before them is closed and counted. */
const MAX_INTERVALS = 16_384;
/** Closing half at a time makes it cheap for each. */
const CLOSED_AT_ONCE = MAX_INTERVALS / 2;

/**
 * Which steps of a path have come, as intervals: memory follows the holes, not the steps. Where there are more than
 * 16,384 intervals the earliest holes are closed, and a step that fills one of those later is not seen to.
 */
export class StepIntervals {
  private intervals: StepInterval[] = [];
  private closedHoles: StepHole[] = [];
  private closedSteps = 0;
  private closedMissing = 0;
  private closedHoleCount = 0;
  /** Bounds of what was closed; -1 while nothing was. */
  private closedFirst = -1;
  private closedUpTo = -1;

  /** The highest step that came; -1 before any. */
  get last(): number {
    return this.intervals.at(-1)?.to ?? -1;
  }

  /** The lowest step that came; -1 before any. */
  get first(): number {
    return this.closedFirst >= 0 ? this.closedFirst : (this.intervals[0]?.from ?? -1);
  }

  /** How many different steps came. */
  get count(): number {
    return this.intervals.reduce((sum, { from, to }) => sum + (to - from + 1), this.closedSteps);
  }

  /** How many steps before the last one did not come. */
  get missing(): number {
    return this.holes().reduce((sum, { from, to }) => sum + (to - from + 1), this.closedMissing);
  }

  /** How many holes there are. */
  get holeCount(): number {
    return this.closedHoleCount + this.holes().length;
  }

  /** The holes before the last step, ascending: at most some of those that were closed, and all others. */
  listHoles(maxHoles: number): readonly StepHole[] {
    return [...this.closedHoles, ...this.holes()].slice(0, maxHoles);
  }

  /** Notes that the steps from `from` to `to` came. @returns how many of them had come before */
  add(from: number, to: number, line: number): number {
    const newest = this.intervals.at(-1);
    if (newest === undefined || from > newest.to + 1) {
      this.intervals.push({ from, to, line });
      if (this.intervals.length > MAX_INTERVALS) this.closeEarliest();
      return 0;
    }
    if (from === newest.to + 1) {
      newest.to = to;
      return 0;
    }
    const open = Math.max(from, this.closedUpTo + 1);
    const closed = Math.min(to, open - 1) - from + 1;
    return closed + (open <= to ? this.merge(open, to, line) : 0);
  }

  private merge(from: number, to: number, line: number): number {
    const { intervals } = this;
    const start = this.findReaching(from - 1);
    let end = start;
    let merged: StepInterval = { from, to, line };
    let known = 0;
    for (let next = intervals[end]; next !== undefined && next.from <= to + 1; next = intervals[end]) {
      known += Math.max(0, Math.min(to, next.to) - Math.max(from, next.from) + 1);
      merged = {
        from: Math.min(merged.from, next.from),
        to: Math.max(merged.to, next.to),
        line: next.from <= merged.from ? next.line : merged.line,
      };
      end += 1;
    }
    intervals.splice(start, end - start, merged);
    return known;
  }

  /** The first interval that ends at `step` or later. */
  private findReaching(step: number): number {
    let low = 0;
    let high = this.intervals.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.intervals[middle]!.to < step) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private holes(): StepHole[] {
    const holes: StepHole[] = [];
    let next = this.closedUpTo + 1;
    for (const { from, to, line } of this.intervals) {
      if (from > next) holes.push({ from: next, to: from - 1, line });
      next = to + 1;
    }
    return holes;
  }

  private closeEarliest(): void {
    const kept = this.intervals.slice(CLOSED_AT_ONCE);
    const first = this.first;
    this.intervals.length = CLOSED_AT_ONCE;
    const holes = this.holes();
    this.closedSteps = this.count;
    this.closedMissing += holes.reduce((sum, { from, to }) => sum + (to - from + 1), 0);
    this.closedHoleCount += holes.length;
    if (this.closedHoles.length === 0) this.closedHoles = holes;
    this.closedFirst = first;
    this.closedUpTo = this.last;
    this.intervals = kept;
  }
}
