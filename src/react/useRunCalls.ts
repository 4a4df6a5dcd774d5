import { useEffect, useRef } from 'react';
import { guardCall } from '../host/guardCall.js';
import { reportFault } from '../host/reportFault.js';
import type { Diagnostic } from '../protocol/diagnostic.js';
import type { RunState } from '../run/runState.js';
import type { RunStore } from '../run/runStore.js';
import { selectShownRun } from '../run/selectors.js';

/** What a host has called when the shown run is another, or otherwise. */
export interface RunCalls {
  readonly onRunChange: ((run: RunState | null) => void) | undefined;
  readonly onFinish: ((run: RunState) => void) | undefined;
  readonly onDiagnostic: ((diagnostic: Diagnostic) => void) | undefined;
}

const NO_DIAGNOSTICS: readonly Diagnostic[] = [];

/** Calls the host when the shown run changes or ends, and for each diagnostic of its store. */
export function useRunCalls(store: RunStore, calls: RunCalls): void {
  const latest = useRef(calls);
  useEffect(() => {
    latest.current = calls;
  });
  const seen = useRef<Seen>({ store: null, key: null, isFinished: false, diagnostics: NO_DIAGNOSTICS });
  const isAwaited = Object.values(calls).some((call) => call !== undefined);
  useEffect(() => {
    if (!isAwaited) return;
    const look = (): void => callHost(store, seen, latest.current);
    look();
    return store.subscribe(look);
  }, [store, isAwaited]);
}

/** What the host has received. */
interface Seen {
  readonly store: RunStore | null;
  readonly key: string | null;
  readonly isFinished: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

function callHost(store: RunStore, seen: { current: Seen }, calls: RunCalls): void {
  const state = store.getState();
  const { diagnostics } = state;
  const run = selectShownRun(state);
  const before = seen.current;
  const isSameStore = before.store === store;
  const key = run?.key ?? null;
  const isFinished = run?.status === 'finished';
  // Before the calls: one that changes the store is called within.
  seen.current = { store, key, isFinished, diagnostics };
  if (key !== before.key) guardCall(() => calls.onRunChange?.(run), reportFault);
  else if (isSameStore && isFinished && !before.isFinished)
    guardCall(() => calls.onFinish?.(run), reportFault);
  if (calls.onDiagnostic === undefined || diagnostics === before.diagnostics) return;
  for (const diagnostic of listNew(isSameStore ? before.diagnostics : NO_DIAGNOSTICS, diagnostics))
    guardCall(() => calls.onDiagnostic?.(diagnostic), reportFault);
}

/** The store keeps the newest ones, each the same object. */
function listNew(before: readonly Diagnostic[], now: readonly Diagnostic[]): readonly Diagnostic[] {
  const last = before.at(-1);
  return last === undefined ? now : now.slice(now.lastIndexOf(last) + 1);
}
