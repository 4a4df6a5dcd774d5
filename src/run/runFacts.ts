import { assertNever } from '../protocol/assertNever.js';
import { compareEventOrder } from '../protocol/contentOrder.js';
import type { EventOrder, ReceivedEvent } from '../protocol/envelope.js';
import {
  DEFAULT_DOMAIN_HALF,
  type Hyperparams,
  type LossSurfaceGridReady,
  type LossSurfaceSpecReady,
  type PathFinished,
  type PathStarted,
} from '../protocol/events.js';
import { RunPath, type PlacementCounters } from '../path/runPath.js';
import { HeldHyperparams } from './heldHyperparams.js';
import type { RunEnd, RunState, RunStatus } from './runState.js';
import { isLater, later, type Said } from './said.js';

function earlier(held: EventOrder | null, order: EventOrder): EventOrder {
  return held !== null && compareEventOrder(held, order) <= 0 ? held : order;
}

/** What a start says that is no point. */
type StartSaid = Pick<PathStarted, 'domainHalf' | 'reportEvery'>;

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
  private spec: Said<LossSurfaceSpecReady> | null = null;
  private grid: Said<LossSurfaceGridReady> | null = null;
  /** The newest start, and what it said beside its point. */
  private newestStart: Said<StartSaid> | null = null;
  private earliestStart: EventOrder | null = null;
  private earliestEvent: EventOrder | null = null;
  private finish: Said<PathFinished> | null = null;
  private end: RunEnd | null = null;
  /** Null until some have come. */
  private hyperparams: HeldHyperparams | null = null;

  constructor(
    readonly key: string,
    readonly projectId: string,
    readonly runId: string,
    maxPoints: number,
  ) {
    this.path = new RunPath(maxPoints);
  }

  /** Takes one event in. */
  apply({ order, event }: AppliedEvent, counters: PlacementCounters): void {
    this.earliestEvent = earlier(this.earliestEvent, order);
    switch (event.name) {
      case 'GD_PATH_UPDATE':
        this.path.update(order, event.stepStart, event.points, counters);
        return;
      case 'GD_PATH_STARTED':
        this.earliestStart = earlier(this.earliestStart, order);
        this.newestStart = later(this.newestStart, order, startSaidOf(event));
        this.path.start(order, event.point0, counters);
        return;
      case 'GD_PATH_FINISHED':
        this.finish = later(this.finish, order, event);
        return;
      case 'LOSS_SURFACE_SPEC_READY':
        this.spec = later(this.spec, order, event);
        return;
      case 'LOSS_SURFACE_GRID_READY':
        this.grid = later(this.grid, order, event);
        return;
      case 'GD_HYPERPARAMS':
        this.hyperparams ??= new HeldHyperparams();
        this.hyperparams.apply(order, event.values);
        return;
      default:
        assertNever(event);
    }
  }

  /** Where the run stands among the others: its earliest start, or while none has come its earliest event; null before any. */
  get rank(): EventOrder | null {
    return this.earliestStart ?? this.earliestEvent;
  }

  get hasReachedLimit(): boolean {
    return this.path.hasReachedLimit;
  }

  /** The two domains, where the surface and the start name different ones. */
  get domainMismatch(): { readonly surface: number; readonly start: number } | null {
    const surface = this.surface?.domainHalf ?? null;
    const start = this.newestStart?.value.domainHalf ?? null;
    return surface !== null && start !== null && surface !== start ? { surface, start } : null;
  }

  snapshot(): RunState {
    this.readEnd();
    return {
      key: this.key,
      projectId: this.projectId,
      runId: this.runId,
      status: this.status,
      end: this.end,
      hasStarted: this.newestStart !== null,
      startOrder: this.newestStart?.order ?? null,
      path: this.path.points,
      hasReachedLimit: this.path.hasReachedLimit,
      domainHalf: this.surface?.domainHalf ?? this.newestStart?.value.domainHalf ?? DEFAULT_DOMAIN_HALF,
      reportEvery: this.newestStart?.value.reportEvery ?? 1,
      hasStatedReportEvery: this.newestStart?.value.reportEvery !== undefined,
      surface: this.surface,
      surfaceOrder: this.newestSurface?.order ?? null,
      spec: this.spec?.value ?? null,
      hyperparams: this.hyperparams?.values ?? NO_HYPERPARAMS,
      rank: this.rank ?? NO_RANK,
    };
  }

  private get surface(): LossSurfaceSpecReady | LossSurfaceGridReady | null {
    return this.newestSurface?.value ?? null;
  }

  private get newestSurface(): Said<LossSurfaceSpecReady | LossSurfaceGridReady> | null {
    if (this.spec === null || this.grid === null) return this.spec ?? this.grid;
    return isLater(this.spec.order, this.grid) ? this.spec : this.grid;
  }

  /** The newest end, unless the path has begun anew since. */
  private readEnd(): void {
    const finish = this.finish;
    if (finish === null || this.path.isBeforeRestart(finish.order)) this.end = null;
    else {
      const { reason, finalStep } = finish.value;
      const isSame = this.end?.reason === reason && this.end.finalStep === finalStep;
      if (!isSame) this.end = { reason, finalStep };
    }
  }

  private get status(): RunStatus {
    if (this.end !== null) return 'finished';
    return this.newestStart !== null || this.path.heldPoints > 0 ? 'running' : 'idle';
  }
}

function startSaidOf({ domainHalf, reportEvery }: PathStarted): StartSaid {
  return reportEvery === undefined ? { domainHalf } : { domainHalf, reportEvery };
}
