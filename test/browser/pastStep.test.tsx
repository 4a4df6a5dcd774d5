import { render } from '@testing-library/react';
import { createRef } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { GradientDescentViz, type CameraPose, type GradientDescentVizHandle } from '../../src/index.js';
import type { GradientDescentVizProps } from '../../src/index.js';
import '../../src/ui/styles.css';
import { itOnce } from '../support/testLength.js';
import { nextFrames, untilDrawnAndStill } from './frames.js';
import { takePixels, type Pixels } from './pixels.js';
import { recordUploads } from './uploads.js';

const SIZE = { width: 640, height: 400 };
/** The marker's colour, #ff3d2e. */
const MARKER = '255,61,46';
/** The dot in the marker of a run that has ended without a reason, #141a26. */
const ENDED = '20,26,38';
const BOWL = { kind: 'bowl', params: { a: 0.3, b: 0.2 }, domainHalf: 3, zScale: 0.1 };
/** Along the edge of a square, so that no part of it is near another. */
const PATH = [
  ...Array.from({ length: 20 }, (_, i) => ({ x: -0.7 + 0.07 * i, y: -0.6 })),
  ...Array.from({ length: 20 }, (_, i) => ({ x: 0.7, y: -0.6 + 0.06 * i })),
];
const LAST = PATH.length - 1;
/** From above, so that nothing of the bowl is hidden. */
const ABOVE: CameraPose = { position: [0, 5, 0.01], target: [0, 0, 0] };

async function mount(props: Partial<GradientDescentVizProps> = {}) {
  const ref = createRef<GradientDescentVizHandle>();
  const all = { surface: BOWL, path: PATH, theme: 'light', defaultCamera: ABOVE, chrome: 'full', ...props };
  const { container } = render(
    <div style={SIZE}>
      <GradientDescentViz stepTicks={false} {...(all as GradientDescentVizProps)} ref={ref} />
    </div>,
  );
  await untilDrawnAndStill();
  const element = container.querySelector<HTMLElement>('.gdv')!;
  const viz = ref.current!;
  /** The colours where a step is, after an action. */
  const look = async (): Promise<(step: number) => readonly number[]> => {
    const pixels: Pixels = await takePixels(element);
    return (step) => {
      const [before, after] = [
        viz.getScreenPosition(Math.floor(step))!,
        viz.getScreenPosition(Math.ceil(step))!,
      ];
      return pixels.at((before.x + after.x) / 2, (before.y + after.y) / 2);
    };
  };
  return { viz, element, look };
}

const seek = (viz: GradientDescentVizHandle, step: number) => untilDrawnAndStill(() => viz.seek(step));

const distance = (a: readonly number[], b: readonly number[]): number =>
  Math.hypot(...a.map((part, i) => part - b[i]!));

function readStep(): string | null | undefined {
  return document.querySelector('.gdv-figure--step dd')?.textContent;
}

describe('a past step', () => {
  it('has the marker and the figures, and the newest has neither', async () => {
    const { viz, look } = await mount();
    expect(String((await look())(LAST))).toBe(MARKER);
    await seek(viz, 7);
    const colorAt = await look();
    expect(String(colorAt(7))).toBe(MARKER);
    expect(String(colorAt(LAST))).not.toBe(MARKER);
    expect(readStep()).toBe('7');
    await untilDrawnAndStill(() => viz.follow());
    expect(String((await look())(LAST))).toBe(MARKER);
    expect(readStep()).toBe(String(LAST));
  });

  it('has the line up to it as it was, and the later line faint', async () => {
    const { viz, look } = await mount();
    const line = await look();
    const bare = await mount({ path: PATH.slice(0, 1) });
    await seek(viz, 20);
    const past = await look();
    const pixels = await takePixels(bare.element);
    const ground = (step: number): readonly number[] => {
      const [a, b] = [viz.getScreenPosition(Math.floor(step))!, viz.getScreenPosition(Math.ceil(step))!];
      return pixels.at((a.x + b.x) / 2, (a.y + b.y) / 2);
    };
    for (const step of [5.5, 10.5, 15.5]) {
      expect(distance(past(step), ground(step))).toBeGreaterThan(0.7 * distance(line(step), ground(step)));
    }
    for (const step of [25.5, 30.5, 35.5]) {
      const share = distance(past(step), ground(step)) / distance(line(step), ground(step));
      expect(share).toBeGreaterThan(0.15);
      expect(share).toBeLessThan(0.5);
    }
  });

  itOnce('is the same picture whether it was played to or sought', async () => {
    const { viz, element } = await mount();
    await seek(viz, 31);
    const sought = await takePixels(element);
    await seek(viz, 3);
    for (let step = 4; step < 31; step += 3) {
      viz.seek(step);
      await nextFrames(2);
    }
    await seek(viz, 31);
    const played = await takePixels(element);
    let most = 0;
    for (let y = 0; y < SIZE.height; y += 2) {
      for (let x = 0; x < SIZE.width; x += 2)
        most = Math.max(most, distance(sought.at(x, y), played.at(x, y)));
    }
    expect(most).toBeLessThanOrEqual(3);
  });

  itOnce('uploads nothing', async () => {
    const { viz } = await mount();
    await seek(viz, 30);
    const record = recordUploads();
    for (const step of [3, 38, 12, 13, 14, 2]) await seek(viz, step);
    record.stop();
    expect(record.bytes).toBe(0);
  });

  it('stays while more comes, which is seen faintly', async () => {
    const ref = createRef<GradientDescentVizHandle>();
    const props = { ref, surface: BOWL, theme: 'light' as const, defaultCamera: ABOVE };
    const view = (length: number) => (
      <div style={SIZE}>
        <GradientDescentViz {...props} path={PATH.slice(0, length)} />
      </div>
    );
    const { container, rerender } = render(view(21));
    await untilDrawnAndStill();
    await seek(ref.current!, 7);
    const before = await takePixels(container.querySelector('.gdv')!);
    await untilDrawnAndStill(() => rerender(view(40)));
    const after = await takePixels(container.querySelector('.gdv')!);
    const at = (step: number) => ref.current!.getScreenPosition(step)!;
    expect(String(after.at(at(7).x, at(7).y))).toBe(MARKER);
    const { x, y } = at(35);
    expect(distance(after.at(x, y), before.at(x, y))).toBeGreaterThan(20);
  });
});

describe('playing', () => {
  it('goes to the end of a run that has ended, and says so', async () => {
    const onPlaybackChange = vi.fn();
    const { viz, look } = await mount({ finished: true, onPlaybackChange });
    await untilDrawnAndStill(() => {
      viz.seek(25);
      viz.play();
    });
    expect(onPlaybackChange.mock.calls.map(([{ mode, step }]) => [mode, step] as unknown)).toEqual([
      ['paused', 25],
      ['playing', 25],
      ['paused', LAST],
    ]);
    expect(String((await look())(LAST))).toBe(ENDED);
  });

  itOnce('stays where the host holds it', async () => {
    const { viz, look } = await mount({ playback: { mode: 'paused', step: 12 } });
    expect(String((await look())(12))).toBe(MARKER);
    viz.seek(30);
    await nextFrames(5);
    expect(String((await look())(12))).toBe(MARKER);
  });
});
