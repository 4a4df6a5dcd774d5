import { renderHook } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { usePageReturn } from '../../../src/scene/path/usePageReturn.js';

function setVisibility(state: DocumentVisibilityState): void {
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(state);
  document.dispatchEvent(new Event('visibilitychange'));
}

afterEach(() => {
  vi.restoreAllMocks();
});

it('says that the page is back, asks for a frame then, and for none as it is hidden', () => {
  const onReturn = vi.fn();
  const { result } = renderHook(() => usePageReturn(onReturn));
  setVisibility('hidden');
  expect(result.current.current).toBe(false);
  expect(onReturn).not.toHaveBeenCalled();
  setVisibility('visible');
  expect(result.current.current).toBe(true);
  expect(onReturn).toHaveBeenCalledOnce();
});

it('listens no longer once it is gone', () => {
  const onReturn = vi.fn();
  const { unmount } = renderHook(() => usePageReturn(onReturn));
  unmount();
  setVisibility('visible');
  expect(onReturn).not.toHaveBeenCalled();
});
