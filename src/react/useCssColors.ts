import { useLayoutEffect, useState, useSyncExternalStore } from 'react';
import { readCssColors, type FoundColors } from './cssColors.js';

/**
 * The colours of the scene that CSS variables have on an element, followed: where the element, or what is said of it, is another, and where an
 * attribute of the page's `<html>` or `<body>` changes, by which pages switch to dark. No observer sees a rule that is
 * added, or a class between the page and the element.
 * @param element - whose colours are meant; null where none are needed
 * @param key - another text where something that the component itself knows may have changed the variables
 */
export function useCssColors(element: HTMLElement | null, key: string): FoundColors {
  const [colors] = useState(() => new CssColors());
  useLayoutEffect(() => colors.watch(element), [colors, element]);
  useLayoutEffect(() => colors.renew(), [colors, key]);
  return useSyncExternalStore(colors.subscribe, colors.getState, colors.getState);
}

/** The colours of one element, as long as it is watched. */
class CssColors {
  private readonly listeners = new Set<() => void>();
  private element: HTMLElement | null = null;
  private state: FoundColors = {};

  /** The same object until a colour changes. */
  readonly getState = (): FoundColors => this.state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  watch(element: HTMLElement | null): () => void {
    this.element = element;
    this.renew();
    const unwatch = element === null ? null : watchPage(element.ownerDocument, () => this.renew());
    return () => {
      unwatch?.();
      this.element = null;
    };
  }

  renew(): void {
    if (this.element === null) return;
    const found = readCssColors(this.element);
    if (JSON.stringify(found) === JSON.stringify(this.state)) return;
    this.state = found;
    for (const listener of this.listeners) listener();
  }
}

/** A page may move something by `style` on `<html>` with every frame: that attribute alone is passed over. */
function watchPage(page: Document, onChange: () => void): () => void {
  const observer = new MutationObserver((records) => {
    if (records.some(({ attributeName }) => attributeName !== 'style')) onChange();
  });
  for (const element of [page.documentElement, page.body]) observer.observe(element, { attributes: true });
  return () => observer.disconnect();
}
