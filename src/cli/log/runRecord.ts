import { assertNever } from '../../protocol/assertNever.js';
import type { EventOrder, ReceivedEvent } from '../../protocol/envelope.js';
import type {
  FinishReason,
  GradientDescentEvent,
  Hyperparams,
  PathPoint,
  PathStarted,
  PathUpdate,
} from '../../protocol/events.js';
import { PathStarts } from '../../path/pathStarts.js';
import { rangeBetween, type ReportedSteps, type ReportRange } from '../../path/reportedSteps.js';
import { isLater, laterOf, type Said } from '../../run/said.js';
import { findPace } from '../../path/stepSpacing.js';
import { HeldHyperparams } from '../../run/heldHyperparams.js';
import { describeSurface, type SurfaceSaid } from './surfaceSaid.js';
import { StepIntervals } from './stepIntervals.js';

/** What an event said, where it stands among the others, and on which line. */
export interface SaidOnLine<T> extends Said<T> {
  readonly line: number;
}

/** How a path ended. */
export interface EndSaid {
  readonly finalStep: number | null;
  readonly reason: FinishReason | null;
}

/** A loss and its step. */
export interface StepLoss {
  readonly step: number;
  readonly loss: number;
}

/**
 * What a log says of one run, without its points: memory does not grow with them. The rules are the store's
 * (docs/SPEC.md), but for what an event would change that arrived later than a start which it comes before.
 */
export class RunRecord {
  steps = new StepIntervals();
  events = 0;
  updates = 0;
  /** Points that came, those that came again included. */
  points = 0;
  /** Of these, those outside of the domain. */
  outside = 0;
  firstOutsideLine = 0;
  firstTsMs = Number.POSITIVE_INFINITY;
  lastTsMs = Number.NEGATIVE_INFINITY;
  /** The latest update, in the order of events. */
  latestUpdate: Pick<SaidOnLine<never>, 'order' | 'line'> | null = null;
  /** How many steps of the update taken last had come before. */
  stepsRepeated = 0;
  start: SaidOnLine<PathStarted> | null = null;
  surface: SaidOnLine<SurfaceSaid> | null = null;
  end: SaidOnLine<EndSaid> | null = null;
  firstLoss: StepLoss | null = null;
  lastLoss: StepLoss | null = null;
  private readonly heldHyperparams = new HeldHyperparams();
  private readonly pathStarts = new PathStarts();
  /** One past the highest step that an event spoke of, whether its point could be used or not. */
  private nextStep = 0;

  constructor(
    readonly projectId: string,
    readonly runId: string,
    readonly firstLine: number,
  ) {}

  /** How many starts came, the newest one again left out. */
  get starts(): number {
    return this.pathStarts.count;
  }

  /** The end that holds: none where the path began anew after it. */
  get heldEnd(): SaidOnLine<EndSaid> | null {
    return this.end !== null && this.isBeforeRestart(this.end.order) ? null : this.end;
  }

  get hyperparams(): Hyperparams {
    return this.heldHyperparams.values;
  }

  get status(): 'idle' | 'running' | 'finished' {
    if (this.heldEnd !== null) return 'finished';
    return this.start === null && this.steps.last < 0 ? 'idle' : 'running';
  }

  /** The pace that the points keep where no start said which steps are reported; null where they keep none, or it did. */
  get keptPace(): ReportedSteps | null {
    return this.start?.value.reportEvery === undefined ? findPace(this.steps.measureSpacing()) : null;
  }

  /**
   * The steps after the last that came and before the end's `final_step`, which may be the number of steps
   * (docs/SPEC.md, GAP-2), as far as they were to be reported; null where there are none.
   */
  missingAtEnd(reported: ReportedSteps): ReportRange | null {
    const finalStep = this.heldEnd?.value.finalStep ?? null;
    return finalStep === null ? null : rangeBetween(this.steps.last, finalStep, reported);
  }

  /** Takes one event in. Hot path for updates. */
  apply({ order, event }: ReceivedEvent, line: number): void {
    this.events += 1;
    if (order.tsMs >= 0) {
      if (order.tsMs < this.firstTsMs) this.firstTsMs = order.tsMs;
      if (order.tsMs > this.lastTsMs) this.lastTsMs = order.tsMs;
    }
    if (event.name === 'GD_PATH_UPDATE') this.takeUpdate(event, order, line);
    else this.takeOther(event, order, line);
  }

  /** Whether an event is of a path that began anew after it: of several starts the newest cuts, a single one nothing. */
  isBeforeRestart(order: EventOrder): boolean {
    return this.pathStarts.isBeforeRestart(order);
  }

  /** The step of an update's first point. */
  firstStepOf(update: PathUpdate): number {
    return update.stepStart ?? this.nextStep;
  }

  private takeOther(event: Exclude<GradientDescentEvent, PathUpdate>, order: EventOrder, line: number): void {
    switch (event.name) {
      case 'GD_PATH_STARTED':
        return this.takeStart(event, order, line);
      case 'GD_PATH_FINISHED':
        this.end = laterOf(this.end, { order, line, value: event });
        return;
      case 'GD_HYPERPARAMS':
        this.heldHyperparams.apply(order, event.values);
        return;
      case 'LOSS_SURFACE_SPEC_READY':
      case 'LOSS_SURFACE_GRID_READY':
        this.surface = laterOf(this.surface, { order, line, value: describeSurface(event) });
        return;
      default:
        assertNever(event);
    }
  }

  private takeUpdate(update: PathUpdate, order: EventOrder, line: number): void {
    this.updates += 1;
    if (this.isBeforeRestart(order)) return;
    const { latestUpdate } = this;
    const isLatest = isLater(order, latestUpdate);
    if (isLatest) this.latestUpdate = { order, line };
    this.stepsRepeated = 0;
    // One that came before, or late, has its place in the middle already, or nobody knows it any more.
    if (update.stepStart === null && !isLatest && order.tsMs >= 0) return;
    const { points } = update;
    const from = this.firstStepOf(update);
    let usableFrom = from;
    for (let i = 0; i < points.length; i++) {
      const point = points[i] ?? null;
      if (point !== null) this.takePoint(point, from + i, line);
      else {
        if (usableFrom < from + i) this.stepsRepeated += this.steps.add(usableFrom, from + i - 1, line);
        usableFrom = from + i + 1;
      }
    }
    const end = from + points.length;
    if (usableFrom < end) this.stepsRepeated += this.steps.add(usableFrom, end - 1, line);
    if (points.length > 0 && end > this.nextStep) this.nextStep = end;
  }

  private takePoint(point: PathPoint, step: number, line: number): void {
    this.points += 1;
    if (point.x > 1 || point.x < -1 || point.y > 1 || point.y < -1) {
      if (this.outside === 0) this.firstOutsideLine = line;
      this.outside += 1;
    }
    if (point.loss === undefined) return;
    const { loss } = point;
    if (this.firstLoss === null || step <= this.firstLoss.step) this.firstLoss = { step, loss };
    if (this.lastLoss === null || step >= this.lastLoss.step) this.lastLoss = { step, loss };
  }

  private takeStart(event: PathStarted, order: EventOrder, line: number): void {
    if (this.pathStarts.add(order) <= 0) return;
    this.start = { order, line, value: { ...event, point0: event.point0 && { ...event.point0 } } };
    const reported = { every: event.reportEvery ?? 1, phase: 0 };
    if (this.pathStarts.hasRestarted) this.forgetPath(reported);
    else this.steps = this.steps.restate(reported);
    if (event.point0 === null) return;
    this.nextStep = Math.max(this.nextStep, 1);
    this.steps.add(0, 0, line);
    this.takePoint(event.point0, 0, line);
  }

  private forgetPath(reported: ReportedSteps): void {
    this.steps = new StepIntervals(reported);
    this.nextStep = 0;
    this.points = 0;
    this.outside = 0;
    this.firstLoss = null;
    this.lastLoss = null;
  }
}
