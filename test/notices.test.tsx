import { act, render, screen, waitFor } from '@testing-library/react';
import { StrictMode } from 'react';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createRunStore, GradientDescentViz, type PictureNotice, type RunStore } from '../src/index.js';
import { readLog } from './fixtures/readLog.js';

const SADDLE = readLog('variant-kind-saddle');
const PLAIN = readLog('real-iris');

const NOT_KNOWN: PictureNotice = {
  code: 'surface_unknown',
  text: 'The ground is flat: the surface kind “saddle” is not known',
};

function ingest(store: RunStore, lines: readonly unknown[]): void {
  act(() => {
    for (const line of lines) store.ingest(line);
  });
}

describe('onNotices', () => {
  it('[NOTICE-1] is called with what is said, after it is on screen, and once', () => {
    const onNotices = vi.fn(() => expect(screen.getByText(NOT_KNOWN.text)).toBeVisible());
    const view = render(<GradientDescentViz events={SADDLE} onNotices={onNotices} />);
    view.rerender(<GradientDescentViz events={SADDLE} onNotices={onNotices} theme="dark" />);
    expect(onNotices.mock.calls).toEqual([[[NOT_KNOWN]]]);
  });

  it('[NOTICE-1] is called once where StrictMode mounts twice', () => {
    const onNotices = vi.fn();
    render(
      <StrictMode>
        <GradientDescentViz events={SADDLE} onNotices={onNotices} />
      </StrictMode>,
    );
    expect(onNotices).toHaveBeenCalledOnce();
  });

  it('[NOTICE-1] is not called while all is plain, and with an empty list once it is again', async () => {
    const onNotices = vi.fn();
    const store = createRunStore();
    render(<GradientDescentViz store={store} onNotices={onNotices} />);
    ingest(store, PLAIN);
    await screen.findByText('Converged');
    expect(onNotices).not.toHaveBeenCalled();
    ingest(store, SADDLE);
    await waitFor(() => expect(onNotices).toHaveBeenLastCalledWith([NOT_KNOWN]));
    act(() => store.showRun(store.getState().runKeys.find((key) => key.includes('c6fdc8ab'))!));
    await waitFor(() => expect(onNotices).toHaveBeenLastCalledWith([]));
    expect(onNotices).toHaveBeenCalledTimes(2);
  });

  it('[NOTICE-1] may be another function each time: the newest is called, and only for what changed', async () => {
    const [first, second] = [vi.fn(), vi.fn()];
    const store = createRunStore();
    ingest(store, SADDLE);
    const view = render(<GradientDescentViz store={store} onNotices={first} />);
    view.rerender(<GradientDescentViz store={store} onNotices={second} />);
    expect(second).not.toHaveBeenCalled();
    act(() => store.clear());
    await waitFor(() => expect(second).toHaveBeenCalledExactlyOnceWith([]));
    expect(first).toHaveBeenCalledOnce();
  });

  it('[NOTICE-1] gets what is said already where it comes later', () => {
    const onNotices = vi.fn();
    const view = render(<GradientDescentViz events={SADDLE} />);
    view.rerender(<GradientDescentViz events={SADDLE} onNotices={onNotices} />);
    expect(onNotices).toHaveBeenCalledExactlyOnceWith([NOT_KNOWN]);
  });

  it('[NOTICE-1] costs nothing that it throws', () => {
    const reported = vi.fn();
    vi.stubGlobal('reportError', reported);
    onTestFinished(() => void vi.unstubAllGlobals());
    const error = new Error('mine');
    const onNotices = (): void => {
      throw error;
    };
    render(<GradientDescentViz events={SADDLE} onNotices={onNotices} />);
    expect(screen.getByText(NOT_KNOWN.text)).toBeVisible();
    expect(reported).toHaveBeenCalledExactlyOnceWith(error);
  });
});
