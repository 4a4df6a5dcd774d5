import { useMemo, useSyncExternalStore } from 'react';
import type { Changing } from '../view/paced.js';
import type { RunState } from '../run/runState.js';
import type { RunsState } from '../run/runsState.js';
import { selectShownRun } from '../run/selectors.js';
import { computeRunWords, isSameRunWords, type RunWords } from '../view/runWords.js';

/** What text says of the shown run beside its figures, or null without runs; renders when a field of it changes. */
export function useRunWords(shown: Changing<RunsState>): RunWords | null {
  const getWords = useMemo(() => createWords(shown), [shown]);
  return useSyncExternalStore(shown.subscribe, getWords, getWords);
}

/** @returns a function that returns the same object until a field changes */
function createWords(shown: Changing<RunsState>): () => RunWords | null {
  let run: RunState | null = null;
  let words: RunWords | null = null;
  return () => {
    const newest = selectShownRun(shown.getState());
    if (newest === run) return words;
    run = newest;
    const next = newest && computeRunWords(newest);
    if (!isSame(words, next)) words = next;
    return words;
  };
}

function isSame(a: RunWords | null, b: RunWords | null): boolean {
  if (a === null || b === null) return a === b;
  return isSameRunWords(a, b);
}
