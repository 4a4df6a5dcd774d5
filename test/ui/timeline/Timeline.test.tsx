import { act, fireEvent, render, screen } from '@testing-library/react';
import { Profiler } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createRunStore, GradientDescentViz, type GradientDescentVizProps } from '../../../src/index.js';
import { finish, spec, start, update } from '../../run/createRunEvent.js';

const BOWL = spec(1, { domainHalf: 6, params: { a: 1, b: 1 } }, { source: 'illustrative' });
const START = start(2, { point0: { x: 0, y: 0 } });
const stepsFrom = (first: number, count: number): object =>
  update(
    2 + first,
    first,
    Array.from({ length: count }, (_, i) => ({ x: (first + i) / 1e4, y: 0 })),
  );
const report = (split: string, step: number, value: number): object => ({
  ...finish(9),
  event: { name: 'METRIC_SCALAR', payload: { run_id: 'r', name: 'loss', split, step, value } },
});

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const pass = (ms = 200): Promise<void> =>
  act(async () => {
    await vi.advanceTimersByTimeAsync(ms);
  });

/** A view of a run with so many steps, and what React commits of it after the first picture. */
async function mount(
  events: readonly object[],
  props: Omit<GradientDescentVizProps, 'store' | 'events'> = {},
) {
  const store = createRunStore();
  store.ingest(events);
  const onCommit = vi.fn();
  const view = render(
    <Profiler id="view" onRender={onCommit}>
      <GradientDescentViz store={store} {...props} />
    </Profiler>,
  );
  await pass();
  onCommit.mockClear();
  const ingest = async (...more: object[]): Promise<void> => {
    act(() => store.ingest(more));
    await pass();
  };
  return { ingest, onCommit, ...view };
}

const slider = (): HTMLInputElement => screen.getByRole('slider', { name: 'Step on the loss curve' });
const stepField = (): HTMLInputElement => screen.getByRole('textbox', { name: 'Go to step' });
const live = (): HTMLElement => screen.getByRole('button', { name: /^(?:Live|End)/ });
const RUN = [BOWL, START, stepsFrom(1, 100)];

describe('the timeline', () => {
  it('says its value in words: step, newest step, and each line at that step', async () => {
    await mount([...RUN, report('train', 40, 0.42), report('val', 40, 0.5), report('train', 100, 0.25)]);
    expect(slider()).toHaveAttribute('aria-valuetext', 'step 100 of 100, train loss 0.25, val loss 0.5');
    fireEvent.input(slider(), { target: { value: '40' } });
    await pass();
    expect(slider()).toHaveAttribute('aria-valuetext', 'step 40 of 100, train loss 0.42, val loss 0.5');
  });

  it('leaves the newest step by a scrub, says how far that is, and goes back by one press', async () => {
    const { ingest } = await mount(RUN);
    expect(live()).toHaveAttribute('aria-pressed', 'true');
    fireEvent.input(slider(), { target: { value: '40' } });
    await pass();
    expect(live()).toHaveAttribute('aria-pressed', 'false');
    expect(live()).toHaveTextContent('Live60 behind');
    await ingest(stepsFrom(101, 20));
    expect(live()).toHaveTextContent('Live80 behind');
    expect(stepField()).toHaveValue('40');
    fireEvent.click(live());
    await pass();
    expect(live()).toHaveAttribute('aria-pressed', 'true');
    expect(live()).toHaveTextContent(/^Live$/);
    expect(stepField()).toHaveValue('120');
  });

  it('says its value at once where a key has changed it, and each 3 s while it moves by itself, the last too', async () => {
    const { ingest } = await mount(RUN);
    act(() => slider().focus());
    const says = (step: number, newest: number): void => {
      expect(slider()).toHaveAttribute('aria-valuetext', `step ${step} of ${newest}`);
    };
    fireEvent.keyDown(slider(), { key: 'ArrowLeft' });
    await pass();
    says(99, 100);
    fireEvent.keyDown(slider(), { key: 'End' });
    await pass();
    says(100, 100);
    await ingest(stepsFrom(101, 5));
    says(100, 100);
    await pass(3000);
    says(105, 105);
  });

  it('renders nothing for steps that pass, and shows each', async () => {
    const { ingest, onCommit } = await mount(RUN);
    for (let step = 101; step < 120; step += 1) {
      await ingest(stepsFrom(step, 1));
      expect(stepField()).toHaveValue(String(step));
      expect(slider().max).toBe(String(step));
    }
    expect(onCommit).not.toHaveBeenCalled();
  });

  it('goes to a step that is typed, and keeps what is being typed', async () => {
    const { ingest } = await mount(RUN);
    act(() => stepField().focus());
    fireEvent.change(stepField(), { target: { value: '37' } });
    await ingest(stepsFrom(101, 5));
    expect(stepField()).toHaveValue('37');
    fireEvent.keyDown(stepField(), { key: 'Enter' });
    await pass();
    expect(slider()).toHaveValue('37');
    fireEvent.change(stepField(), { target: { value: 'x' } });
    fireEvent.keyDown(stepField(), { key: 'Enter' });
    await pass();
    expect(slider()).toHaveValue('37');
  });

  it('shows the step that it came to, not what was typed, by Enter, by Escape, and when it is left', async () => {
    await mount(RUN);
    const field = stepField();
    const type = (value: string): void => {
      act(() => field.focus());
      fireEvent.change(field, { target: { value } });
    };
    type('5000');
    fireEvent.keyDown(field, { key: 'Enter' });
    expect(field).toHaveValue('100');
    type('12');
    fireEvent.keyDown(field, { key: 'Escape' });
    expect(field).toHaveValue('100');
    type('12');
    act(() => field.blur());
    expect(field).toHaveValue('100');
    expect(slider()).toHaveValue('100');
  });

  it.each([
    ['1,050', '1050'],
    ['1 050', '1050'],
    ['12.5', '13'],
    ['12,25', '12'],
    ['1e2', '100'],
  ])('takes “%s” for step %s', async (typed, step) => {
    await mount([BOWL, START, stepsFrom(1, 1200)]);
    act(() => stepField().focus());
    fireEvent.change(stepField(), { target: { value: typed } });
    fireEvent.keyDown(stepField(), { key: 'Enter' });
    expect(stepField()).toHaveValue(step);
  });

  it('has keys on the slider alone', async () => {
    await mount(RUN);
    const press = (element: HTMLElement, key: string): boolean => fireEvent.keyDown(element, { key });
    expect(press(slider(), 'ArrowLeft')).toBe(false);
    await pass();
    expect(stepField()).toHaveValue('99');
    for (const element of [stepField(), live(), document.body])
      expect(press(element, 'ArrowLeft')).toBe(true);
    await pass();
    expect(stepField()).toHaveValue('99');
    expect(fireEvent.keyDown(slider(), { key: 'l', ctrlKey: true })).toBe(true);
  });

  it('steps, plays, loops and has a speed by its buttons', async () => {
    const onPlaybackChange = vi.fn();
    await mount(RUN, { onPlaybackChange });
    const press = (name: string): boolean => fireEvent.click(screen.getByRole('button', { name }));
    press('One step back');
    expect(onPlaybackChange).toHaveBeenLastCalledWith(expect.objectContaining({ mode: 'paused', step: 99 }));
    press('Play');
    expect(onPlaybackChange).toHaveBeenLastCalledWith(expect.objectContaining({ mode: 'playing' }));
    press('Pause');
    press('Loop');
    expect(screen.getByRole('button', { name: 'Loop' })).toHaveAttribute('aria-pressed', 'true');
    fireEvent.change(screen.getByRole('combobox', { name: 'Speed' }), { target: { value: '4' } });
    expect(onPlaybackChange).toHaveBeenLastCalledWith(
      expect.objectContaining({ mode: 'paused', speed: 4, isLooping: true }),
    );
  });

  it('plays where no picture can be drawn, and waits for more at the newest step', async () => {
    const { ingest, unmount } = await mount(RUN);
    fireEvent.input(slider(), { target: { value: '40' } });
    fireEvent.click(screen.getByRole('button', { name: 'Play' }));
    await pass(2000);
    expect(Number(stepField().value)).toBeGreaterThanOrEqual(58);
    expect(Number(stepField().value)).toBeLessThanOrEqual(60);
    await pass(10_000);
    expect(stepField()).toHaveValue('100');
    await ingest(stepsFrom(101, 100));
    expect(Number(stepField().value)).toBeLessThanOrEqual(102);
    await pass(1000);
    expect(Number(stepField().value)).toBeGreaterThanOrEqual(110);
    expect(screen.getByRole('button', { name: 'Pause' })).toBeVisible();
    unmount();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('has “End” in the place of “Live” once the run has ended', async () => {
    const { ingest } = await mount(RUN);
    await ingest(finish(500, { reason: 'converged' }));
    expect(live()).toHaveTextContent(/^End$/);
  });

  it('is at its end too where only the pipeline says that the training has failed', async () => {
    const { ingest } = await mount(RUN);
    await ingest({
      ...finish(500),
      event: { name: 'TRAIN_RUN_FINISHED', payload: { run_id: 'r', status: 'FAILED' } },
    });
    expect(live()).toHaveTextContent(/^End$/);
  });

  it('says that no loss was reported where there is none, and plays all the same', async () => {
    const { ingest } = await mount(RUN);
    expect(screen.getByText('No loss reported')).toBeVisible();
    expect(slider()).toBeEnabled();
    await ingest(report('train', 5, 0.5));
    expect(screen.queryByText('No loss reported')).toBeNull();
    expect(screen.getByText('train loss')).toBeVisible();
  });

  it('has nothing to play before a path has come', async () => {
    await mount([]);
    expect(slider()).toBeDisabled();
    expect(screen.getByRole('button', { name: 'Play' })).toHaveAttribute('aria-disabled', 'true');
    expect(screen.queryByText('No loss reported')).toBeNull();
  });

  it('is not there where the host says so, and where the chrome is small', async () => {
    for (const props of [{ showTimeline: false }, { chrome: 'none' }, { chrome: 'compact' }] as const) {
      const { unmount } = await mount(RUN, props);
      expect(screen.queryByRole('slider')).toBeNull();
      unmount();
    }
    await mount(RUN, { chrome: 'compact', showTimeline: true });
    expect(slider()).toBeEnabled();
  });
});
