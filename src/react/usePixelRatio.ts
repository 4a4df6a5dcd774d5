import { useMemo, useSyncExternalStore } from 'react';
import { findMediaQuery, type MediaQuery } from './useMediaQuery.js';

/**
 * Device pixels for a CSS pixel of an element: those of the screen and of the browser's zoom, times the CSS `zoom` of
 * the element and of all around it. Transforms count for nothing: they come and go. 1 on a server.
 * @param element - whose pixels are meant; null before it is there
 */
export function usePixelRatio(element: HTMLElement | null): number {
  const source = useMemo(() => createSource(element), [element]);
  return useSyncExternalStore(source.subscribe, source.getSnapshot, () => 1);
}

function createSource(element: HTMLElement | null) {
  // Not known to every browser; there a zoomed page is drawn as one that is not.
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

/** A zoom may leave an element as large as it was in CSS pixels or in those of the screen, and is then seen by the other. */
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

/** A query for the very resolution that there is no longer matches once there is another. */
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
    // What was read now may hold a zoom that is taken back before any observer has seen it.
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(onChange);
  };
  watch();
  // The browser's own zoom.
  window.addEventListener('resize', renew);
  return () => {
    cancelAnimationFrame(frame);
    window.removeEventListener('resize', renew);
    query?.removeEventListener?.('change', renew);
  };
}
