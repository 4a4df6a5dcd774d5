import { act, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createRunStore, type RunStore } from '../../src/index.js';
import { usePacedState } from '../../src/react/useShownRun.js';
import { createFinish, createStart } from '../protocol/createMessage.js';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function Received({ store, title }: { readonly store: RunStore; readonly title: string }) {
  return <p>{`${title}: ${usePacedState(store).messages.received}`}</p>;
}

it('renews what is shown 100 ms after the change before, and no sooner where the host renders meanwhile', () => {
  const store = createRunStore();
  const { rerender } = render(<Received store={store} title="first" />);
  act(() => store.ingest(createStart()));
  expect(screen.getByText('first: 1')).toBeVisible();
  act(() => store.ingest(createFinish()));
  act(() => void vi.advanceTimersByTime(50));
  rerender(<Received store={store} title="second" />);
  expect(screen.getByText('second: 1')).toBeVisible();
  act(() => void vi.advanceTimersByTime(50));
  expect(screen.getByText('second: 2')).toBeVisible();
});
