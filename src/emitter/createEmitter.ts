import { reportFault } from '../host/reportFault.js';
import {
  FINISH_REASONS,
  RESTART_REASONS,
  type FinishReason,
  type GradientDescentEvent,
  type Hyperparams,
  type LossSurfaceGridReady,
  type LossSurfaceSpecReady,
  type PathPoint,
  type PathStarted,
  type RestartReason,
} from '../protocol/events.js';
import { createHyperparams, type HyperparamsInput } from '../protocol/contract/hyperparams.js';
import type { DeliveryReport } from './deliveryReport.js';
import { resolveResumeSeq, type ResumeFrom, type Sink } from './emittedEvent.js';
import { resolveOptions, type EmitterOptions, type ResolvedOptions } from './emitterOptions.js';
import { EmitterStateError, type EmitterProblem } from './errors.js';
import { EventLog } from './eventLog.js';
import { PointBatcher } from './pointBatcher.js';
import { SinkFeed } from './sinkFeed.js';
import { SinkFeeds } from './sinkFeeds.js';
import {
  createGridEvent,
  createSpecEvent,
  type SurfaceGridInput,
  type SurfaceSpecInput,
} from './surfaceInput.js';
import { readUsablePoint } from './usablePoint.js';

/**
 * Emits the events of one run. Every method that emits throws at once where the contract forbids the call
 * ({@link EmitterStateError}) or a reader could not use the event (RangeError); nothing is sent then.
 * The promises resolve when the caller may go on: once the sinks that keep up have taken all but the newest few events, and
 * each required sink has room in its backlog; after `finishTimeoutMs` at the latest. They never reject and need not be
 * awaited.
 */
export interface Emitter {
  /** `idle` before the start; `finished` after the end, until a restart; `closed` for good. */
  readonly status: EmitterStatus;
  /** The step of the next point, unless the call names one; after the start 1, or `reportEvery`. */
  readonly nextStep: number;
  /** `epoch:seq` of the newest event; null before it, and where there is no epoch. */
  readonly position: string | null;
  /** Announces the surface as a formula, also after the end; the newest of the two kinds of surface is the run's. */
  surfaceSpec(surface: SurfaceSpecInput): Promise<void>;
  /** Announces the surface as a file of samples, also after the end, for a finer one that takes longer to compute. */
  surfaceGrid(surface: SurfaceGridInput): Promise<void>;
  /**
   * States hyperparameters, those of the contract and any others by name (`{ eta: 0.1, momentum: 0.9 }`); each holds until
   * another value is stated.
   */
  hyperparams(values: Hyperparams | HyperparamsInput): Promise<void>;
  /** Starts the path at step 0. @throws EmitterStateError if it has started */
  start(point0: PathPoint): Promise<void>;
  /**
   * Starts the path anew at step 0, also after its end: what came before is no longer part of it. With the reason
   * `projection` the same training goes on and its path so far is sent again, on another plane: viewers then move the path
   * from its old place to the new one, and keep what else they know of the training.
   * @throws RangeError for any other reason
   */
  restart(point0: PathPoint, options?: RestartOptions): Promise<void>;
  /**
   * Emits the point of the next step, or of a later one that is named: those between are then missing, unless
   * `reportEvery` leaves them out. A point that is not finite is never sent: see `onDiverged`.
   * @throws RangeError for a step that is no integer up to 2^53 - 1, or not after the last
   */
  step(point: PathPoint, options?: StepOptions): Promise<void>;
  /** Emits the points of the next steps. */
  steps(points: Iterable<PathPoint>): Promise<void>;
  /**
   * Ends the path; `final_step` is the number of steps up to the last one, `point0` included. Resolves when the sinks that keep
   * up and the required ones have taken everything, or `finishTimeoutMs` later, to how much the required ones have.
   */
  finish(reason: FinishReason): Promise<DeliveryReport>;
  /** Sends the points of a batch that is not full. Resolves as `finish` does, but waits for a sink that does not answer only once. */
  flush(): Promise<DeliveryReport>;
  /**
   * Adds a sink, which receives the run so far and then what comes. Calls do not wait for it until it has caught up, unless it
   * is required.
   * @returns a function that detaches it
   */
  attach(sink: Sink, options?: AttachOptions): () => void;
  /** Sends the waiting points, then detaches every sink and stops every timer. A run that has not finished stays unfinished. */
  close(): void;
}

export type EmitterStatus = 'idle' | 'running' | 'finished' | 'closed';

/** Why a path starts anew. */
export interface RestartOptions {
  /** @defaultValue none: it is another descent */
  readonly reason?: RestartReason;
}

/** The step of a point. */
export interface StepOptions {
  /** An integer up to 2^53 - 1, after the last step. @defaultValue `nextStep` */
  readonly step?: number;
}

/** Where a sink begins, and whether it is required. */
export interface AttachOptions {
  /**
   * Whether the sink must have every event, as a bus or a log must and a viewer need not. While it is down, events are kept for
   * it as they are, up to `maxBacklogEvents`; then a step waits. `flush` and `finish` wait for the sink and report what it has.
   * @defaultValue false
   */
  readonly isRequired?: boolean;
  /**
   * The last event that its client has; one of another process, or an unknown one, means from the start. Give it only if the
   * client received the events in the order of `seq`, as from one sink: what it lacks before this event is not sent.
   */
  readonly resumeFrom?: ResumeFrom | null;
}

/** Creates the emitter of one run. @throws RangeError for an empty id, or a limit below 1 */
export function createEmitter(options: EmitterOptions): Emitter {
  return new RunEmitter(options);
}

/** {@link Emitter}, with more that tests need. */
export class RunEmitter implements Emitter {
  status: EmitterStatus = 'idle';
  nextStep = 0;
  /** The last step emitted, whether or not its point could be sent; -1 before the start. */
  private lastStep = -1;
  readonly log: EventLog;
  private readonly options: ResolvedOptions;
  private readonly onProblem: ((problem: EmitterProblem) => void) | undefined;
  private readonly batcher: PointBatcher;
  private readonly feeds: SinkFeeds;
  private domainHalf: number;

  constructor(options: EmitterOptions) {
    this.options = resolveOptions(options);
    this.onProblem = options.onProblem;
    this.domainHalf = this.options.domainHalf;
    this.log = new EventLog(this.options);
    this.feeds = new SinkFeeds(this.options.clock, this.options.finishTimeoutMs);
    this.batcher = new PointBatcher(
      this.options.clock,
      // A point some steps from its neighbours is alone in its update, so it does not wait for others.
      this.pace > 1 ? { ...this.options, maxBatchPoints: 1 } : this.options,
      (stepStart, points) => this.emit({ name: 'GD_PATH_UPDATE', stepStart, points }),
      (error) =>
        this.report({ code: 'flush_failed', message: 'a batch whose time had come was not sent', error }),
    );
    if (options.send !== undefined) this.attach(options.send, { isRequired: true });
  }

  get position(): string | null {
    return this.log.lastSeq < 0 ? null : this.log.positionOf(this.log.lastSeq);
  }

  surfaceSpec(surface: SurfaceSpecInput): Promise<void> {
    this.endBatch(() => this.assertNotClosed('surfaceSpec'));
    this.emitSurface(createSpecEvent(surface, this.domainHalf));
    return this.whenToGoOn();
  }

  surfaceGrid(surface: SurfaceGridInput): Promise<void> {
    this.endBatch(() => this.assertNotClosed('surfaceGrid'));
    this.emitSurface(createGridEvent(surface, this.domainHalf));
    return this.whenToGoOn();
  }

  hyperparams(values: Hyperparams | HyperparamsInput): Promise<void> {
    this.endBatch(() => this.assertOpen('hyperparams'));
    this.emit({ name: 'GD_HYPERPARAMS', values: createHyperparams(values) });
    return this.whenToGoOn();
  }

  start(point0: PathPoint): Promise<void> {
    return this.begin('start', point0, () => {
      this.assertOpen('start');
      if (this.status === 'idle') return;
      const hint = 'restart(point0) begins its path anew on purpose';
      throw new EmitterStateError(`start: the run has been started; ${hint}`);
    });
  }

  restart(point0: PathPoint, { reason }: RestartOptions = {}): Promise<void> {
    if (reason !== undefined && !RESTART_REASONS.includes(reason))
      throw new RangeError(`restart: reason: expected one of ${RESTART_REASONS.join(', ')}, got ${reason}`);
    const assert = (): void => {
      if (this.status !== 'finished') this.assertRunning('restart');
    };
    return this.begin('restart', point0, assert, reason === undefined ? {} : { restart: reason });
  }

  step(point: PathPoint, options: StepOptions = {}): Promise<void> {
    this.assertRunning('step');
    const { step = this.nextStep } = options;
    const assert = (): void => this.assertStep(step);
    assert();
    // Waiting points that are not just before this step need an update of their own.
    if (step !== this.lastStep + 1) this.endBatch(assert);
    this.take(point, step, 'step');
    return this.whenToGoOn();
  }

  steps(points: Iterable<PathPoint>): Promise<void> {
    this.assertRunning('steps');
    let i = 0;
    for (const point of points) {
      if (!this.take(point, this.nextStep, `steps: points[${i}]`)) break;
      i++;
    }
    return this.whenToGoOn();
  }

  finish(reason: FinishReason): Promise<DeliveryReport> {
    this.assertRunning('finish');
    if (!FINISH_REASONS.includes(reason))
      throw new RangeError(`finish: reason: expected one of ${FINISH_REASONS.join(', ')}, got ${reason}`);
    this.end(reason);
    return this.feeds.whenTaken('finish', this.log.lastSeq);
  }

  flush(): Promise<DeliveryReport> {
    this.batcher.flush();
    return this.feeds.whenTaken('flush', this.log.lastSeq);
  }

  attach(sink: Sink, { resumeFrom = null, isRequired = false }: AttachOptions = {}): () => void {
    if (this.status === 'closed') throw new EmitterStateError('attach: the emitter is closed');
    const { log, options } = this;
    const resumeSeq = resolveResumeSeq(resumeFrom, options.epoch, log.lastKnownSeq);
    const feed = new SinkFeed(sink, resumeSeq, isRequired, {
      ...options,
      log,
      report: (problem) => this.report(problem),
      onProgress: () => {
        if (isRequired) log.trim(this.feeds.takenByRequired());
        this.feeds.resolveWaiters();
      },
    });
    this.feeds.add(feed);
    return () => this.feeds.remove(feed);
  }

  close(): void {
    try {
      this.batcher.flush();
    } finally {
      this.status = 'closed';
      this.feeds.removeAll();
    }
  }

  private begin(
    call: 'start' | 'restart',
    point0: PathPoint,
    assert: () => void,
    fields: Pick<PathStarted, 'restart'> = {},
  ): Promise<void> {
    assert();
    const { point, leftOut } = readUsablePoint(point0, `${call}: point0`);
    if (point === null)
      throw new RangeError(`${call}: point0: expected finite x and y, got ${point0.x} and ${point0.y}`);
    this.endBatch(assert);
    const { domainHalf, options } = this;
    const reporting = options.reportEvery === undefined ? {} : { reportEvery: options.reportEvery };
    this.emit({ name: 'GD_PATH_STARTED', domainHalf, point0: point, ...reporting, ...fields }, () => {
      this.status = 'running';
      this.reach(0);
    });
    this.reportLeftOut(leftOut, 0);
    return this.whenToGoOn();
  }

  /** @returns false where the step has ended the run */
  private take(given: PathPoint, step: number, label: string): boolean {
    // A sink may have ended the run since the last point.
    this.assertRunning('step');
    const { point, isDiverged, leftOut } = readUsablePoint(given, label);
    const endsRun = isDiverged && this.options.onDiverged === 'error';
    this.reach(step);
    if (isDiverged && (endsRun || point === null)) {
      const message = `step ${step} is not finite (x: ${given.x}, y: ${given.y}, loss: ${given.loss ?? 'none'}); it was not sent`;
      this.report({ code: 'step_diverged', message });
      if (endsRun) this.end('error');
      // The batch ends here, so that the next one states its step and the hole stays.
      else this.batcher.flush();
      return !endsRun;
    }
    if (point !== null) this.batcher.add(step, point);
    this.reportLeftOut(leftOut, step);
    return true;
  }

  private get pace(): number {
    return this.options.reportEvery ?? 1;
  }

  /** Notes the step of a point. */
  private reach(step: number): void {
    this.lastStep = step;
    this.nextStep = step - (step % this.pace) + this.pace;
  }

  private end(reason: FinishReason): void {
    this.endBatch(() => this.assertRunning('finish'));
    this.emit({ name: 'GD_PATH_FINISHED', finalStep: this.lastStep + 1, reason }, () => {
      this.status = 'finished';
    });
  }

  private emitSurface(event: LossSurfaceSpecReady | LossSurfaceGridReady): void {
    this.emit(event, () => {
      this.domainHalf = event.domainHalf ?? this.domainHalf;
    });
  }

  /** Sends the waiting points before the next event. Asserts again afterwards, since a sink may have called the emitter. */
  private endBatch(assert: () => void): void {
    assert();
    this.batcher.flush();
    assert();
  }

  /** @param onAppended - called after the event is appended and before a sink receives it, since a sink may call the emitter */
  private emit(event: GradientDescentEvent, onAppended?: () => void): void {
    this.log.append(event, this.feeds.takenByRequired());
    onAppended?.();
    this.feeds.pump();
  }

  private whenToGoOn(): Promise<void> {
    return this.feeds.whenToGoOn(this.log.seqBeforeNewest(this.options.maxEventsInFlight));
  }

  private assertNotClosed(call: string): void {
    if (this.status === 'closed') throw new EmitterStateError(`${call}: the emitter is closed`);
  }

  private assertOpen(call: string): void {
    this.assertNotClosed(call);
    if (this.status === 'finished')
      throw new EmitterStateError(
        `${call}: the run has finished; only a surface or restart(point0) may follow`,
      );
  }

  private assertRunning(call: string): void {
    this.assertOpen(call);
    if (this.status === 'idle')
      throw new EmitterStateError(`${call}: the run has not been started; call start(point0) first`);
  }

  private assertStep(step: number): void {
    this.assertRunning('step');
    const first = this.lastStep + 1;
    if (Number.isSafeInteger(step) && step >= first) return;
    throw new RangeError(`step: step: expected an integer from ${first} to 2^53 - 1, got ${step}`);
  }

  private reportLeftOut(fields: readonly string[], step: number): void {
    for (const field of fields) {
      const message = `${field} of step ${step} cannot be used; the point was sent without it`;
      this.report({ code: 'field_left_out', message });
    }
  }

  /** In a microtask, so that the host's code never runs in the middle of a call, and its errors never end a training. */
  private report(problem: EmitterProblem): void {
    if (this.onProblem !== undefined) void Promise.resolve(problem).then(this.onProblem).catch(reportFault);
  }
}
