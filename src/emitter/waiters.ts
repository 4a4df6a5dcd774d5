import type { DeliveryReport } from './deliveryReport.js';
import type { Clock, Timer } from '../host/clock.js';

/** What a promise of the emitter's waits for. */
export interface Wait {
  /** A step goes on while others lag, a flush does not wait again for a sink that it has waited for in vain, the end does. */
  readonly call: 'step' | 'flush' | 'finish';
  /** The event that is to be taken. */
  readonly targetSeq: number;
}

interface Waiter<Result> {
  readonly wait: Wait;
  readonly promise: Promise<Result>;
  readonly resolve: () => void;
  readonly timer?: Timer;
}

/** Steps that are not awaited make no more promises than this. */
const MAX_STEP_WAITERS = 512;

/** Promises that are not yet resolved. Each is in time, by timers alone: a clock that is set back delays none. */
export class Waiters {
  private steps: Waiter<void>[] = [];
  private ends: Waiter<DeliveryReport>[] = [];
  /** For all steps that wait: those that came later wait for less. */
  private stepTimer: Timer | null = null;

  /**
   * @param timeoutMs - the longest that one waits
   * @param createReport - what a flush, or the end, resolves to; asked for at that moment
   * @param onLate - called with a wait whose time has run out, before it is over
   */
  constructor(
    private readonly clock: Clock,
    private readonly timeoutMs: number,
    private readonly createReport: (wait: Wait) => DeliveryReport,
    private readonly onLate: (wait: Wait) => void,
  ) {}

  /** Steps that wait for the same event share a promise. */
  addStep(targetSeq: number): Promise<void> {
    const last = this.steps.at(-1);
    if (last?.wait.targetSeq === targetSeq || this.steps.length >= MAX_STEP_WAITERS) return last!.promise;
    const waiter = createWaiter({ call: 'step', targetSeq }, () => undefined);
    this.steps.push(waiter);
    this.stepTimer ??= this.clock.startTimer(() => this.endSteps(), this.timeoutMs);
    return waiter.promise;
  }

  addEnd(call: 'flush' | 'finish', targetSeq: number): Promise<DeliveryReport> {
    const wait = { call, targetSeq };
    const waiter = createWaiter(wait, () => this.createReport(wait));
    const timer = this.clock.startTimer(() => {
      this.onLate(wait);
      this.settle((other) => other === wait);
    }, this.timeoutMs);
    this.ends.push({ ...waiter, timer });
    return waiter.promise;
  }

  /** Resolves those whose wait is over. */
  settle(isOver: (wait: Wait) => boolean): void {
    if (this.steps.length + this.ends.length === 0) return;
    const overSteps = this.steps.filter(({ wait }) => isOver(wait));
    const overEnds = this.ends.filter(({ wait }) => isOver(wait));
    if (overSteps.length > 0) this.steps = this.steps.filter((waiter) => !overSteps.includes(waiter));
    if (overEnds.length > 0) this.ends = this.ends.filter((waiter) => !overEnds.includes(waiter));
    if (this.steps.length === 0) {
      this.stepTimer?.cancel();
      this.stepTimer = null;
    }
    for (const { resolve } of overSteps) resolve();
    for (const { timer, resolve } of overEnds) {
      timer?.cancel();
      resolve();
    }
  }

  private endSteps(): void {
    this.stepTimer = null;
    for (const { wait } of this.steps) this.onLate(wait);
    this.settle(({ call }) => call === 'step');
  }
}

function createWaiter<Result>(wait: Wait, createResult: () => Result): Waiter<Result> {
  let resolve = (): void => undefined;
  const promise = new Promise<Result>((onResult) => (resolve = () => onResult(createResult())));
  return { wait, promise, resolve };
}
