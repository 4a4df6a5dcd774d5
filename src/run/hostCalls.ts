import { guardCall } from '../host/guardCall.js';
import type { Diagnostic } from '../protocol/diagnostic.js';
import type { RunsState } from './runsState.js';

/** As the store's `subscribe` takes it. */
type Listener = (state: RunsState, previous: RunsState) => void;

/** Changes that subscribers may make within one call of the store; more are taken for an endless loop. */
const MAX_CHANGES_WITHIN = 100_000;

/** The host's code that a store calls. */
export interface HostCallOptions {
  readonly onDiagnostic: ((diagnostic: Diagnostic) => void) | undefined;
  readonly onFault: (error: unknown) => void;
}

/**
 * Calls a host's listeners. What one of them throws is reported and does not stop the others. A listener that changes the
 * store changes it at once, but the new state is handed on only once all listeners have received the one before. No
 * listener is called within another, so an endless loop of changes cannot overflow the stack.
 */
export class HostCalls {
  private readonly listeners = new Set<Listener>();
  /** The listeners to call, in their order; null once there are others. */
  private order: readonly Listener[] | null = null;
  /** Diagnostics that the host has yet to receive. */
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
        // Another listener may have unsubscribed it meanwhile.
        if (this.listeners.has(listener)) this.guard(() => listener(state, notified));
      }
      if (this.changesWithin > MAX_CHANGES_WITHIN) return;
    }
  }

  private callWithDiagnostics(): void {
    const { diagnostics } = this;
    // If a listener has changed the store since, all receive that state before the diagnostics.
    if (diagnostics.length === 0 || this.states.length > 0) return;
    this.diagnostics = [];
    for (const diagnostic of diagnostics) this.guard(() => this.options.onDiagnostic?.(diagnostic));
  }

  /** Ends an endless loop of changes: what is left is not handed on, and the next call begins with the store's state. */
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
