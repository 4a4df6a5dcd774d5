import { act, render, screen, waitFor } from '@testing-library/react';
import { StrictMode } from 'react';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
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

describe('steps that are missing', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  let seq = 0;
  const send = (name: string, payload: object): object => ({
    v: 1,
    type: 'EVENT',
    project_id: 'p',
    seq: ++seq,
    ts: 1_790_000_000_000 + seq,
    event: { name, payload: { run_id: 'run_1', ...payload } },
  });
  const point = (step: number): object =>
    send('GD_PATH_UPDATE', { step_start: step, points: [{ x: step / 100, y: 0 }] });
  const SURFACE = send('LOSS_SURFACE_SPEC_READY', { surface_spec: { kind: 'bowl', params: {} } });
  const START = send('GD_PATH_STARTED', { point0: { x: 0, y: 0 } });

  const pass = (ms: number): void => act(() => void vi.advanceTimersByTime(ms));

  it('[NOTICE-4] are not said while updates are only in another order', () => {
    const onNotices = vi.fn();
    const store = createRunStore();
    render(<GradientDescentViz store={store} onNotices={onNotices} />);
    ingest(store, [SURFACE, START]);
    // 2, 4, 1, 6, 3, 8, 5: at every moment some step is missing, and none of them for long.
    for (let step = 2; step < 40; step += 2) {
      ingest(store, [point(step)]);
      pass(200);
      if (step > 2) ingest(store, [point(step - 3)]);
      pass(200);
      expect(document.body).not.toHaveTextContent('missing');
    }
    expect(onNotices).not.toHaveBeenCalled();
  });

  it('[NOTICE-4] are said once they have been missing for a second, and no longer than they are', () => {
    const onNotices = vi.fn();
    const store = createRunStore();
    render(<GradientDescentViz store={store} onNotices={onNotices} />);
    ingest(store, [SURFACE, START, point(2)]);
    pass(900);
    expect(document.body).not.toHaveTextContent('missing');
    ingest(store, [point(5)]);
    pass(300);
    expect(screen.getByText('3 steps missing (1, 3–4)')).toBeVisible();
    expect(onNotices).toHaveBeenCalledExactlyOnceWith([
      { code: 'steps_missing', text: '3 steps missing (1, 3–4)' },
    ]);
    ingest(store, [point(1), point(3), point(4)]);
    pass(200);
    expect(document.body).not.toHaveTextContent('missing');
  });

  it.each(['at first', 'once the run has ended'])('[NOTICE-4] are said at once %s', (when) => {
    const store = createRunStore();
    const events = [SURFACE, START, point(2)];
    if (when === 'at first') ingest(store, events);
    render(<GradientDescentViz store={store} />);
    ingest(store, [...events, send('GD_PATH_FINISHED', { final_step: 2, reason: 'converged' })]);
    pass(150);
    expect(screen.getByText('1 step missing (1)')).toBeVisible();
  });
});
