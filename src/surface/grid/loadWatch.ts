import { onAbort, type HostAbortSignal } from '../../host/abortSignal.js';
import type { Timer } from '../../host/clock.js';
import { sleep } from '../../host/sleep.js';
import { LONGEST_TIMER_MS } from '../../host/systemClock.js';
import type { GridHost } from './gridHost.js';
import { GridLoadError, type GridProblem } from './gridProblem.js';

interface LoadWatchOptions {
  readonly host: GridHost;
  /** Aborting it ends the load. */
  readonly signal: HostAbortSignal | undefined;
  /** The longest time without a byte, in milliseconds. */
  readonly silenceMs: number;
  /** The longest time of the whole load, in milliseconds. */
  readonly timeoutMs: number;
}

/** Without any response the request may never have been sent; a browser does not say. */
const NO_ANSWER =
  'the server is silent, or six links of server-sent events hold every HTTP/1.1 connection to it: ' +
  'use WebSocket, HTTP/2 or useSharedRun';

/**
 * Ends a load that is aborted, silent or too long, without waiting for promises that ignore it. There is one timer, for the
 * earliest timeout; a chunk only moves the time of the silence.
 */
export class LoadWatch {
  private readonly controller;
  private readonly endMs: number;
  private readonly endListening: () => void;
  private silenceEndMs = Infinity;
  private timer: Timer;
  private cut: { readonly reason: unknown } | null = null;
  private rejectWait: ((reason: unknown) => void) | null = null;
  private receivedBytes = 0;
  /** Whether the response to the present request has begun. */
  private hasAnswer = false;

  constructor(private readonly options: LoadWatchOptions) {
    const { host, signal, silenceMs, timeoutMs } = options;
    this.controller = new host.AbortController();
    this.endMs = host.now() + timeoutMs;
    this.timer = host.startTimer(this.look, Math.min(silenceMs, timeoutMs, LONGEST_TIMER_MS));
    this.endListening = onAbort(signal, () => this.cutWith(signal?.reason));
  }

  /** The signal for the fetch. */
  get signal(): HostAbortSignal {
    return this.controller.signal;
  }

  /** Whether the load has been ended by this; later errors are then a consequence. */
  get isCut(): boolean {
    return this.cut !== null;
  }

  /** Waits for a promise, but rejects at once with the reason if the load is ended. One at a time. */
  wait<T>(promise: Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.rejectWait = reject;
      promise.then(resolve, reject);
      if (this.cut !== null) this.rejectWait(this.cut.reason);
    });
  }

  /** Waits without the timeout of silence. */
  async pause(delayMs: number): Promise<void> {
    this.silenceEndMs = Infinity;
    await this.wait(sleep(this.options.host, delayMs, this.signal));
  }

  /** Call when a request is made. */
  begin(): void {
    this.hasAnswer = false;
    this.stir(0);
  }

  /** Call when a response has begun. */
  noteAnswer(): void {
    this.hasAnswer = true;
    this.stir(0);
  }

  /** Call when bytes have come. */
  stir(receivedBytes: number): void {
    const { host, silenceMs } = this.options;
    this.receivedBytes = receivedBytes;
    this.silenceEndMs = host.now() + silenceMs;
  }

  /** Call when the load is over. */
  end(): void {
    this.timer.cancel();
    this.endListening();
  }

  private readonly look = (): void => {
    const { host, silenceMs, timeoutMs } = this.options;
    const nowMs = host.now();
    if (nowMs >= this.endMs) this.cutFor('no end', `the whole within ${inSeconds(timeoutMs)}`, timeoutMs);
    else if (nowMs >= this.silenceEndMs)
      this.cutFor('nothing', `something at least every ${inSeconds(silenceMs)}`, silenceMs);
    else {
      // At the latest when a silence that begins now would time out, since one may begin before the timer fires.
      const dueMs = Math.min(this.endMs, this.silenceEndMs, nowMs + silenceMs);
      this.timer = host.startTimer(this.look, Math.min(dueMs - nowMs, LONGEST_TIMER_MS));
    }
  };

  private cutFor(what: string, expected: string, durationMs: number): void {
    const found = `${what} for ${inSeconds(durationMs)} after ${this.receivedBytes} bytes`;
    const problem: GridProblem = { code: 'asset_timeout', found, expected, isRetryable: true };
    this.cutWith(new GridLoadError(this.hasAnswer ? problem : { ...problem, hint: NO_ANSWER }));
  }

  private cutWith(reason: unknown): void {
    if (this.cut !== null) return;
    this.cut = { reason };
    this.end();
    this.rejectWait?.(reason);
    this.controller.abort(reason);
  }
}

function inSeconds(durationMs: number): string {
  return `${durationMs / 1000} s`;
}
