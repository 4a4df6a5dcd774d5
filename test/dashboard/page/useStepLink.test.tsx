import { act, renderHook } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { formatStep, parseStep, useStepLink } from '../../../src/dashboard/page/useStepLink.js';

describe('a link to a step', () => {
  it.each([
    ['#step=400', { mode: 'paused', step: 400 }],
    ['#step=0', { mode: 'paused', step: 0 }],
    ['', { mode: 'following' }],
    ['#step=', { mode: 'following' }],
    ['#step=-1', { mode: 'following' }],
    ['#step=Infinity', { mode: 'following' }],
    ['#top', { mode: 'following' }],
  ])('%j is %j', (fragment, playback) => expect(parseStep(fragment)).toEqual(playback));

  it('names a step only where the playback stands', () => {
    expect(formatStep({ mode: 'paused', step: 12.4 })).toBe('#step=12');
    expect(formatStep({ mode: 'playing', step: 12 })).toBe('');
    expect(formatStep({ mode: 'following' })).toBe('');
  });
});

describe('useStepLink', () => {
  beforeEach(() => history.replaceState(null, '', '/?log=one#step=7'));

  it('begins where the address is, and keeps the address at its step', () => {
    const { result } = renderHook(useStepLink);
    expect(result.current[0]).toEqual({ mode: 'paused', step: 7 });
    act(() => result.current[1]({ mode: 'paused', step: 9, speed: 1, isLooping: false }));
    expect(location.href).toMatch(/\/\?log=one#step=9$/);
    act(() => result.current[1]({ mode: 'following', step: null, speed: 1, isLooping: false }));
    expect(location.href).toMatch(/\/\?log=one$/);
    expect(result.current[0].mode).toBe('following');
  });

  it('goes where the viewer has the address go', () => {
    const { result, unmount } = renderHook(useStepLink);
    history.replaceState(null, '', '#step=3');
    act(() => void window.dispatchEvent(new HashChangeEvent('hashchange')));
    expect(result.current[0]).toEqual({ mode: 'paused', step: 3 });
    unmount();
  });
});
