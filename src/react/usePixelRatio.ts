import { useMemo, useSyncExternalStore } from 'react';
import { findMediaQuery, type MediaQuery } from './useMediaQuery.js';

/**
 * Device pixels for a CSS pixel of an element: the ratio of screen and browser zoom, times the CSS `zoom` of the element and
 * its ancestors. Transforms do not count, since they are often transient. 1 on a server.
 * @param element - null before it is mounted
 */
export function usePixelRatio(element: HTMLElement | null): number {
  const source = useMemo(() => createSource(element), [element]);
  return useSyncExternalStore(source.subscribe, source.getSnapshot, () => 1);
}

function createSource(element: HTMLElement | null) {
  // Browsers without `currentCSSZoom` draw a zoomed page as one that is not.
  const zoomOf = (): number => (element !== null && 'currentCSSZoom' in element ? element.currentCSSZoom : 1);
  return {
    getSnapshot: (): number => devicePixelRatio * zoomOf(),
    subscribe: (onChange: () => void): (() => void) => {
      const unobserve = element === null ? null : observePixels(element, onChange);
      const unwatch = watchScreen(onChange);
      return () => {
        unobserve?.();
        unwatch();
      };
    },
  };
}

/** Observes both sizes of an element, since a zoom may leave it as large as it was in CSS pixels or in device pixels. */
function observePixels(element: HTMLElement, onChange: () => void): (() => void) | null {
  if (typeof ResizeObserver !== 'function') return null;
  const observers = (['content-box', 'device-pixel-content-box'] as const).map((box) => {
    const observer = new ResizeObserver(onChange);
    try {
      observer.observe(element, { box });
    } catch {
      // Safari has no device-pixel-content-box.
    }
    return observer;
  });
  return () => observers.forEach((observer) => observer.disconnect());
}

/** Watches a media query for the present resolution, which no longer matches once that changes. */
function watchScreen(onChange: () => void): () => void {
  let query: MediaQuery | null | undefined;
  let frame = 0;
  const watch = (): void => {
    query?.removeEventListener?.('change', renew);
    query = findMediaQuery(`(resolution: ${devicePixelRatio}dppx)`);
    query?.addEventListener?.('change', renew);
  };
  const renew = (): void => {
    watch();
    onChange();
    // Read again in the next frame: a zoom may be undone before any observer has seen it.
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(onChange);
  };
  watch();
  // The browser's own zoom resizes the window.
  window.addEventListener('resize', renew);
  return () => {
    cancelAnimationFrame(frame);
    window.removeEventListener('resize', renew);
    query?.removeEventListener?.('change', renew);
  };
}
