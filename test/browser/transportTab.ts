import { onTestFinished, vi } from 'vitest';

/** Says of the tab that it is hidden or seen, by the events that a browser sends. */
function setVisibility(state: DocumentVisibilityState): void {
  Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
  document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
}

/** Hides the tab, lets so much time of the wall clock pass in no time, and shows it again. */
export function hideTabFor(hiddenMs: number): void {
  onTestFinished(() => void Reflect.deleteProperty(document, 'visibilityState'));
  setVisibility('hidden');
  const wallClock = vi.spyOn(Date, 'now').mockReturnValue(Date.now() + hiddenMs);
  setVisibility('visible');
  wallClock.mockRestore();
}
