import { act, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createRunStore } from '../../src/run/runStore.js';
import { GradientDescentViz } from '../../src/index.js';
import { ConnectionNotice } from '../../src/ui/ConnectionNotice.js';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe('ConnectionNotice', () => {
  it.each([
    [{ status: 'idle' }, null],
    [{ status: 'open' }, null],
    [{ status: 'open', isQuiet: true }, 'Waiting for data'],
    [{ status: 'connecting', attempt: 1 }, 'Connecting'],
    [{ status: 'connecting', attempt: 7, isForNextRun: true }, 'Ended, waiting for the next run'],
    [
      { status: 'waiting', attempt: 1, retryInMs: 90_000, reason: 'closed with 1000', isForNextRun: true },
      'Ended, waiting for the next run',
    ],
    [{ status: 'connecting', attempt: 4 }, 'Connecting, attempt 4'],
    [{ status: 'closed', reason: 'by the host' }, 'Disconnected'],
    [{ status: 'failed', reason: 'the token has expired' }, 'Connection failed: the token has expired'],
  ] as const)('says of %j: %s', (connection, text) => {
    const { container } = render(<ConnectionNotice connection={connection} />);
    expect(container.textContent).toBe(text ?? '');
  });

  it('counts the seconds to the next attempt down', () => {
    render(
      <ConnectionNotice
        connection={{ status: 'waiting', attempt: 2, retryInMs: 2600, reason: 'closed (1006)' }}
      />,
    );
    expect(screen.getByText('Reconnecting in 3 s')).toHaveAttribute('title', 'closed (1006)');
    act(() => {
      vi.advanceTimersByTime(1000);
    });
    expect(screen.getByText('Reconnecting in 2 s')).toBeVisible();
    act(() => {
      vi.advanceTimersByTime(5000);
    });
    expect(screen.getByText('Reconnecting')).toBeVisible();
  });

  it('stands over the picture while a store’s link is down', () => {
    const store = createRunStore();
    render(<GradientDescentViz store={store} />);
    act(() => {
      store.setConnection({ status: 'connecting', attempt: 1 });
      vi.advanceTimersByTime(200);
    });
    expect(screen.getByText('Connecting')).toBeVisible();
    act(() => {
      store.setConnection({ status: 'open' });
      vi.advanceTimersByTime(200);
    });
    expect(screen.queryByText('Connecting')).toBeNull();
  });
});
