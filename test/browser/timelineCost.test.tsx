import { render } from '@testing-library/react';
import { expect, it, onTestFinished, vi } from 'vitest';
import { createRunStore, GradientDescentViz, type RunStore } from '../../src/index.js';
import '../../src/ui/styles.css';
import { createLossUpdate, createOpening } from '../../bench/support/descentStream.js';
import { countCanvasCalls } from '../support/canvasCalls.js';
import { nextFrame } from '../support/pageActivity.js';
import { countDraws, untilDrawnAndStill, untilStill } from './frames.js';
import { recordUploads } from './uploads.js';

const BATCHES = 100;
const SCRUBS = 20;

function fillStore(): RunStore {
  const store = createRunStore();
  for (const event of createOpening()) store.ingest(event);
  for (let i = 0; i < BATCHES; i += 1) store.ingest(createLossUpdate(i));
  return store;
}

async function mount(store: RunStore, height: number): Promise<void> {
  render(
    <div style={{ width: 640, height }}>
      <GradientDescentViz store={store} theme="light" />
    </div>,
  );
  await untilDrawnAndStill();
}

const slider = (): HTMLInputElement => document.querySelector('.gdv-strip-slider')!;
const isStrip = (canvas: HTMLCanvasElement): boolean => canvas.className === 'gdv-strip-canvas';

it('a scrub of the slider sends no byte to the GPU and makes no call on the canvas of the curve', async () => {
  await mount(fillStore(), 520);
  const calls = countCanvasCalls(isStrip);
  onTestFinished(() => calls.stop());
  const uploads = recordUploads();
  onTestFinished(() => uploads.stop());
  const frames = countDraws();
  onTestFinished(() => frames.stop());
  for (let i = 0; i < SCRUBS; i += 1) {
    slider().valueAsNumber = Math.floor(((i * 0.618) % 1) * 900);
    slider().dispatchEvent(new InputEvent('input', { bubbles: true }));
    await nextFrame();
  }
  await untilStill();
  expect(document.querySelector<HTMLInputElement>('.gdv-step-field')!.value).toBe(slider().value);
  expect(frames.draws).toBeGreaterThan(SCRUBS);
  expect(uploads.bytes).toBe(0);
  expect(calls.count).toBe(0);
});

it.each([
  [419, false],
  [420, true],
])('a view %i px high draws on the canvas of the strip: %s', async (height, isDrawn) => {
  const calls = countCanvasCalls(isStrip);
  onTestFinished(() => calls.stop());
  const getContext = vi.spyOn(HTMLCanvasElement.prototype, 'getContext');
  onTestFinished(() => getContext.mockRestore());
  const store = fillStore();
  await mount(store, height);
  store.ingest(createLossUpdate(BATCHES));
  await untilStill();
  expect(calls.count > 0).toBe(isDrawn);
  expect(getContext.mock.contexts.some((canvas) => isStrip(canvas as HTMLCanvasElement))).toBe(isDrawn);
});
