import { render } from '@testing-library/react';
import { afterEach, expect, it, onTestFinished, vi } from 'vitest';
import { commands } from 'vitest/browser';
import { createRunStore, GradientDescentViz } from '../../src/index.js';
import { PictureQuality } from '../../src/scene/stage/pictureQuality.js';
import { SCENE_THEMES, type ThemeName } from '../../src/scene/sceneTheme.js';
import '../../src/ui/styles.css';
import { itOnce } from '../support/testLength.js';
import { nextFrame } from '../support/pageActivity.js';
import { untilDrawnAndStill, untilStill } from './frames.js';
import { createPlaneRun } from './planeRun.js';

const SIZE = { width: 640, height: 400 };
const FRAME_MS = 1000 / 60;
const SHOWN_FRAMES = 40;

afterEach(() => vi.restoreAllMocks());

/** What a frame shows: its pixels, and where the marker is. */
interface Frame {
  readonly pixels: Uint8ClampedArray;
  readonly marker: readonly [x: number, y: number];
  readonly url: string;
}

function readFrame(canvas: HTMLCanvasElement, theme: ThemeName): Frame {
  const copy = document.createElement('canvas');
  copy.width = canvas.width;
  copy.height = canvas.height;
  const context = copy.getContext('2d', { willReadFrequently: true })!;
  context.fillStyle = theme === 'dark' ? '#15181d' : '#fff';
  context.fillRect(0, 0, copy.width, copy.height);
  context.drawImage(canvas, 0, 0);
  const { data } = context.getImageData(0, 0, copy.width, copy.height);
  const color = Number.parseInt(SCENE_THEMES[theme].marker.slice(1), 16);
  let [x, y, count] = [0, 0, 0];
  for (let at = 0; at < data.length; at += 4) {
    const isMarker = [16, 8, 0].every((bits, i) => Math.abs(data[at + i]! - ((color >> bits) & 255)) < 12);
    if (!isMarker) continue;
    x += (at / 4) % copy.width;
    y += Math.floor(at / 4 / copy.width);
    count++;
  }
  return { pixels: data, marker: [x / count, y / count], url: copy.toDataURL() };
}

/** Shares of the pixels in percent, and CSS pixels. */
interface Change {
  readonly changed: number;
  readonly jumped: number;
  readonly px: number;
}

/** From one frame to the next: pixels that changed by more than 8 and by more than 32 in a channel, and the marker's way. */
function compare(one: Frame, other: Frame): Change {
  let [changed, jumped] = [0, 0];
  for (let at = 0; at < one.pixels.length; at += 4) {
    let most = 0;
    for (let i = 0; i < 3; i++) most = Math.max(most, Math.abs(one.pixels[at + i]! - other.pixels[at + i]!));
    if (most > 8) changed++;
    if (most > 32) jumped++;
  }
  const share = (count: number): number => (400 * count) / one.pixels.length;
  const px = Math.hypot(one.marker[0] - other.marker[0], one.marker[1] - other.marker[1]);
  return { changed: share(changed), jumped: share(jumped), px };
}

/** Shows a run up to a plane, and then the frames of the change to it, at 60 a second by a clock that is driven by hand. */
async function watchChange(at: number, theme: ThemeName): Promise<Frame[]> {
  // A machine without a GPU would leave frames out.
  vi.spyOn(PictureQuality.prototype, 'leastGapMs', 'get').mockReturnValue(0);
  const run = await createPlaneRun(160);
  expect(run.planes.length).toBeGreaterThan(at);
  const store = createRunStore();
  store.ingest(run.planes.slice(0, at).flatMap(({ together, later }) => [...together, ...later]));
  const { container, unmount } = render(
    <div style={{ ...SIZE, background: theme === 'dark' ? '#15181d' : '#fff' }}>
      <GradientDescentViz store={store} theme={theme} quality="high" fetchAsset={run.fetchGrid} />
    </div>,
  );
  await untilDrawnAndStill();
  const canvas = container.querySelector('canvas')!;
  let nowMs = performance.now();
  vi.spyOn(performance, 'now').mockImplementation(() => nowMs);
  const frames = [readFrame(canvas, theme)];
  store.ingest(run.planes[at]!.together);
  for (let i = 0; i < SHOWN_FRAMES; i++) {
    await nextFrame();
    nowMs += FRAME_MS;
    frames.push(readFrame(canvas, theme));
  }
  vi.restoreAllMocks();
  unmount();
  return frames;
}

const THEMES: readonly ThemeName[] = ['light', 'dark'];

itOnce.each(THEMES)('a new plane is no jump, on %s ground', async (theme) => {
  for (const at of [1, 2]) {
    const frames = await watchChange(at, theme);
    const steps = frames.slice(1).map((frame, i) => compare(frames[i]!, frame));
    const listed = (name: keyof Change): string => steps.map((step) => step[name].toFixed(1)).join(' ');
    const figures = (['changed', 'jumped', 'px'] as const).map((name) => `${name}: ${listed(name)}`);
    if (await commands.wantsPictures()) {
      console.info(`plane ${at}, ${theme}\n${figures.join('\n')}`);
      for (const [i, { url }] of frames.entries())
        await commands.savePicture(`plane-${theme}-${at}-${String(i).padStart(2, '0')}`, url);
    }
    const whole = compare(frames[0]!, frames.at(-1)!);
    // There is something to soften.
    expect(whole.jumped).toBeGreaterThan(5);
    const most = (name: keyof Change): number => Math.max(...steps.map((step) => step[name]));
    expect(most('px'), figures.join('\n')).toBeLessThan(whole.px / 10 + 0.5);
    expect(most('jumped'), figures.join('\n')).toBeLessThan(whole.jumped / 6);
    // At rest well within the half of a second.
    expect(steps.slice(-8).every(({ changed }) => changed === 0)).toBe(true);
  }
});

it('a new plane is one change for whoever prefers no motion', async () => {
  onTestFinished(() => commands.emulateMedia({}));
  await commands.emulateMedia({ reducedMotion: 'reduce' });
  const frames = await watchChange(1, 'light');
  const steps = frames.slice(1).map((frame, i) => compare(frames[i]!, frame));
  expect(steps.filter(({ changed }) => changed > 0)).toHaveLength(1);
});

it('the figures change once at a new plane, all of them together', async () => {
  const run = await createPlaneRun(160);
  const store = createRunStore();
  const [first, second] = run.planes;
  store.ingest([...first!.together, ...first!.later]);
  const { container } = render(
    <div style={{ width: 900, height: 600 }}>
      <GradientDescentViz store={store} fetchAsset={run.fetchGrid} />
    </div>,
  );
  await untilDrawnAndStill();
  const read = (): string =>
    [...container.querySelectorAll('.gdv-figure')].map(({ textContent }) => textContent).join(' ');
  const texts = [read()];
  const observer = new MutationObserver(() => {
    if (texts.at(-1) !== read()) texts.push(read());
  });
  observer.observe(container, { subtree: true, characterData: true, childList: true });
  store.ingest(second!.together);
  await expect
    .poll(() => container.querySelector('.gdv-plane')?.textContent)
    .toMatch(/^New plane at step \d+, \d+ % of the variance$/);
  await untilStill();
  observer.disconnect();
  expect(texts).toHaveLength(2);
});
