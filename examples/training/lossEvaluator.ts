import { Worker } from 'node:worker_threads';
import type { Digits } from './digits.mjs';

/** Computes the network's loss on a thread of its own, so that training does not slow down. */
export interface LossEvaluator {
  /**
   * The loss at some weights, in nats. The weights are copied at once; requests may overlap, and are answered in order. If the
   * thread fails its requests are rejected with the error, and the next request starts another thread.
   */
  readonly evaluate: (weights: Float32Array) => Promise<number>;
  /** Gives the training priority from now on where there are too few cores for both. It cannot be undone. */
  readonly giveWay: () => void;
  /** Ends the thread: open and later requests are rejected. */
  close(): void;
}

/** Starts the thread. It computes losses on `digits`. */
export async function createLossEvaluator(digits: Digits): Promise<LossEvaluator> {
  let thread = new LossThread(digits);
  let isClosed = false;
  await thread.ready;
  return {
    evaluate(weights) {
      if (thread.hasEnded && !isClosed) thread = new LossThread(digits);
      return thread.ask(weights);
    },
    giveWay: () => thread.giveWay(),
    close() {
      isClosed = true;
      thread.end(new Error('the evaluator of losses is closed'));
    },
  };
}

interface Question {
  readonly resolve: (loss: number) => void;
  readonly reject: (error: Error) => void;
}

/** One run of the thread. */
class LossThread {
  /** Resolves with the thread's first message, for which requests wait. */
  readonly ready: Promise<unknown>;
  private readonly worker: Worker;
  private readonly questions: Question[] = [];
  private ending: Error | null = null;

  constructor(digits: Digits) {
    this.ready = this.expectAnswer();
    this.ready.catch(() => undefined); // the first request is rejected with it too
    this.worker = new Worker(new URL('./lossWorker.mjs', import.meta.url), { workerData: digits });
    this.worker.on('message', (loss: number) => this.questions.shift()?.resolve(loss));
    this.worker.once('error', (error) => this.end(error instanceof Error ? error : new Error(String(error))));
    this.worker.once('exit', () => this.end(new Error('the thread that evaluates losses has ended')));
  }

  get hasEnded(): boolean {
    return this.ending !== null;
  }

  ask(weights: Float32Array): Promise<number> {
    if (this.ending !== null) return Promise.reject(this.ending);
    this.worker.postMessage(weights);
    return this.expectAnswer();
  }

  giveWay(): void {
    this.worker.postMessage('give way');
  }

  end(reason: Error): void {
    if (this.ending !== null) return;
    this.ending = reason;
    for (const { reject } of this.questions.splice(0)) reject(reason);
    void this.worker.terminate();
  }

  private expectAnswer(): Promise<number> {
    return new Promise((resolve, reject) => this.questions.push({ resolve, reject }));
  }
}
