import type { RunState } from './runState.js';
import type { ResumePosition, RunsState } from './runsState.js';

/** Key of the run to show: the one the host chose, if it is there, else the one with the latest rank; null without runs. */
export function selectShownRunKey(state: RunsState): string | null {
  const { chosenRunKey, runKeys } = state;
  if (chosenRunKey !== null && state.runs.has(chosenRunKey)) return chosenRunKey;
  return runKeys[runKeys.length - 1] ?? null;
}

/** Whether there are runs and every one of them has ended: the backend has nothing left to send until the next. */
export function selectHasEnded({ runs }: Pick<RunsState, 'runs'>): boolean {
  for (const { status } of runs.values()) if (status !== 'finished') return false;
  return runs.size > 0;
}

/** Whether no more of a run is to come: it has ended, or its pipeline says that the training has. */
export function selectIsOver({ status, reported }: Pick<RunState, 'status' | 'reported'>): boolean {
  return status === 'finished' || reported.ended !== null;
}

/** The run to show, or null without runs. */
export function selectShownRun(state: RunsState): RunState | null {
  const key = selectShownRunKey(state);
  return key === null ? null : (state.runs.get(key) ?? null);
}

/**
 * Where a project's stream may be resumed, for a connection to that project: the newest of its events that came, or null
 * where none named its process's `epoch`; that means from the start, which is always right.
 */
export function selectResumePosition(state: RunsState, projectId: string): ResumePosition | null {
  return state.resumePositions.get(projectId) ?? null;
}
