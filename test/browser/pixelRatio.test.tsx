import { render, waitFor } from '@testing-library/react';
import type { ReactElement } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import { GradientDescentViz } from '../../src/index.js';
import '../../src/ui/styles.css';
import irisLog from '../fixtures/logs/real-iris.ndjson?raw';
import { untilDrawnAndStill, untilStill } from './frames.js';

const LINES = irisLog.split('\n').filter((line) => line !== '');
const WIDTH = 300;
const HEIGHT = 200;

const queries = new Set<EventTarget>();
const { matchMedia } = window;
/** Queries for a resolution, as a browser has them: Chromium's emulation of another screen changes no query in a frame. */
window.matchMedia = (query) => {
  const list = matchMedia.call(window, query);
  if (!query.includes('resolution')) return list;
  const target = new EventTarget();
  queries.add(target);
  return Object.assign(target, { matches: true, media: query }) as MediaQueryList;
};
const original = Object.getOwnPropertyDescriptor(window, 'devicePixelRatio')!;

/** What another screen, or the browser's zoom, has in the place of this one: device pixels for a CSS pixel. */
function setDevicePixelRatio(ratio: number): void {
  Object.defineProperty(window, 'devicePixelRatio', { configurable: true, value: ratio });
  const before = [...queries];
  queries.clear();
  for (const query of before) query.dispatchEvent(new Event('change'));
}

afterEach(() => {
  Object.defineProperty(window, 'devicePixelRatio', original);
  queries.clear();
});

const createSized = (props: object): ReactElement => (
  <div style={{ width: WIDTH, height: HEIGHT }}>
    <GradientDescentViz events={LINES} {...props} />
  </div>
);

async function mount(props: object = {}): Promise<HTMLElement> {
  const { container } = render(createSized(props));
  await untilDrawnAndStill();
  return container.firstElementChild as HTMLElement;
}

/** Device pixels that are drawn for a CSS pixel of the picture, across and down. */
function ratios(frame: HTMLElement): [number, number] {
  const { width, height } = frame.querySelector('canvas')!;
  return [width / WIDTH, height / HEIGHT];
}

async function expectRatio(frame: HTMLElement, ratio: number): Promise<void> {
  await waitFor(() => expect(ratios(frame)).toEqual([ratio, ratio]));
}

describe('the drawing buffer follows the pixels of the screen', () => {
  it('where another screen has more of them and nothing is resized, up to two for a CSS pixel', async () => {
    const frame = await mount();
    for (const [ratio, drawn] of [
      [1, 1],
      [2, 2],
      [1.5, 1.5],
      [3, 2],
      [1, 1],
      [0.5, 1],
    ] as const) {
      setDevicePixelRatio(ratio);
      await expectRatio(frame, drawn);
    }
  });

  it('where an ancestor is zoomed, in steps, and back', async () => {
    const frame = await mount();
    const outer = frame.parentElement!;
    for (const [zoom, drawn] of [
      ['1.5', 1.5],
      ['200%', 2],
      ['3', 2],
      ['1.25', 1.25],
      ['', 1],
      ['0.5', 1],
    ] as const) {
      outer.style.zoom = zoom;
      await expectRatio(frame, drawn);
    }
    outer.style.zoom = '';
  });

  it('where an ancestor is zoomed whose width is that of the page: the frame has as many of them as before', async () => {
    const frame = await mount();
    const outer = frame.parentElement!;
    outer.style.zoom = '2';
    frame.style.width = `${WIDTH / 2}px`;
    frame.style.height = `${HEIGHT / 2}px`;
    // Half the CSS pixels, and twice as many for each.
    await untilStill();
    await expectRatio(frame, 1);
    outer.style.zoom = '';
  });

  it('where both come together, the frame itself is zoomed, or it comes into a zoomed page', async () => {
    const frame = await mount();
    frame.style.zoom = '1.25';
    setDevicePixelRatio(1.25);
    // 1.5625, in whole pixels.
    await waitFor(() => expect(ratios(frame)[0]).toBeCloseTo(1.5625, 1));
    frame.style.zoom = '';
    await expectRatio(frame, 1.25);
    document.body.style.zoom = '1.5';
    setDevicePixelRatio(1);
    const later = await mount();
    await expectRatio(later, 1.5);
    document.body.style.zoom = '';
    await expectRatio(later, 1);
  });

  it('and no transform: one on its way from nothing has all its pixels', async () => {
    const { container } = render(
      <div style={{ width: WIDTH, height: HEIGHT, transform: 'scale(0)' }}>
        <GradientDescentViz events={LINES} />
      </div>,
    );
    await untilDrawnAndStill();
    const frame = container.firstElementChild as HTMLElement;
    await expectRatio(frame, 1);
    frame.style.transform = 'scale(2)';
    await untilStill();
    await expectRatio(frame, 1);
  });

  it('up to what the host says', async () => {
    const frame = await mount({ maxPixelRatio: 1 });
    setDevicePixelRatio(2);
    await untilStill();
    await expectRatio(frame, 1);
  });

  it('up to more than two where the host says so', async () => {
    const frame = await mount({ maxPixelRatio: 3 });
    setDevicePixelRatio(3);
    await expectRatio(frame, 3);
  });
});

describe('quality', () => {
  it('low has one device pixel for a CSS pixel, whatever the screen has and the host asks for', async () => {
    setDevicePixelRatio(2);
    await expectRatio(await mount({ quality: 'low', maxPixelRatio: 3 }), 1);
  });

  it('changes at run time without another canvas', async () => {
    setDevicePixelRatio(2);
    const view = render(createSized({ quality: 'high' }));
    await untilDrawnAndStill();
    const frame = view.container.querySelector<HTMLElement>('.gdv')!;
    const canvas = frame.querySelector('canvas')!;
    await expectRatio(frame, 2);
    for (const [quality, ratio] of [
      ['low', 1],
      ['auto', 2],
      ['low', 1],
      ['high', 2],
    ] as const) {
      view.rerender(createSized({ quality }));
      await expectRatio(frame, ratio);
      expect(frame.querySelector('canvas')).toBe(canvas);
      expect(canvas.getContext('webgl2')!.isContextLost()).toBe(false);
    }
  });
});
