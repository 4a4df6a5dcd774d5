import { render, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { commands, userEvent } from 'vitest/browser';
import { GradientDescentViz, type GradientDescentVizProps } from '../../src/index.js';
import '../../src/ui/styles.css';
import { untilDrawnAndStill, untilStill } from './frames.js';
import { takePixels } from './pixels.js';

afterEach(() => commands.emulateMedia({}));

const BOWL = { kind: 'bowl', params: { a: 0.4, b: 0.6 } };
/** A loss that falls evenly from 10 to 0. */
const LINE = Array.from({ length: 101 }, (_, step) => 10 - step / 10);
const PATH = { x: LINE.map((loss) => loss / 20), y: LINE.map(() => 0.1) };

async function mount(props: Partial<GradientDescentVizProps> = {}, [width, height] = [640, 480]) {
  const plain = {
    surface: BOWL,
    path: { ...PATH, loss: LINE },
    theme: 'light',
    ...props,
  } as GradientDescentVizProps;
  const view = render(
    <div style={{ width, height }}>
      <GradientDescentViz {...plain} />
    </div>,
  );
  await untilDrawnAndStill();
  return view;
}

const one = <E extends HTMLElement>(selector: string): E => document.querySelector<E>(selector)!;
const slider = (): HTMLInputElement => one('.gdv-strip-slider');

/** What was drawn on the strip's own canvas: how near to a colour each of its pixels is. */
function readCanvas() {
  const canvas = one<HTMLCanvasElement>('.gdv-strip-canvas');
  const { data, width, height } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
  const ratio = canvas.width / canvas.clientWidth;
  const isBlue = (x: number, y: number): boolean => {
    const at = 4 * (y * width + x);
    return data[at + 3]! > 120 && data[at + 2]! - data[at]! > 100;
  };
  return {
    /** Middle of what is drawn in the colour of the curve in the column under a place, in CSS pixels. */
    curveAt(xPx: number): number {
      const x = Math.round(xPx * ratio);
      const rows = Array.from({ length: height }, (_, y) => y).filter((y) => isBlue(x, y));
      return (rows[0]! + rows.at(-1)! + 1) / 2 / ratio;
    },
  };
}

/** Where the plot is, by the slider over it: half a thumb is beyond either edge. */
function plotBox() {
  const { left, width } = slider().getBoundingClientRect();
  const strip = one('.gdv-strip').getBoundingClientRect();
  return { left: left - strip.left + 8, width: width - 16, top: 8, height: strip.height - 14 };
}

describe('the strip', () => {
  it('draws an even fall as the straight line that it is', async () => {
    await mount({}, [800, 480]);
    // Without smoothing the line is the losses.
    const smoothing = one<HTMLInputElement>('.gdv-smoothing-slider');
    await userEvent.fill(smoothing, '0');
    await untilStill();
    const box = plotBox();
    const canvas = readCanvas();
    for (const share of [0.1, 0.25, 0.5, 0.75, 0.9]) {
      const expected = box.top + share * box.height;
      expect(Math.abs(canvas.curveAt(box.left + share * box.width) - expected), `at ${share}`).toBeLessThan(
        1.2,
      );
    }
  });

  it('has the playhead over the step that it stands at', async () => {
    await mount({ playback: { mode: 'paused', step: 25 } });
    const box = plotBox();
    const pixels = await takePixels(one('.gdv-strip'));
    const x = (box.left + 0.25 * box.width) * (pixels.widthPx / one('.gdv-strip').clientWidth);
    // The thumb's line, dark from top to bottom.
    for (const share of [0.05, 0.6, 0.95]) {
      const [red, green, blue] = pixels.at(Math.round(x), Math.round(share * pixels.heightPx));
      expect(Math.max(red, green, blue), `at ${share}`).toBeLessThan(80);
    }
  });

  it('draws no curve for a scrub', async () => {
    await mount();
    const stroke = vi.spyOn(CanvasRenderingContext2D.prototype, 'stroke');
    onTestFinished(() => stroke.mockRestore());
    slider().focus();
    for (let i = 0; i < 10; i += 1) await userEvent.keyboard('{ArrowLeft}');
    await untilStill();
    expect(slider().valueAsNumber).toBe(90);
    expect(stroke).not.toHaveBeenCalled();
  });

  it('shows fewer steps by the wheel with Ctrl, around the pointer, and all again by a button', async () => {
    await mount();
    const box = plotBox();
    const strip = one('.gdv-strip');
    const { left } = strip.getBoundingClientRect();
    const turn = (init: WheelEventInit): boolean =>
      strip.dispatchEvent(
        new WheelEvent('wheel', {
          bubbles: true,
          cancelable: true,
          clientX: left + box.left + box.width / 2,
          ...init,
        }),
      );
    expect(turn({ deltaY: -240 })).toBe(true);
    expect(turn({ deltaY: -240, ctrlKey: true })).toBe(false);
    await waitFor(() => expect([slider().min, slider().max]).toEqual(['25', '75']));
    one('button[aria-label="All steps"]').click();
    await waitFor(() => expect([slider().min, slider().max]).toEqual(['0', '100']));
  });

  it('has the colours of another theme as soon as it has come', async () => {
    const { rerender } = await mount();
    const corner = (): string => {
      const canvas = one<HTMLCanvasElement>('.gdv-strip-canvas');
      const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
      const counts = new Map<string, number>();
      for (let at = 0; at < data.length; at += 4) {
        if (data[at + 3]! < 250) continue;
        const color = data.slice(at, at + 3).join();
        counts.set(color, (counts.get(color) ?? 0) + 1);
      }
      return [...counts].sort((a, b) => b[1] - a[1])[0]![0];
    };
    expect(corner()).toBe('11,98,214');
    rerender(
      <div style={{ width: 640, height: 480 }}>
        <GradientDescentViz surface={BOWL} path={{ ...PATH, loss: LINE }} theme="dark" />
      </div>,
    );
    await waitFor(() => expect(corner()).toBe('125,180,255'));
  });
});

describe('where there is no room for it', () => {
  it.each([
    [640, 419, false],
    [640, 420, true],
    [279, 500, false],
    [280, 500, true],
  ])('a view of %i × %i has a timeline: %s', async (width, height, isThere) => {
    await mount({}, [width, height]);
    expect(one('.gdv-timeline').offsetHeight > 0).toBe(isThere);
    expect(one('.gdv-stage').offsetHeight + one('.gdv-timeline').offsetHeight).toBe(height);
  });

  it.each([300, 390, 640, 1280])(
    'at a width of %i px no control covers another, and none is cut',
    async (width) => {
      await mount({ playback: { mode: 'paused', step: 25 } }, [width, 500]);
      const frame = one('.gdv-timeline').getBoundingClientRect();
      const boxes = [...document.querySelectorAll('.gdv-timeline-row :is(button, select, input)')]
        .map((element) => element.getBoundingClientRect())
        .filter((box) => box.width > 0 && box.top > frame.bottom - 45)
        .sort((a, b) => a.left - b.left);
      expect(boxes.length).toBeGreaterThan(5);
      boxes.forEach((box, i) => {
        expect(box.left).toBeGreaterThanOrEqual(i === 0 ? frame.left : boxes[i - 1]!.right - 0.5);
        expect(box.right).toBeLessThanOrEqual(frame.right);
      });
    },
  );
});

describe('forced colours', () => {
  it.each(['light', 'dark'] as const)(
    'leave playhead, curve and ticks to be seen, %s',
    async (colorScheme) => {
      await commands.emulateMedia({ forcedColors: 'active', colorScheme });
      await mount({ playback: { mode: 'paused', step: 60 } });
      const box = plotBox();
      const pixels = await takePixels(one('.gdv-strip'));
      const ratio = pixels.widthPx / one('.gdv-strip').clientWidth;
      const at = (x: number, y: number): string =>
        pixels.at(Math.round(x * ratio), Math.round(y * ratio)).join();
      const ground = at(box.left + 0.3 * box.width, box.top + 0.9 * box.height);
      const playhead = at(box.left + 0.6 * box.width, box.top + 0.1 * box.height);
      expect(playhead).not.toBe(ground);
      const column = Array.from({ length: 40 }, (_, i) =>
        at(box.left + 0.5 * box.width, box.top + (0.2 + i / 60) * box.height),
      );
      expect(new Set(column).size).toBeGreaterThan(1);
    },
  );
});

it('a finger drags the playhead sideways, and scrolls the page up and down', async () => {
  await mount();
  expect(getComputedStyle(slider()).touchAction).toBe('pan-y');
});

it('stands under the picture from left to right in a page that runs from right to left', async () => {
  document.documentElement.dir = 'rtl';
  onTestFinished(() => document.documentElement.removeAttribute('dir'));
  await mount({ playback: { mode: 'paused', step: 10 } });
  expect(getComputedStyle(slider()).direction).toBe('ltr');
  const [first] = document.querySelectorAll('.gdv-timeline-row button');
  expect(first).toHaveAttribute('aria-label', 'One step back');
  expect(first!.getBoundingClientRect().left).toBeLessThan(one('.gdv-live').getBoundingClientRect().left);
});
