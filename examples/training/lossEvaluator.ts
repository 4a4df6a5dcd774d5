import { Worker } from 'node:worker_threads';
import type { Digits } from './digits.mjs';

/** The network's loss, computed on a thread of its own, so that training keeps its pace. */
export interface LossEvaluator {
  /**
   * The loss at some weights, in nats. The weights are copied at once; several may be asked for, and are answered in their
   * order. What was asked of a thread that dies is rejected with its error; the next question starts another.
   */
  readonly evaluate: (weights: Float32Array) => Promise<number>;
  /** From now on the training goes first where there are too few cores for both. There is no way back. */
  readonly giveWay: () => void;
  /** Ends the thread: what it has not answered, and what comes later, is rejected. */
  close(): void;
}

/** Starts the thread. Its losses are those on `digits`, always the same. */
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

/** One life of the thread. */
class LossThread {
  /** Its first message says that it is ready; questions wait for it. */
  readonly ready: Promise<unknown>;
  private readonly worker: Worker;
  private readonly questions: Question[] = [];
  private ending: Error | null = null;

  constructor(digits: Digits) {
    this.ready = this.expectAnswer();
    this.ready.catch(() => undefined); // told with the first question too
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
