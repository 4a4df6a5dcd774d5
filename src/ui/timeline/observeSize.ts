/** Calls back when an element's size has changed. @returns ends it; null where nothing reports a size, as in jsdom */
export function observeSize(element: HTMLElement, onChange: () => void): (() => void) | null {
  if (typeof ResizeObserver !== 'function') return null;
  try {
    const observer = new ResizeObserver(onChange);
    observer.observe(element);
    return () => observer.disconnect();
  } catch {
    // What a host's tests have in its place may observe nothing.
    return null;
  }
}
