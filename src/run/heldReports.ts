import { copyText } from '../protocol/boundText.js';
import { compareEventOrder } from '../protocol/contentOrder.js';
import type { EventOrder } from '../protocol/envelope.js';
import type { ReceivedRunReport } from '../protocol/reportedEvents.js';
import type { PathView } from '../path/pathView.js';
import { findStepBase } from './findStepBase.js';
import { HeldSeries } from './heldSeries.js';
import { isLater } from './orderedEvent.js';
import type { ReportLimits } from './reportLimits.js';
import { isFailure } from './reportedStatus.js';
import type { RunEnd } from './runState.js';
import type { MetricSeries, ReportedEnd, ReportedProgress } from './runReports.js';
import { compareNames, compareWorth, createSeriesKey } from './seriesNames.js';

/** What a report said, without the report: its texts may keep a whole message in memory. */
interface Said<T> {
  readonly order: EventOrder;
  readonly said: T;
}

/**
 * What was reported of one run beside its path, as a function of the set of its reports and of the start that the path
 * began anew with: every order and every repetition leaves the same.
 */
export class HeldReports {
  /** The latest report of all that came; null before any. */
  latest: EventOrder | null = null;
  /** Grows with every change that a reader can see. */
  revision = 0;
  private cut: EventOrder | null = null;
  /** By key. Series that a restart has emptied are among them: they count towards the limit. */
  private readonly byKey = new Map<string, HeldSeries>();
  /** That of the last report: mostly the next is of the same. */
  private lastSeries: HeldSeries | null = null;
  private listed: readonly MetricSeries[] | null = null;
  private heldProgress: Said<ReportedProgress> | null = null;
  private heldEnd: Said<ReportedEnd> | null = null;
  private hasLeftOut = false;
  /** What the path says of the step from which the reports count. */
  private ofPath: 0 | 1 | null = null;

  constructor(private readonly limits: ReportLimits) {}

  /** Whether a series was left out to keep within the limit. */
  get hasReachedLimit(): boolean {
    return this.hasLeftOut;
  }

  /** Another array when a series comes, goes or is rebased. */
  get series(): readonly MetricSeries[] {
    return (this.listed ??= [...this.byKey.values()]
      .filter(({ isEmpty }) => !isEmpty)
      .sort(compareNames)
      .map(({ series }) => series));
  }

  /** The same object as long as nothing else is said. */
  get progress(): ReportedProgress | null {
    return this.heldProgress?.said ?? null;
  }

  /** What the run itself said of its end; the same object as long as nothing else is said. */
  get end(): ReportedEnd | null {
    return this.heldEnd?.said ?? null;
  }

  /** Takes one report in. */
  apply({ order, event }: Pick<ReceivedRunReport, 'order' | 'event'>): void {
    if (isLater(order, this.latest === null ? null : { order: this.latest })) this.latest = order;
    switch (event.name) {
      case 'METRIC_SCALAR': {
        const series = this.seriesOf(event.metric, event.split);
        if (series !== null && !this.isCut(order)) this.place(series, order, event.step, event.value);
        return;
      }
      case 'TRAIN_PROGRESS': {
        if (this.isCut(order) || !isLater(order, this.heldProgress)) return;
        const { step, steps, epoch, epochs, etaS } = event;
        this.heldProgress = { order, said: { step, steps, epoch, epochs, etaS } };
        this.revision++;
        return;
      }
      case 'TRAIN_RUN_FINISHED': {
        if (this.isCut(order) || !isLater(order, this.heldEnd)) return;
        const status = copyText(event.status);
        this.heldEnd = { order, said: { by: 'run', status, isFailure: isFailure(status) } };
        this.revision++;
      }
    }
  }

  /** Ends what was reported before the start that the path began anew with. @param order - no earlier than the one before */
  dropEarlierThan(order: EventOrder): void {
    this.cut = order;
    for (const series of this.byKey.values()) {
      const { revision } = series;
      series.dropEarlierThan(order);
      if (series.revision !== revision) this.noteChange(series.isEmpty);
    }
    if (this.heldProgress !== null && this.isCut(this.heldProgress.order)) {
      this.heldProgress = null;
      this.revision++;
    }
    if (this.heldEnd !== null && this.isCut(this.heldEnd.order)) {
      this.heldEnd = null;
      this.revision++;
    }
    this.rebase();
  }

  private isCut(order: EventOrder): boolean {
    return this.cut !== null && compareEventOrder(order, this.cut) < 0;
  }

  private place(series: HeldSeries, order: EventOrder, step: number, value: number): void {
    const { revision, leastStep, isEmpty } = series;
    series.place(order, step, value);
    if (series.revision !== revision) this.noteChange(isEmpty);
    if (series.leastStep < leastStep) this.rebase();
  }

  private noteChange(isListChanged: boolean): void {
    this.revision++;
    if (isListChanged) this.listed = null;
  }

  /** The series of that name and split, made if it is new; null where it is not among those that are kept. */
  private seriesOf(name: string, split: string): HeldSeries | null {
    const last = this.lastSeries;
    if (last !== null && last.name === name && last.split === split) return last;
    const known = this.byKey.get(createSeriesKey(name, split)) ?? this.addSeries(name, split);
    this.lastSeries = known;
    return known;
  }

  private addSeries(name: string, split: string): HeldSeries | null {
    if (this.byKey.size >= this.limits.maxSeries) {
      this.hasLeftOut = true;
      const last = [...this.byKey.values()].sort(compareWorth).at(-1);
      if (last === undefined || compareWorth({ name, split }, last) > 0) return null;
      this.byKey.delete(createSeriesKey(last.name, last.split));
      this.noteChange(true);
      this.rebase();
    }
    const series = new HeldSeries(copyText(name), copyText(split), this.limits.maxPoints);
    this.byKey.set(createSeriesKey(series.name, series.split), series);
    return series;
  }

  /** From which step the reports count where no series has a step that says it; see {@link findStepBase}. */
  comparePath(path: PathView, end: RunEnd | null): void {
    const isSettled = this.limits.stepBase !== 'auto' || this.leastStep <= 1;
    const series = isSettled ? [] : [...this.byKey.values()].filter(({ isEmpty }) => !isEmpty);
    this.ofPath =
      series.length === 0
        ? null
        : findStepBase(
            path,
            end,
            series.map((one) => one.asReported),
          );
    this.rebase();
  }

  private get leastStep(): number {
    let least = Number.POSITIVE_INFINITY;
    for (const { leastStep } of this.byKey.values()) least = Math.min(least, leastStep);
    return least;
  }

  /**
   * A series that has a step 0 counts from 0, and one whose least step is 1 from 1. One that begins later, such as a test
   * at the end, counts as the others of its run do, and where all begin later as the path shows it.
   */
  private rebase(): void {
    const { stepBase } = this.limits;
    const { leastStep: least } = this;
    for (const series of this.byKey.values()) {
      const { leastStep } = series;
      const begin = leastStep > 1 ? least : leastStep;
      const known = begin > 1 ? this.ofPath : begin === 1 ? 1 : 0;
      const isNews = series.rebase(stepBase === 'auto' ? known : stepBase);
      if (isNews && !series.isEmpty) this.noteChange(true);
    }
  }
}
