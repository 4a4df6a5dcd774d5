import type { EventOrder, ReceivedEvent } from '../../protocol/envelope.js';
import type { Hyperparams, PathFinished, PathPoint, PathStarted, PathUpdate } from '../../protocol/events.js';
import { PathStarts } from '../../path/pathStarts.js';
import { rangeBetween, type ReportedSteps, type ReportRange } from '../../path/reportedSteps.js';
import { findPace } from '../../path/stepSpacing.js';
import { isLater, type Ordered } from '../../run/orderedEvent.js';
import { RunEvents, type SingleEvent } from '../../run/runEvents.js';
import { StepIntervals } from './stepIntervals.js';

/** An event and the line that it stands on. */
type OnLine<Event> = Ordered<Event, number>;

const NO_HYPERPARAMS: Hyperparams = {};
/** Characters of a grid's address that are kept whole. */
const MAX_ADDRESS_CHARS = 120;

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
  latestUpdate: { readonly order: EventOrder; readonly line: number } | null = null;
  /** How many steps of the update taken last had come before. */
  stepsRepeated = 0;
  firstLoss: StepLoss | null = null;
  lastLoss: StepLoss | null = null;
  private readonly pathStarts = new PathStarts();
  private readonly held = new RunEvents<number>(this.pathStarts);
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

  /** The newest start. */
  get start(): OnLine<PathStarted> | null {
    return this.held.newestStart;
  }

  /** The surface that holds, the address of a grid in short. */
  get surface(): RunEvents<number>['surface'] {
    return this.held.surface;
  }

  get domainHalf(): number | null {
    return this.held.domainHalf;
  }

  get domainMismatch(): RunEvents['domainMismatch'] {
    return this.held.domainMismatch;
  }

  /** The newest end, whether the path has begun anew since or not. */
  get newestEnd(): OnLine<PathFinished> | null {
    return this.held.newestEnd;
  }

  /** The end that holds: none where the path began anew after it. */
  get end(): OnLine<PathFinished> | null {
    return this.held.end;
  }

  get hyperparams(): Hyperparams {
    return this.held.hyperparams?.values ?? NO_HYPERPARAMS;
  }

  get status(): 'idle' | 'running' | 'finished' {
    if (this.end !== null) return 'finished';
    return this.start === null && this.steps.last < 0 ? 'idle' : 'running';
  }

  /** The pace that the points keep where no start said which steps are reported; null where they keep none, or it did. */
  get keptPace(): ReportedSteps | null {
    return this.start?.event.reportEvery === undefined ? findPace(this.steps.measureSpacing()) : null;
  }

  /**
   * The steps after the last that came and before the end's `final_step`, which may be the number of steps
   * (docs/SPEC.md, GAP-2), as far as they were to be reported; null where there are none.
   */
  missingAtEnd(reported: ReportedSteps): ReportRange | null {
    const finalStep = this.end?.event.finalStep ?? null;
    return finalStep === null ? null : rangeBetween(this.steps.last, finalStep, reported);
  }

  /** Takes one event in. Hot path for updates. */
  apply({ order, event }: ReceivedEvent, line: number): void {
    this.events += 1;
    if (order.tsMs >= 0) {
      if (order.tsMs < this.firstTsMs) this.firstTsMs = order.tsMs;
      if (order.tsMs > this.lastTsMs) this.lastTsMs = order.tsMs;
    }
    if (event.name === 'GD_PATH_UPDATE') {
      this.takeUpdate(event, order, line);
      return;
    }
    const isNewestStart = event.name === 'GD_PATH_STARTED' && this.pathStarts.add(order) > 0;
    this.held.apply({ order, event: shorten(event), origin: line });
    if (isNewestStart) this.takeStart(event, line);
  }

  /** Whether an event is of a path that began anew after it: of several starts the newest cuts, a single one nothing. */
  isBeforeRestart(order: EventOrder): boolean {
    return this.pathStarts.isBeforeRestart(order);
  }

  /** The step of an update's first point. */
  firstStepOf(update: PathUpdate): number {
    return update.stepStart ?? this.nextStep;
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

  private takeStart(event: PathStarted, line: number): void {
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

/** A `data:` address holds the grid itself. */
function shorten(event: SingleEvent): SingleEvent {
  if (event.name !== 'LOSS_SURFACE_GRID_READY' || event.assetUrl.length <= MAX_ADDRESS_CHARS) return event;
  const { assetUrl } = event;
  return { ...event, assetUrl: `${assetUrl.slice(0, 60)}… (${assetUrl.length} characters)` };
}
