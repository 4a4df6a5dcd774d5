import { act, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { PlaneNote } from '../../src/ui/PlaneNote.js';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const FIRST = { step: 400, explained: 0.934 };
const onTake = vi.fn();
const note = (planes: readonly { step: number; explained: number | null }[], isWaiting = false) => (
  <PlaneNote planes={planes} isWaiting={isWaiting} onTake={onTake} />
);

it('a new plane is said for six seconds, in a place that screen readers know', () => {
  const { rerender } = render(note([]));
  const status = screen.getByRole('status');
  expect(status).toBeEmptyDOMElement();
  const planes = [FIRST];
  rerender(note(planes));
  expect(screen.getByRole('status')).toBe(status);
  expect(status).toHaveTextContent('New plane at step 400, 93 % of the variance');
  act(() => {
    vi.advanceTimersByTime(5999);
  });
  expect(status).not.toBeEmptyDOMElement();
  act(() => {
    vi.advanceTimersByTime(1);
  });
  expect(status).toBeEmptyDOMElement();
  rerender(note([...planes, { step: 1400, explained: null }]));
  expect(status.textContent).toMatch(/^New plane at step 1.400$/);
  expect(screen.queryByRole('button')).toBeNull();
});

it('says nothing of planes that were there before the view', () => {
  render(note([FIRST]));
  expect(screen.getByRole('status')).toBeEmptyDOMElement();
});

it('a plane that waits is said for as long as it does, and shown on demand', () => {
  const { rerender } = render(note([FIRST], true));
  act(() => {
    vi.advanceTimersByTime(60_000);
  });
  expect(screen.getByRole('status')).toHaveTextContent('A new plane is waiting');
  act(() => {
    screen.getByRole('button', { name: 'Show it' }).click();
  });
  expect(onTake).toHaveBeenCalledOnce();
  rerender(note([FIRST]));
  expect(screen.queryByRole('button')).toBeNull();
});
