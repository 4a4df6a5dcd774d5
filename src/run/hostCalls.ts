import { guardCall } from '../host/guardCall.js';
import type { Diagnostic } from '../protocol/diagnostic.js';
import type { RunsState } from './runsState.js';

/** As the store's `subscribe` takes it. */
type Listener = (state: RunsState, previous: RunsState) => void;

/** Changes that subscribers may make within one call of the store before they count as a circle. */
const MAX_CHANGES_WITHIN = 100_000;

/** The host's code that a store calls. */
export interface HostCallOptions {
  readonly onDiagnostic: ((diagnostic: Diagnostic) => void) | undefined;
  readonly onFault: (error: unknown) => void;
}

/**
 * Calls what a host subscribed. What one of them throws is reported and stops nobody else. One that changes the store
 * changes it at once, and is called again, as are the others, once all have received the state before: nothing is
 * called within another call, so no circle of theirs can fill the stack.
 */
export class HostCalls {
  private readonly listeners = new Set<Listener>();
  /** Those to call, in their order; null once they have changed. */
  private order: readonly Listener[] | null = null;
  /** Those that the host has yet to receive. */
  private diagnostics: Diagnostic[] = [];
  /** States that the listeners have yet to receive, the next one first. */
  private states: RunsState[] = [];
  private isCalling = false;
  private changesWithin = 0;

  /** @param notified - the state that the listeners received last */
  constructor(
    private readonly options: HostCallOptions,
    private notified: RunsState,
  ) {}

  /** @returns ends the subscription */
  readonly subscribe = (listener: Listener): (() => void) => {
    this.listeners.add(listener);
    this.order = null;
    return () => {
      this.listeners.delete(listener);
      this.order = null;
    };
  };

  /** Runs for every message. */
  notify(state: RunsState, diagnostics: readonly Diagnostic[]): void {
    this.states.push(state);
    if (this.options.onDiagnostic !== undefined)
      for (const diagnostic of diagnostics) this.diagnostics.push(diagnostic);
    if (this.isCalling) {
      this.changesWithin++;
      return;
    }
    this.isCalling = true;
    this.changesWithin = 0;
    while (this.states.length > 0 || this.diagnostics.length > 0) {
      this.callListeners();
      this.callWithDiagnostics();
      if (this.changesWithin <= MAX_CHANGES_WITHIN) continue;
      this.breakCircle();
      break;
    }
    this.isCalling = false;
  }

  private callListeners(): void {
    const { states } = this;
    this.states = [];
    for (const state of states) {
      const { notified } = this;
      this.notified = state;
      this.order ??= [...this.listeners];
      for (const listener of this.order) {
        // Another may have ended it meanwhile.
        if (this.listeners.has(listener)) this.guard(() => listener(state, notified));
      }
      if (this.changesWithin > MAX_CHANGES_WITHIN) return;
    }
  }

  private callWithDiagnostics(): void {
    const { diagnostics } = this;
    // What listeners have changed since is received first.
    if (diagnostics.length === 0 || this.states.length > 0) return;
    this.diagnostics = [];
    for (const diagnostic of diagnostics) this.guard(() => this.options.onDiagnostic?.(diagnostic));
  }

  /** What is left is not handed on; the state has it, and the next call goes on from there. */
  private breakCircle(): void {
    this.notified = this.states.pop() ?? this.notified;
    this.states = [];
    this.diagnostics = [];
    this.guard(() => {
      throw new RangeError(
        `the store was changed ${MAX_CHANGES_WITHIN} times by its subscribers within one call`,
      );
    });
  }

  private guard(call: () => unknown): void {
    guardCall(call, this.options.onFault);
  }
}
