import { act, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { usePixelRatio } from '../../src/react/usePixelRatio.js';

beforeEach(() => vi.stubGlobal('devicePixelRatio', 1.5));
afterEach(() => vi.unstubAllGlobals());

/** An element of a browser that knows the zoom of one. */
const createZoomed = (currentCSSZoom: number): HTMLElement =>
  Object.assign(document.createElement('div'), { currentCSSZoom });

const pixelRatioOf = (element: HTMLElement | null): number =>
  renderHook(() => usePixelRatio(element)).result.current;

describe('usePixelRatio', () => {
  it("is the screen's before there is an element, and in a browser that says no element's zoom", () => {
    expect(pixelRatioOf(null)).toBe(1.5);
    expect(pixelRatioOf(document.createElement('div'))).toBe(1.5);
  });

  it("is the screen's times the element's zoom", () => {
    expect(pixelRatioOf(createZoomed(2))).toBe(3);
    expect(pixelRatioOf(createZoomed(0.5))).toBe(0.75);
  });

  it('does without an observer of sizes, and follows the screen all the same', () => {
    vi.stubGlobal('ResizeObserver', undefined);
    const { result } = renderHook(() => usePixelRatio(document.body));
    expect(result.current).toBe(1.5);
    vi.stubGlobal('devicePixelRatio', 2);
    act(() => void window.dispatchEvent(new Event('resize')));
    expect(result.current).toBe(2);
  });

  it('follows the zoom as the size of the element, in either pixels, says that it changed', () => {
    const observers: { readonly notify: () => void; box?: string; isConnected: boolean }[] = [];
    class Observer {
      private readonly seen;
      constructor(notify: () => void) {
        this.seen = { notify, isConnected: true } as (typeof observers)[number];
        observers.push(this.seen);
      }
      observe(_: Element, { box }: { readonly box: string }): void {
        this.seen.box = box;
      }
      disconnect(): void {
        this.seen.isConnected = false;
      }
    }
    vi.stubGlobal('ResizeObserver', Observer);
    const element = createZoomed(1);
    const { result, unmount } = renderHook(() => usePixelRatio(element));
    for (const [i, { notify }] of [...observers].entries()) {
      Object.assign(element, { currentCSSZoom: 2 + i });
      act(notify);
      expect(result.current).toBe(1.5 * (2 + i));
    }
    expect(observers.map(({ box }) => box)).toEqual(['content-box', 'device-pixel-content-box']);
    unmount();
    expect(observers.some(({ isConnected }) => isConnected)).toBe(false);
  });
});
