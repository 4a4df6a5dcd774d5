import { act, render, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { useStore } from 'zustand';
import zustand from 'zustand/package.json' with { type: 'json' };
import manifest from '../../package.json' with { type: 'json' };
import {
  createRunStore,
  selectShownRun,
  useRuns,
  useShownRun,
  type RunStore,
  type RunsState,
} from '../../src/index.js';
import { LOG_NAMES, readLog } from '../fixtures/readLog.js';
import { itOnce, picked } from '../support/testLength.js';

const selectReceived = (state: RunsState): number => state.messages.received;

/** What a host shows of a store: by our hooks, and by zustand's own. */
function Figures({ store }: { readonly store: RunStore }) {
  const received = useRuns(store, selectReceived);
  const alike = useStore(store, selectReceived);
  const shown = useRuns(store, selectShownRun);
  const paced = useShownRun(store);
  return <p>{[received, alike, shown?.path.length ?? 0, paced?.runId ?? 'none'].join(' ')}</p>;
}

itOnce('runs with one end of the range of zustand that the package asks for', () => {
  expect(manifest.peerDependencies.zustand).toBe('>=4.5 <6');
  // The newest by its name, the oldest by another: vitest.config.ts.
  expect(['4.5.0', manifest.devDependencies.zustand.replace('^', '')]).toContain(zustand.version);
});

it.each(picked(LOG_NAMES, (name) => /two-runs|late-join/.test(name)))(
  'shows every message of the delivery %s as it comes, in React',
  (name) => {
    const log = readLog(name);
    const store = createRunStore();
    render(<Figures store={store} />);
    let calls = 0;
    const unsubscribe = store.subscribe((state, before) => {
      calls += 1;
      expect(state).not.toBe(before);
    });
    for (const [i, line] of log.entries()) {
      act(() => store.ingest(line));
      const points = selectShownRun(store.getState())?.path.length ?? 0;
      expect(screen.getByText(new RegExp(`^${i + 1} ${i + 1} ${points} `))).toBeVisible();
    }
    expect(calls).toBe(log.length);
    unsubscribe();
    expect(store.getInitialState()).not.toBe(store.getState());
    act(() => store.clear());
    expect(screen.getByText(/^0 0 0 /)).toBeVisible();
    expect(calls).toBe(log.length);
  },
);
