import { lowerBound } from '../../maths/lowerBound.js';
import { countReported, EVERY_STEP, reportedFrom, type ReportedSteps } from '../../path/reportedSteps.js';
import { SpacingMeter, type PathSpacing } from '../../path/stepSpacing.js';

/** Steps that came, both ends inclusive, and the line of the first of them. */
export interface LoggedInterval {
  from: number;
  to: number;
  line: number;
}

/** Steps that did not come, both ends inclusive, and the line of the update that skipped them. */
export type StepHole = Readonly<LoggedInterval>;

/** More intervals than real logs have: beyond it the earliest are closed, which leaves only counts of them. */
const MAX_INTERVALS = 16_384;
/** Half are closed at a time, so that the cost for each is low. */
const CLOSED_AT_ONCE = MAX_INTERVALS / 2;

/** Counts of the intervals that were closed. */
class ClosedSteps {
  /** Some of the holes. */
  holes: readonly StepHole[] = [];
  holeCount = 0;
  /** Steps that came, and those of them that were to be reported. */
  count = 0;
  reports = 0;
  readonly spacing = new SpacingMeter();

  constructor(readonly first: number) {}
}

/**
 * Which steps of a path have come, as intervals, in memory proportional to the holes. Beyond 16,384 intervals the earliest
 * holes are closed, and a step that fills one of those later is not noticed.
 */
export class StepIntervals {
  private intervals: LoggedInterval[] = [];
  private closed: ClosedSteps | null = null;
  /** The highest step that was closed; -1 while none was. */
  private closedUpTo = -1;

  /** @param stated - the steps that are to be reported, where the start states them */
  constructor(readonly stated: ReportedSteps = EVERY_STEP) {}

  /** The highest step that came; -1 before any. */
  get last(): number {
    return this.intervals.at(-1)?.to ?? -1;
  }

  /** The lowest step that came; -1 before any. */
  get first(): number {
    return this.closed?.first ?? this.intervals[0]?.from ?? -1;
  }

  /** How many different steps came. */
  get count(): number {
    return this.intervals.reduce((sum, { from, to }) => sum + (to - from + 1), this.closed?.count ?? 0);
  }

  /** The distances between the steps that came. */
  measureSpacing(): PathSpacing {
    const meter = this.closed?.spacing.copy() ?? new SpacingMeter();
    for (const { from, to } of this.intervals) meter.addRun(from, to);
    return meter;
  }

  /** How many of the steps that came were to be reported. */
  countReports(reported: ReportedSteps): number {
    const closed = this.closedReports(reported);
    return this.intervals.reduce((sum, { from, to }) => sum + countReported(from, to, reported), closed);
  }

  /** How many steps before the last one were to be reported, and did not come. */
  countMissing(reported: ReportedSteps): number {
    return Math.max(0, countReported(0, this.last, reported) - this.countReports(reported));
  }

  /** How many holes there are: where not every step is reported, each that is missing is one. */
  countHoles(reported: ReportedSteps): number {
    if (reported.every > 1) return this.countMissing(reported);
    return (this.closed?.holeCount ?? 0) + this.holes().length;
  }

  /** The holes before the last step, ascending: at most some of those that were closed, and all others. */
  listHoles(reported: ReportedSteps, maxHoles: number): readonly StepHole[] {
    const holes = [...(this.closed?.holes ?? []), ...this.holes()];
    if (reported.every === 1) return holes.slice(0, maxHoles);
    const missing: StepHole[] = [];
    for (const { from, to, line } of holes) {
      let step = reportedFrom(from, reported);
      for (; step <= to && missing.length < maxHoles; step += reported.every) {
        missing.push({ from: step, to: step, line });
      }
    }
    return missing;
  }

  /** The same steps with another statement of which are to be reported. */
  restate(stated: ReportedSteps): StepIntervals {
    const restated = new StepIntervals(stated);
    restated.intervals = this.intervals;
    restated.closedUpTo = this.closedUpTo;
    restated.closed = this.closed;
    if (this.closed !== null) this.closed.reports = this.closedReports(stated);
    return restated;
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
    let merged: LoggedInterval = { from, to, line };
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
    const { intervals } = this;
    return lowerBound(0, intervals.length, (index) => intervals[index]!.to < step);
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

  /** How many closed steps were to be reported: known for the stated ones, and for a pace that all of them keep. */
  private closedReports(reported: ReportedSteps): number {
    const { closed } = this;
    if (closed === null) return 0;
    if (isSame(reported, this.stated)) return closed.reports;
    const isStartApart = closed.first === 0 && reported.phase !== 0;
    return closed.count - (isStartApart ? 1 : 0);
  }

  private closeEarliest(): void {
    const kept = this.intervals.slice(CLOSED_AT_ONCE);
    this.intervals.length = CLOSED_AT_ONCE;
    const holes = this.holes();
    this.closed ??= new ClosedSteps(this.first);
    const { closed } = this;
    closed.holeCount += holes.length;
    if (closed.holes.length === 0) closed.holes = holes;
    for (const { from, to } of this.intervals) {
      closed.count += to - from + 1;
      closed.reports += countReported(from, to, this.stated);
      closed.spacing.addRun(from, to);
    }
    this.closedUpTo = this.last;
    this.intervals = kept;
  }
}

function isSame(a: ReportedSteps, b: ReportedSteps): boolean {
  return a.every === b.every && a.phase === b.phase;
}
