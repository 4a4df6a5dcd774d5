import type { RunState } from './runState.js';

/** Something that has a run's state, once there is one. */
export interface StateHolder {
  readonly state: RunState | null;
}

/** The states of runs by key, live: as those that hold them have them. */
export class RunStates implements ReadonlyMap<string, RunState> {
  /** @param holders - by the keys of their runs */
  constructor(private readonly holders: ReadonlyMap<string, StateHolder>) {}

  get size(): number {
    return this.holders.size;
  }

  get(key: string): RunState | undefined {
    return this.holders.get(key)?.state ?? undefined;
  }

  has(key: string): boolean {
    return this.get(key) !== undefined;
  }

  forEach(visit: (state: RunState, key: string, states: ReadonlyMap<string, RunState>) => void): void {
    for (const [key, state] of this) visit(state, key, this);
  }

  *keys(): MapIterator<string> {
    for (const [key] of this) yield key;
  }

  *values(): MapIterator<RunState> {
    for (const [, state] of this) yield state;
  }

  *entries(): MapIterator<[string, RunState]> {
    for (const [key, { state }] of this.holders) if (state !== null) yield [key, state];
  }

  [Symbol.iterator](): MapIterator<[string, RunState]> {
    return this.entries();
  }
}
