import { render } from '@testing-library/react';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { commands } from 'vitest/browser';
import { createRunStore, GradientDescentViz } from '../../src/index.js';
import '../../src/ui/styles.css';
import { untilDrawnAndStill } from '../browser/frames.js';
import { takePixels } from '../browser/pixels.js';
import { hyperparams, spec, start, update } from '../run/createRunEvent.js';
import { textsThatAreHardToRead, textsThatAreHardToSee } from './contrast.js';
import { findOverlaps, findTicksAside, HOST_STYLE } from './overlayBoxes.js';

const WIDTHS_PX = [300, 480, 640, 900, 1440];
const HEIGHTS_PX = [480, 640, 720];
const PROJECTION = { method: 'pca', explainedVariance: [0.61, 0.2], randomWalk: [0.5, 0.2], checkpoints: 40 };

/** A run of which there is much to say. */
const EVENTS = [
  spec(
    1,
    { domainHalf: 2, params: { a: 31, b: 7, offset: -40 } },
    { source: 'measured', projection: PROJECTION },
  ),
  start(2, { point0: { x: -0.8, y: -0.8 } }),
  hyperparams(3, { eta: 0.0123, steps: 5400, tolGrad: 0.00067, tolStep: 8.9e-5 }),
  update(4, 12_345, [{ x: 1.2, y: -0.35, loss: 0.047_712, residual: 21.303 }]),
];

async function mount({
  theme = 'light',
  showTimeline = false,
}: { readonly theme?: 'light' | 'dark'; readonly showTimeline?: boolean } = {}) {
  const store = createRunStore();
  store.ingest(EVENTS);
  store.setConnection({ status: 'waiting', attempt: 3, retryInMs: 0, reason: 'no answer' });
  const { container } = render(
    <div style={{ width: 640, height: 480 }}>
      <GradientDescentViz
        store={store}
        theme={theme}
        lossRange={[-40, 90]}
        quality="low"
        showTimeline={showTimeline}
      />
    </div>,
  );
  await untilDrawnAndStill();
  return container.firstElementChild as HTMLElement;
}

afterEach(() => commands.emulateMedia({}));

/** What is wrong at any size, each way round. */
function listFaults(frame: HTMLElement): string[] {
  const sizes = WIDTHS_PX.flatMap((widthPx) => HEIGHTS_PX.map((heightPx) => [widthPx, heightPx] as const));
  const shapes = sizes.flatMap((size) => ['ltr', 'rtl'].map((dir) => [...size, dir] as const));
  const faults = shapes.flatMap(([widthPx, heightPx, dir]) => {
    document.documentElement.dir = dir;
    frame.style.width = `${widthPx}px`;
    frame.style.height = `${heightPx}px`;
    // From -40 to 90.
    return [...findOverlaps(frame), ...findTicksAside(frame, (loss) => (loss + 40) / 130)].map(
      (fault) => `${widthPx} × ${heightPx} px, ${dir}: ${fault}`,
    );
  });
  document.documentElement.dir = '';
  return faults;
}

describe('what lies over a picture', () => {
  it('stands apart and within it, each tick beside its height, at any width and in any direction', async () => {
    const frame = await mount();
    expect(listFaults(frame)).toEqual([]);
  });

  it('does so in a host that has reset all styles, and in one of large letters', async () => {
    const frame = await mount();
    const style = document.createElement('style');
    style.textContent = HOST_STYLE;
    document.head.prepend(style);
    onTestFinished(() => style.remove());
    expect(listFaults(frame)).toEqual([]);
  });

  it('has a bar from the colour of the least loss to that of the greatest, upwards', async () => {
    const frame = await mount();
    const pixels = await takePixels(frame.querySelector('.gdv-legend-bar')!);
    const x = Math.floor(pixels.widthPx / 2);
    const at = (y: number) => pixels.at(x, y).map((value) => expect.closeTo(value, -1.4) as number);
    // Viridis from #440154 to #fde725; its middle is #21918c.
    expect([68, 1, 84]).toEqual(at(pixels.heightPx - 3));
    expect([253, 231, 37]).toEqual(at(2));
    expect([33, 145, 140]).toEqual(at(pixels.heightPx / 2));
  });
});

describe('text can be read', () => {
  it.each(['light', 'dark'] as const)('on its card or on the ground, %s', async (theme) => {
    const frame = await mount({ theme });
    expect(textsThatAreHardToRead(frame)).toEqual([]);
  });

  it.each(['light', 'dark'] as const)('in forced colours, %s', async (colorScheme) => {
    const frame = await mount();
    await commands.emulateMedia({ forcedColors: 'active', colorScheme });
    expect(textsThatAreHardToSee(frame, await takePixels(frame))).toEqual([]);
    expect(findOverlaps(frame)).toEqual([]);
  });
});
