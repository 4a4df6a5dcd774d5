import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { ContextRoom, type HeldContext } from '../../../src/scene/stage/contextRoom.js';

/** A browser that keeps some contexts, takes back the oldest, and gives none back by itself. */
class Browser {
  readonly room = new ContextRoom();
  private readonly live: View[] = [];
  /** Canvases made so far. */
  made = 0;

  constructor(readonly most: number) {}

  make(view: View): void {
    this.made += 1;
    this.live.push(view);
    const oldest = this.live.length > this.most ? this.live.shift() : undefined;
    if (oldest !== undefined)
      queueMicrotask(() => oldest.canvas.dispatchEvent(new Event('webglcontextlost')));
  }

  end(view: View): void {
    const i = this.live.indexOf(view);
    if (i < 0) return;
    this.live.splice(i, 1);
    queueMicrotask(() => view.canvas.dispatchEvent(new Event('webglcontextlost')));
  }
}

/** A view of the page, as the component has it. */
class View {
  canvas = new EventTarget();
  private context!: HeldContext;
  private leave: (() => void) | null = null;

  constructor(private readonly browser: Browser) {
    this.draw();
  }

  get isLost(): boolean {
    return this.context.isLost;
  }

  readonly draw = (): void => {
    this.leave?.();
    this.leave = null;
    this.canvas = new EventTarget();
    this.context = this.browser.room.add(this.canvas, () => {
      if (this.context.isLost) this.leave = this.browser.room.wait(this.draw);
      else this.leave?.();
    });
    this.browser.make(this);
  };

  unmount(): void {
    this.context.isInUse = false;
    this.leave?.();
    this.browser.end(this);
  }
}

function showTab(): void {
  document.dispatchEvent(new Event('visibilitychange'));
}

async function mount(browser: Browser, count: number): Promise<View[]> {
  const views: View[] = [];
  onTestFinished(() => views.forEach((view) => view.unmount()));
  for (let i = 0; i < count; i++) {
    views.push(new View(browser));
    await vi.advanceTimersByTimeAsync(10);
  }
  return views;
}

const lost = (views: readonly View[]): number[] => views.flatMap((view, i) => (view.isLost ? [i] : []));

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('views that share what contexts a browser keeps', () => {
  it.each([1, 2, 8, 16])('beyond %i take none from each other, whatever time goes by', async (most) => {
    const browser = new Browser(most);
    const views = await mount(browser, most + 3);
    expect(lost(views)).toEqual([0, 1, 2]);
    for (let i = 0; i < 20; i++) {
      showTab();
      await vi.advanceTimersByTimeAsync(60_000);
    }
    expect(lost(views)).toEqual([0, 1, 2]);
    expect(browser.made).toBe(most + 3);
  });

  it('draw again, the first that was lost first, as many as there is room for', async () => {
    const browser = new Browser(4);
    const views = await mount(browser, 7);
    views[5]!.unmount();
    views[6]!.unmount();
    await vi.advanceTimersByTimeAsync(5000);
    expect(lost(views.slice(0, 5))).toEqual([2]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(browser.made).toBe(9);
  });

  it('make nothing anew where the browser gives a context back by itself', async () => {
    const browser = new Browser(4);
    const views = await mount(browser, 6);
    views[5]!.unmount();
    await vi.advanceTimersByTimeAsync(100);
    views[0]!.canvas.dispatchEvent(new Event('webglcontextrestored'));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(browser.made).toBe(6);
    expect(lost(views.slice(0, 5))).toEqual([1]);
  });

  it('one that draws again by hand takes one from another, which then waits', async () => {
    const browser = new Browser(4);
    const views = await mount(browser, 5);
    expect(lost(views)).toEqual([0]);
    views[0]!.draw();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(lost(views)).toEqual([1]);
    expect(browser.made).toBe(6);
  });

  it('all draw again when a tab is seen whose contexts the browser took back while it was hidden', async () => {
    const browser = new Browser(16);
    const views = await mount(browser, 5);
    for (const view of views) browser.end(view);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(lost(views)).toHaveLength(5);
    showTab();
    await vi.advanceTimersByTimeAsync(5000);
    expect(lost(views)).toEqual([]);
  });

  it('leave no timer and no listener once they are gone', async () => {
    const added = vi.spyOn(document, 'addEventListener');
    const removed = vi.spyOn(document, 'removeEventListener');
    const browser = new Browser(2);
    const views = await mount(browser, 5);
    showTab();
    for (const view of views) view.unmount();
    await vi.advanceTimersByTimeAsync(100);
    expect(vi.getTimerCount()).toBe(0);
    expect(added.mock.calls.length).toBe(removed.mock.calls.length);
  });
});
