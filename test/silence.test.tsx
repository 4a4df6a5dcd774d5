import { act, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { createRunStore, GradientDescentViz, selectShownRun, type RunStore } from '../src/index.js';
import { SilenceMeter } from '../src/react/silenceMeter.js';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

let seq = 0;
function envelope(name: string, payload: object): object {
  const ts = 1_790_000_000_000 + ++seq;
  const event = { name, payload: { run_id: 'run_1', ...payload } };
  return { v: 1, type: 'EVENT', project_id: 'p', seq, ts, event };
}

const START = envelope('GD_PATH_STARTED', { domainHalf: 6, point0: { x: 0, y: 0 } });
const updateAt = (step: number): object =>
  envelope('GD_PATH_UPDATE', { step_start: step, points: [{ x: 0.1, y: step / 1000 }] });

const status = (): string | null => document.querySelector('.gdv-status')!.textContent;

function pass(ms: number): void {
  act(() => {
    vi.advanceTimersByTime(ms);
  });
}

/** A view of a run that has reported every so often. */
function watch(everyMs: number, times: number, props: object = {}): RunStore {
  const store = createRunStore();
  render(<GradientDescentViz store={store} {...props} />);
  act(() => store.ingest(START));
  for (let step = 1; step <= times; step++) {
    pass(everyMs);
    act(() => store.ingest(updateAt(step)));
  }
  // Text follows within 100 ms.
  pass(100);
  return store;
}

describe('a run of which nothing comes any more', () => {
  it('[SILENCE-7, BESIDE-5] is not silent where its pipeline says that the training ended', () => {
    const store = watch(1000, 20);
    act(() => store.ingest(envelope('STAGE_STATUS', { stage_id: 'TRAIN', status: 'FAILED' })));
    pass(60_000);
    expect(status()).toBe('Training failed');
    expect(document.querySelector('.gdv-status')).toHaveAttribute(
      'title',
      'Reported by the pipeline: FAILED. The path itself has not ended',
    );
    expect(document.querySelector('.gdv-announcement')).toHaveTextContent('run_1: Training failed');
    act(() => store.ingest(updateAt(21)));
    pass(100);
    expect(status()).toBe('Running');
  });

  it('[SILENCE-7] says for how long no step has come, in seconds, minutes and hours', () => {
    watch(1000, 20);
    expect(status()).toBe('Running');
    pass(9800);
    expect(status()).toBe('Running');
    pass(200);
    expect(status()).toBe('No step for 10 s');
    pass(30_000);
    expect(status()).toBe('No step for 40 s');
    expect(document.querySelector('.gdv-status--live')).toBeNull();
    pass(19_000);
    expect(status()).toBe('No step for 59 s');
    pass(1000);
    expect(status()).toBe('No step for 1 min');
    pass(2 * 60_000);
    expect(status()).toBe('No step for 3 min');
    pass(57 * 60_000);
    expect(status()).toBe('No step for 1 h');
    pass(47 * 3_600_000);
    expect(status()).toBe('No step for 48 h');
  });

  it('[SILENCE-7] is running again once something comes', () => {
    const store = watch(1000, 20);
    pass(60_000);
    expect(status()).toBe('No step for 1 min');
    act(() => store.ingest(updateAt(21)));
    pass(200);
    expect(status()).toBe('Running');
  });

  it('[SILENCE-7] is silent by what it was used to: one that reports once a minute after four', () => {
    watch(60_000, 3);
    pass(200_000);
    expect(status()).toBe('Running');
    pass(40_000);
    expect(status()).toBe('No step for 4 min');
  });

  it('[SILENCE-7] is judged by its usual wait, and by no single pause', () => {
    const store = watch(1000, 20);
    pass(3_600_000);
    act(() => store.ingest(updateAt(21)));
    for (let step = 22; step < 26; step++) {
      pass(1000);
      act(() => store.ingest(updateAt(step)));
    }
    pass(9900);
    expect(status()).toBe('Running');
    pass(200);
    expect(status()).toBe('No step for 10 s');
  });

  it('[SILENCE-7] is given 30 s while its pace is not known, as after a replay that comes at once', () => {
    watch(5, 20);
    pass(29_000);
    expect(status()).toBe('Running');
    pass(1000);
    expect(status()).toBe('No step for 30 s');
  });

  it('[SILENCE-7] says nothing once it has ended', () => {
    const store = watch(1000, 20);
    pass(20_000);
    act(() => store.ingest(envelope('GD_PATH_FINISHED', { final_step: 20, reason: 'converged' })));
    pass(200);
    expect(status()).toBe('Converged');
    pass(100_000);
    expect(status()).toBe('Converged');
  });

  it('[SILENCE-7] is the same for screen readers, which announce it once', () => {
    const said = (): string | null => document.querySelector('.gdv-announcement')!.textContent;
    const store = watch(1000, 20);
    expect(said()).toBe('Gradient descent of run run_1: Running');
    pass(10_000);
    expect(said()).toBe('Gradient descent of run run_1: No step for a while');
    pass(100_000);
    expect(said()).toBe('Gradient descent of run run_1: No step for a while');
    act(() => store.setConnection({ status: 'closed', reason: 'the log ended' }));
    pass(200);
    expect(said()).toBe('Gradient descent of run run_1: Not ended');
  });

  it.each([-3_600_000, 3_600_000])('[SILENCE-7] counts no clock that was set by %d ms', (ms) => {
    watch(1000, 20);
    vi.setSystemTime(Date.now() + ms);
    pass(9000);
    expect(status()).toBe('Running');
    pass(1000);
    expect(status()).toBe('No step for 10 s');
  });

  it('[SILENCE-7] is Running for ever where the host wants that', () => {
    watch(1000, 20, { showsSilence: false });
    pass(1_000_000);
    expect(status()).toBe('Running');
  });

  it('[SILENCE-7] that was recorded has not ended, and counts nothing, until more of it comes', () => {
    const events = [START, updateAt(1)];
    const view = render(<GradientDescentViz events={events} />);
    pass(31_000);
    expect(status()).toBe('Not ended');
    expect(vi.getTimerCount()).toBe(0);
    view.rerender(<GradientDescentViz events={[...events, updateAt(2)]} />);
    pass(200);
    expect(status()).toBe('Running');
    pass(125_000);
    expect(status()).toBe('No step for 2 min');
  });

  it('[SILENCE-7] of a link that is closed has not ended', () => {
    const store = watch(1000, 20);
    act(() => store.setConnection({ status: 'closed', reason: 'the log ended' }));
    pass(40_000);
    expect(status()).toBe('Not ended');
  });

  it('[SILENCE-7] begins anew with another run', () => {
    const store = watch(1000, 20);
    pass(60_000);
    act(() => store.ingest(envelope('GD_PATH_STARTED', { run_id: 'run_2', point0: { x: 0, y: 0 } })));
    pass(200);
    expect(screen.getByText('run_2')).toBeVisible();
    expect(status()).toBe('Running');
  });

  it('[SILENCE-7] wakes nobody in a hidden page, and is right when it is seen again', () => {
    watch(1000, 20);
    pass(20_000);
    const visibility = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
    onTestFinished(() => visibility.mockRestore());
    const announce = (): void => act(() => void document.dispatchEvent(new Event('visibilitychange')));
    announce();
    expect(vi.getTimerCount()).toBe(0);
    pass(300_000);
    visibility.mockReturnValue('visible');
    announce();
    expect(status()).toBe('No step for 5 min');
  });

  it('[SILENCE-7] has one timer, which goes with the view', () => {
    const store = createRunStore();
    store.ingest(START);
    const view = render(<GradientDescentViz store={store} />);
    pass(40_000);
    expect(status()).toBe('No step for 40 s');
    expect(vi.getTimerCount()).toBe(1);
    view.unmount();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('[SILENCE-7] wakes its view once a second, then once a minute, and while it is not silent never', () => {
    const store = createRunStore();
    store.ingest(START);
    const watched = new SilenceMeter();
    const onChange = vi.fn();
    onTestFinished(watched.subscribe(onChange));
    watched.follow(selectShownRun(store.getState()), 'live');
    vi.advanceTimersByTime(29_999);
    expect(onChange).not.toHaveBeenCalled();
    vi.advanceTimersByTime(30_001);
    expect(onChange).toHaveBeenCalledTimes(31);
    vi.advanceTimersByTime(600_000);
    expect(onChange).toHaveBeenCalledTimes(41);
  });
});
