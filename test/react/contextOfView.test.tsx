import { act, render, screen } from '@testing-library/react';
import { useLayoutEffect, useRef } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createRunStore, GradientDescentViz } from '../../src/index.js';

/** See `ContextRoom`: a view draws again once there has been room for so long. */
const ROOM_MS = 1000;

const lose = (canvas: HTMLCanvasElement): void => void canvas.dispatchEvent(new Event('webglcontextlost'));

interface CanvasProps {
  readonly gl: (defaults: object) => unknown;
}

/** jsdom draws nothing: of fiber's canvas there is the making of its context. */
vi.mock('@react-three/fiber', () => ({
  Canvas({ gl }: CanvasProps) {
    const canvas = useRef<HTMLCanvasElement>(null);
    useLayoutEffect(() => {
      gl({ canvas: canvas.current! });
    }, [gl]);
    return <canvas ref={canvas} />;
  },
}));
vi.mock('three', async (importOriginal) => ({
  ...(await importOriginal<object>()),
  WebGLRenderer: class {
    readonly domElement: HTMLCanvasElement;
    constructor({ canvas }: { readonly canvas: HTMLCanvasElement }) {
      this.domElement = canvas;
    }
    forceContextLoss(): void {}
  },
}));

class Observer {
  observe(): void {}
  disconnect(): void {}
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('ResizeObserver', Observer);
  vi.stubGlobal('WebGL2RenderingContext', vi.fn());
  const context = { getExtension: () => null };
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockImplementation((() => context) as () => never);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

it('draws a lost picture again where another view has left the page', () => {
  const store = createRunStore();
  const show = (keys: readonly string[]) =>
    keys.map((key) => <GradientDescentViz key={key} store={store} showTimeline={false} />);
  const { container, rerender } = render(<>{show(['lost', 'other'])}</>);
  const [canvas, other] = container.querySelectorAll('canvas');
  act(() => lose(canvas!));
  expect(screen.getByText(/^The picture was lost/)).toBeVisible();
  rerender(<>{show(['lost'])}</>);
  // Fiber ends the context of a canvas that has left.
  act(() => lose(other!));
  act(() => void vi.advanceTimersByTime(ROOM_MS - 1));
  expect(screen.getByText(/^The picture was lost/)).toBeVisible();
  act(() => void vi.advanceTimersByTime(1));
  expect(screen.queryByText(/^The picture was lost/)).toBeNull();
  expect(container.querySelectorAll('canvas')).toHaveLength(1);
  expect(container.querySelector('canvas')).not.toBe(canvas);
});
