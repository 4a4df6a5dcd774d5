import type { RunState } from './runState.js';

/** Something that has a run's state. */
export interface StateHolder {
  readonly state: RunState;
}

/** The states of runs by key, live: as those that hold them have them. */
export class RunStates implements ReadonlyMap<string, RunState> {
  /** @param holders - by the keys of their runs */
  constructor(private readonly holders: ReadonlyMap<string, StateHolder>) {}

  get size(): number {
    return this.holders.size;
  }

  get(key: string): RunState | undefined {
    return this.holders.get(key)?.state;
  }

  has(key: string): boolean {
    return this.holders.has(key);
  }

  forEach(visit: (state: RunState, key: string, states: ReadonlyMap<string, RunState>) => void): void {
    for (const [key, state] of this) visit(state, key, this);
  }

  keys(): MapIterator<string> {
    return this.holders.keys();
  }

  *values(): MapIterator<RunState> {
    for (const { state } of this.holders.values()) yield state;
  }

  *entries(): MapIterator<[string, RunState]> {
    for (const [key, { state }] of this.holders) yield [key, state];
  }

  [Symbol.iterator](): MapIterator<[string, RunState]> {
    return this.entries();
  }
}
