import { readRunId } from '../protocol/runKey.js';
import type { RunStore } from './runStore.js';
import type { RunsState } from './runsState.js';

/**
 * A store as one view sees it that shows a run of its own choice: the same but for the run that is chosen. As long as
 * that run has not come, there is none to show.
 * @param run - a run's key, or its id: of several with that id the one with the latest rank
 */
export function chooseRun(store: RunStore, run: string): RunStore {
  const choices = new WeakMap<RunsState, RunsState>();
  let keys: readonly string[] | null = null;
  let key: string | null = null;
  const choose = (state: RunsState): RunsState => {
    const known = choices.get(state);
    if (known !== undefined) return known;
    if (keys !== state.runKeys) {
      keys = state.runKeys;
      key = findKey(keys, run);
    }
    const choice = createChoice(state, key);
    choices.set(state, choice);
    return choice;
  };
  return {
    ...store,
    getState: () => choose(store.getState()),
    getInitialState: () => choose(store.getInitialState()),
    subscribe: (listener) => store.subscribe((state, before) => listener(choose(state), choose(before))),
  };
}

const NO_KEYS: readonly string[] = [];

/** The other fields are the state's own, those too that are made when they are first read. */
function createChoice(state: RunsState, key: string | null): RunsState {
  const choice = key === null ? { chosenRunKey: null, runKeys: NO_KEYS } : { chosenRunKey: key };
  return Object.setPrototypeOf(choice, state) as RunsState;
}

function findKey(keys: readonly string[], run: string): string | null {
  return keys.includes(run) ? run : (keys.findLast((key) => readRunId(key) === run) ?? null);
}
