import { compareEventOrder } from '../protocol/contentOrder.js';
import type { EventOrder, ReceivedEvent } from '../protocol/envelope.js';
import { DEFAULT_DOMAIN_HALF, type Hyperparams } from '../protocol/events.js';
import { RunPath, type PlacementCounters } from '../path/runPath.js';
import type { ReceivedRunReport } from '../protocol/reportedEvents.js';
import { HeldReports } from './heldReports.js';
import type { ReportLimits } from './reportLimits.js';
import { RunEvents } from './runEvents.js';
import { EMPTY_REPORTS, type ReportedEnd, type RunReports } from './runReports.js';
import type { RunEnd, RunState, RunStatus } from './runState.js';

/** What of a received event makes facts: whose it is, its run knows. */
export type AppliedEvent = Pick<ReceivedEvent, 'order' | 'event'>;

const NO_RANK: EventOrder = { tsMs: -1, seq: -1, content: 0 };

const NO_HYPERPARAMS: Hyperparams = {};

/**
 * The facts of one run as a function of the set of its events: every order and every repetition
 * of the same events leaves the same facts. Reads no clock and draws no randomness.
 */
export class RunFacts {
  private readonly path: RunPath;
  private readonly events: RunEvents;
  private earliestUpdate: EventOrder | null = null;
  private latestEvent: EventOrder | null = null;
  private end: RunEnd | null = null;
  /** What was reported beside the path; null until something was. */
  private reports: HeldReports | null = null;
  private readReports = EMPTY_REPORTS;
  private readRevision = 0;

  constructor(
    readonly key: string,
    readonly projectId: string,
    readonly runId: string,
    maxPoints: number,
  ) {
    this.path = new RunPath(maxPoints);
    this.events = new RunEvents(this.path);
  }

  /** Takes one event in. */
  apply({ order, event }: AppliedEvent, counters: PlacementCounters): void {
    this.latestEvent = laterOf(this.latestEvent, order);
    if (event.name === 'GD_PATH_UPDATE') {
      this.earliestUpdate = earlierOf(this.earliestUpdate, order);
      this.path.update(order, event.stepStart, event.points, counters);
      return;
    }
    if (event.name === 'GD_PATH_STARTED') this.path.start(order, event.point0, counters);
    this.events.apply({ order, event, origin: undefined });
    if (event.name === 'GD_PATH_STARTED') this.cutReports();
  }

  /** Takes in one event that speaks of the run beside its path. @returns whether it changed what is to be seen */
  report(received: Pick<ReceivedRunReport, 'order' | 'event'>, limits: ReportLimits): boolean {
    if (this.reports === null) this.adopt(new HeldReports(limits));
    const { reports, latest } = this;
    const revision = reports?.revision;
    reports?.apply(received);
    return reports?.revision !== revision || latest !== this.latest;
  }

  /** Takes over what was reported of the run before anything came of its path. */
  adopt(reports: HeldReports): void {
    this.reports = reports;
    this.cutReports();
  }

  /** Whether a reported series was left out to keep within the limit. */
  get hasReachedSeriesLimit(): boolean {
    return this.reports?.hasReachedLimit === true;
  }

  /** The latest event of the run, of whatever kind; null before any. */
  get latest(): EventOrder | null {
    const reported = this.reports?.latest ?? null;
    return reported === null ? this.latestEvent : laterOf(this.latestEvent, reported);
  }

  /** Where the run stands among the others: its earliest start, or while none has come its earliest event; null before any. */
  get rank(): EventOrder | null {
    const { earliestStart, earliest } = this.events;
    if (earliestStart !== null) return earliestStart.order;
    return earliest === null ? this.earliestUpdate : earlierOf(this.earliestUpdate, earliest.order);
  }

  get hasReachedLimit(): boolean {
    return this.path.hasReachedLimit;
  }

  /** The two domains, where the surface and the start name different ones. */
  get domainMismatch(): { readonly surface: number; readonly start: number } | null {
    return this.events.domainMismatch;
  }

  /** @param stageEnd - what the stage said in which the run trained, after all that came of the run */
  snapshot(stageEnd: ReportedEnd | null = null): RunState {
    this.readEnd();
    const { newestStart, newestDescent, surface, spec, hyperparams, domainHalf } = this.events;
    const reportEvery = newestStart?.event.reportEvery;
    return {
      key: this.key,
      projectId: this.projectId,
      runId: this.runId,
      status: this.status,
      end: this.end,
      hasStarted: newestStart !== null,
      startOrder: newestStart?.order ?? null,
      restartReason: newestStart?.event.restart ?? null,
      descentOrder: newestDescent?.order ?? null,
      path: this.path.points,
      hasReachedLimit: this.path.hasReachedLimit,
      domainHalf: domainHalf ?? DEFAULT_DOMAIN_HALF,
      reportEvery: reportEvery ?? 1,
      hasStatedReportEvery: reportEvery !== undefined,
      surface: surface?.event ?? null,
      surfaceOrder: surface?.order ?? null,
      spec: spec?.event ?? null,
      hyperparams: hyperparams?.values ?? NO_HYPERPARAMS,
      rank: this.rank ?? NO_RANK,
      reported: this.readReported(stageEnd),
    };
  }

  /** The end that holds; the same object as long as it says the same. */
  private readEnd(): void {
    const end = this.events.end?.event ?? null;
    if (end === null) this.end = null;
    else if (this.end?.reason !== end.reason || this.end.finalStep !== end.finalStep) {
      this.end = { reason: end.reason, finalStep: end.finalStep };
    }
  }

  private cutReports(): void {
    const { restartOfDescent } = this.events;
    if (restartOfDescent !== null) this.reports?.dropEarlierThan(restartOfDescent);
  }

  /** What was reported; the same object as long as nothing of it changes. A path's own end leaves no other to report. */
  private readReported(stageEnd: ReportedEnd | null): RunReports {
    const { reports, readReports } = this;
    reports?.comparePath(this.path.points, this.end);
    const ended = this.end === null ? (reports?.end ?? stageEnd) : null;
    const revision = reports?.revision ?? 0;
    if (revision === this.readRevision && ended === readReports.ended) return readReports;
    this.readRevision = revision;
    const { series, progress } = reports ?? EMPTY_REPORTS;
    this.readReports = { series, progress, ended, revision: readReports.revision + 1 };
    return this.readReports;
  }

  private get status(): RunStatus {
    if (this.end !== null) return 'finished';
    return this.events.newestStart !== null || this.path.heldPoints > 0 ? 'running' : 'idle';
  }
}

function laterOf(held: EventOrder | null, order: EventOrder): EventOrder {
  return held !== null && compareEventOrder(held, order) >= 0 ? held : order;
}

function earlierOf(held: EventOrder | null, order: EventOrder): EventOrder {
  return held !== null && compareEventOrder(held, order) <= 0 ? held : order;
}
