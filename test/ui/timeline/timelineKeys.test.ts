import { describe, expect, it } from 'vitest';
import { EMPTY_REPORTS } from '../../../src/run/runReports.js';
import { playByKey } from '../../../src/ui/timeline/timelineKeys.js';
import { ViewPlayback } from '../../../src/view/viewPlayback.js';
import { CurvePath } from '../../view/curve/curvePath.js';

/** A playback of a run of steps 100 to 1,100, every second of them. */
function createPlayback(atStep: number | null) {
  const path = new CurvePath([], 100);
  for (let step = 100; step <= 1100; step += 2) path.add([1], step);
  const run = {
    key: 'r',
    path: path.points,
    status: 'running' as const,
    reported: EMPTY_REPORTS,
    startOrder: null,
    descentOrder: null,
  };
  const playback = new ViewPlayback(() => run);
  playback.followRun();
  if (atStep !== null) playback.seek(atStep);
  const press = (key: string, shiftKey = false): boolean => playByKey({ key, shiftKey }, playback, 100, 1100);
  return { playback, press };
}

describe('a key of the timeline', () => {
  it.each([
    ['ArrowLeft', false, 498],
    ['ArrowDown', false, 498],
    ['ArrowRight', false, 502],
    ['ArrowUp', false, 502],
    ['ArrowLeft', true, 490],
    ['ArrowRight', true, 510],
    ['PageDown', false, 400],
    ['PageUp', false, 600],
    ['Home', false, 100],
  ])('%s, Shift held: %s, goes from step 500 to %i, and stays there', (key, isShifted, step) => {
    const { playback, press } = createPlayback(500);
    expect(press(key, isShifted)).toBe(true);
    expect(playback.getState()).toMatchObject({ mode: 'paused', step });
  });

  it.each(['End', 'l', 'L'])('%s follows the newest step', (key) => {
    const { playback, press } = createPlayback(500);
    press(key);
    expect(playback.getState().mode).toBe('following');
  });

  it('a space plays, and another pauses', () => {
    const { playback, press } = createPlayback(500);
    press(' ');
    expect(playback.getState().mode).toBe('playing');
    press(' ');
    expect(playback.getState()).toMatchObject({ mode: 'paused', step: 500 });
  });

  it('< and > go through the speeds, and end at their ends', () => {
    const { playback, press } = createPlayback(500);
    const speedsBy = (key: string): number[] =>
      Array.from({ length: 7 }, () => {
        press(key);
        return playback.getState().speed;
      });
    expect(speedsBy('>')).toEqual([2, 4, 8, 16, 16, 16, 16]);
    expect(speedsBy('<')).toEqual([8, 4, 2, 1, 0.5, 0.25, 0.25]);
  });

  it('goes to no step before the first, and to none after the newest', () => {
    const { playback, press } = createPlayback(100);
    press('ArrowLeft');
    press('PageDown');
    expect(playback.getState().step).toBe(100);
    for (let i = 0; i < 12; i += 1) press('PageUp');
    expect(playback.getState().step).toBe(1100);
  });

  it.each(['a', 'Tab', 'Enter', 'Escape', 'toString', 'F5'])('%s is left to the page', (key) => {
    const { playback, press } = createPlayback(500);
    const before = playback.getState();
    expect(press(key)).toBe(false);
    expect(playback.getState()).toBe(before);
  });
});
