import { renderHook } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { selectShownRun, type RunState } from '../../src/index.js';
import { useEventsStore } from '../../src/react/useEventsStore.js';
import { createStart, createUpdate } from '../protocol/createMessage.js';

const EVENTS = [createStart(), ...[1, 2, 3].map((step) => createUpdate({ step_start: step }))];
const OTHERS = [createStart({ run_id: 'run_2' })];

/** A store of an array, and which run every state of it shows that is published. */
function showEvents(first: readonly unknown[]) {
  const { result, rerender } = renderHook((events: readonly unknown[]) => useEventsStore(events), {
    initialProps: first,
  });
  const shown = (): RunState | null => selectShownRun(result.current.getState());
  const published: (string | null)[] = [];
  result.current.subscribe(() => published.push(shown()?.runId ?? null));
  const received = (): number => result.current.getState().messages.received;
  return { shown, published, received, give: rerender };
}

describe('useEventsStore', () => {
  it('takes in what a longer array adds, and shows the run all the while', () => {
    const { shown, published, received, give } = showEvents(EVENTS.slice(0, 2));
    give(EVENTS);
    expect(published).toEqual(['run_1', 'run_1']);
    expect([shown()?.path.length, received()]).toEqual([4, 4]);
  });

  it('leaves alone what another array of the same events says', () => {
    const { shown, published, give } = showEvents(EVENTS);
    const before = shown();
    give([...EVENTS]);
    expect(published).toEqual([]);
    expect(shown()).toBe(before);
  });

  it.each([
    ['is shorter', EVENTS.slice(0, 2), 'run_1', 2],
    ['is as long with another event', [...OTHERS, ...EVENTS.slice(1)], 'run_1', 3],
    ['has none of the events', OTHERS, 'run_2', 1],
  ])('starts over with an array that %s', (_, events, runId, points) => {
    const { shown, published, received, give } = showEvents(EVENTS);
    give(events);
    expect(published[0]).toBeNull();
    expect([shown()?.runId, shown()?.path.length, received()]).toEqual([runId, points, events.length]);
  });
});
