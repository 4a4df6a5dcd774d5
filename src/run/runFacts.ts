import { compareEventOrder } from '../protocol/contentOrder.js';
import type { EventOrder, ReceivedEvent } from '../protocol/envelope.js';
import { DEFAULT_DOMAIN_HALF, type Hyperparams } from '../protocol/events.js';
import { RunPath, type PlacementCounters } from '../path/runPath.js';
import { RunEvents } from './runEvents.js';
import { EMPTY_REPORTS } from './runReports.js';
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
  private end: RunEnd | null = null;

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
    if (event.name === 'GD_PATH_UPDATE') {
      this.earliestUpdate = earlierOf(this.earliestUpdate, order);
      this.path.update(order, event.stepStart, event.points, counters);
      return;
    }
    if (event.name === 'GD_PATH_STARTED') this.path.start(order, event.point0, counters);
    this.events.apply({ order, event, origin: undefined });
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

  snapshot(): RunState {
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
      reported: EMPTY_REPORTS,
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

  private get status(): RunStatus {
    if (this.end !== null) return 'finished';
    return this.events.newestStart !== null || this.path.heldPoints > 0 ? 'running' : 'idle';
  }
}

function earlierOf(held: EventOrder | null, order: EventOrder): EventOrder {
  return held !== null && compareEventOrder(held, order) <= 0 ? held : order;
}
