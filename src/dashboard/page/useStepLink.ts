import type { PlaybackSetting } from 'gradient-descent-viz';
import { useEffect, useState } from 'react';

const FOLLOWING: PlaybackSetting = { mode: 'following' };

/** The playback that a page's fragment asks for: `#step=400` stands at that step, anything else follows. */
export function parseStep(fragment: string): PlaybackSetting {
  const text = new URLSearchParams(fragment.replace(/^#/, '')).get('step');
  const step = text === null || text.trim() === '' ? Number.NaN : Number(text);
  return Number.isFinite(step) && step >= 0 ? { mode: 'paused', step } : FOLLOWING;
}

/** The fragment that links to where a playback stands; empty where it goes on. */
export function formatStep({ mode, step }: PlaybackSetting): string {
  return mode === 'paused' && step != null ? `#step=${Math.round(step)}` : '';
}

/**
 * The playback of the page's pictures, all of them at one step, and what changes it. Where it stands is in the page's
 * address, so that a link leads there.
 */
export function useStepLink(): [playback: PlaybackSetting, onChange: (playback: PlaybackSetting) => void] {
  const [playback, setPlayback] = useState(() => parseStep(location.hash));
  useEffect(() => {
    const follow = (): void => setPlayback(parseStep(location.hash));
    window.addEventListener('hashchange', follow);
    return () => window.removeEventListener('hashchange', follow);
  }, []);
  const change = (next: PlaybackSetting): void => {
    setPlayback(next);
    const { pathname, search } = location;
    history.replaceState(null, '', `${pathname}${search}${formatStep(next)}`);
  };
  return [playback, change];
}
