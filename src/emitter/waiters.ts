import type { DeliveryReport } from './deliveryReport.js';
import type { Clock, Timer } from '../host/clock.js';

/** What a promise of the emitter waits for. */
export interface Wait {
  /** The call decides which sinks are waited for: `flush` skips a sink for which a wait has timed out, `finish` does not. */
  readonly call: 'step' | 'flush' | 'finish';
  /** `seq` of the event that is to be taken. */
  readonly targetSeq: number;
}

interface Waiter<Result> {
  readonly wait: Wait;
  readonly promise: Promise<Result>;
  readonly resolve: () => void;
  readonly timer?: Timer;
}

/** The most promises of steps, however many a caller does not await. */
const MAX_STEP_WAITERS = 512;

/** Promises that are not yet resolved. Timeouts are by timers alone, so setting the clock back delays none. */
export class Waiters {
  private steps: Waiter<void>[] = [];
  private ends: Waiter<DeliveryReport>[] = [];
  /** One timer for all waiting steps, so later ones may wait for less than the timeout. */
  private stepTimer: Timer | null = null;

  /**
   * @param timeoutMs - the longest wait
   * @param createReport - makes what `flush` or `finish` resolves to, at that moment
   * @param onLate - called with a wait that has timed out, before it is resolved
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

  /** Resolves the promises whose wait is over. */
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
