import { render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { GradientDescentViz as Component } from '../../src/index.js';
import { readLog } from '../fixtures/readLog.js';

const EVENTS = readLog('real-iris');

let Viz: typeof Component;
beforeEach(async () => {
  // Whether there is WebGL 2 is asked once for a page.
  vi.resetModules();
  ({ GradientDescentViz: Viz } = await import('../../src/index.js'));
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

function expectFigures(): void {
  render(<Viz events={EVENTS} />);
  expect(screen.getByText('run_c6fdc8ab')).toBeVisible();
  expect(screen.getByText('Converged')).toBeVisible();
  expect(screen.getByText(/does not draw WebGL 2/)).toBeVisible();
}

it('shows its figures in a jsdom that nobody added anything to, and leaves its console alone', () => {
  const loud = vi.spyOn(console, 'error');
  expectFigures();
  expect(loud).not.toHaveBeenCalled();
});

it('does not warn of a missing style sheet or height where there is no layout, however long', () => {
  vi.useFakeTimers();
  const warn = vi.spyOn(console, 'warn');
  render(<Viz events={EVENTS} />);
  vi.advanceTimersByTime(60_000);
  vi.useRealTimers();
  expect(warn).not.toHaveBeenCalled();
});

describe('what hosts put in the place of what jsdom lacks', () => {
  it.each<[string, unknown]>([
    ['undefined', undefined],
    ['null', null],
    ['no function', {}],
    ['a mock that returns nothing', vi.fn()],
    ['a mock that returns null', () => null],
    ['an empty object', () => ({})],
    ['no more than matches', () => ({ matches: false })],
    ['only the old listeners', () => ({ matches: false, addListener: vi.fn(), removeListener: vi.fn() })],
    [
      'no list, since it throws',
      () => {
        throw new TypeError('matchMedia is not implemented');
      },
    ],
    ['a list that cannot be left', () => ({ matches: false, addEventListener: vi.fn() })],
  ])('shows its figures with a matchMedia that is, or answers, %s', (_, matchMedia) => {
    vi.stubGlobal('matchMedia', matchMedia);
    expectFigures();
  });

  it('follows a matchMedia that is whole, and leaves it', () => {
    const list = Object.assign(new EventTarget(), { matches: true });
    const added = vi.spyOn(list, 'addEventListener');
    const removed = vi.spyOn(list, 'removeEventListener');
    vi.stubGlobal('matchMedia', () => list);
    const { unmount } = render(<Viz events={EVENTS} />);
    expect(added).toHaveBeenCalled();
    unmount();
    expect(removed).toHaveBeenCalledTimes(added.mock.calls.length);
  });

  it.each<[string, () => unknown]>([
    ['gives none', () => null],
    ['gives undefined', () => undefined],
    [
      'throws',
      () => {
        throw new Error('Not implemented');
      },
    ],
    ['gives a context whose extensions are empty', () => ({ getExtension: () => ({}) })],
  ])('shows its figures where WebGL 2 has a name, and a canvas %s', (_, getContext) => {
    vi.stubGlobal('WebGL2RenderingContext', vi.fn());
    vi.stubGlobal('ResizeObserver', vi.fn());
    vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockImplementation(getContext as () => never);
    expectFigures();
  });

  it.each([undefined, null, {}])(
    'shows its figures with WebGL 2 where the ResizeObserver is %s',
    (observer) => {
      vi.stubGlobal('WebGL2RenderingContext', vi.fn());
      vi.stubGlobal('ResizeObserver', observer);
      const context = { getExtension: () => null };
      vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockImplementation((() => context) as () => never);
      expectFigures();
    },
  );
});
