import { _roots } from '@react-three/fiber';
import { render, waitFor } from '@testing-library/react';
import { StrictMode } from 'react';
import { expect, it, onTestFinished, vi } from 'vitest';
import { createRunStore, GradientDescentViz } from '../../src/index.js';
import '../../src/ui/styles.css';
import irisLog from '../fixtures/logs/real-iris.ndjson?raw';
import { countDraws, nextFrames, once, untilStill } from './frames.js';
import { mountAgainAndAgain, mountDrawn, NOTHING, rendererOf } from './mountedView.js';

const LINES = irisLog.split('\n').filter((line) => line !== '');

/** Lets so many seconds pass on the fake clock, a frame every tenth of one. */
async function pass(seconds: number): Promise<void> {
  for (let i = 0; i < 10 * seconds; i++) {
    await vi.advanceTimersByTimeAsync(100);
    await nextFrames(1);
  }
}

it('draws no frame in five idle seconds, and draws again when something comes', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  const store = createRunStore();
  for (const line of LINES.slice(0, 60)) store.ingest(line);
  const counter = countDraws();
  render(
    <div style={{ width: 400, height: 300 }}>
      <GradientDescentViz store={store} />
    </div>,
  );
  while (counter.draws === 0) await pass(0.1);
  let before = -1;
  while (counter.draws !== before) {
    before = counter.draws;
    await pass(1);
  }
  await pass(5);
  expect(counter.draws).toBe(before);
  for (const line of LINES.slice(60)) store.ingest(line);
  while (counter.draws === before) await pass(0.1);
  counter.stop();
});

it('draws no frame for what changes nothing: a replay of what it holds', async () => {
  const store = createRunStore();
  for (const line of LINES.slice(0, 60)) store.ingest(line);
  await mountDrawn(<GradientDescentViz store={store} />);
  await untilStill();
  const counter = countDraws();
  for (const line of LINES.slice(0, 60)) store.ingest(line);
  await untilStill();
  expect(counter.draws).toBe(0);
  counter.stop();
});

it('leaves no geometry and no texture behind, mounted and unmounted twice', async () => {
  expect(await mountAgainAndAgain(2)).toEqual([NOTHING, NOTHING]);
});

it('is the same mounted twice by StrictMode as once', async () => {
  const once = await mountDrawn(<GradientDescentViz events={LINES} />);
  const { geometries, textures } = rendererOf(once.container).info.memory;
  once.unmount();
  const twice = await mountDrawn(
    <StrictMode>
      <GradientDescentViz events={LINES} />
    </StrictMode>,
  );
  await untilStill();
  const { gl } = { gl: rendererOf(twice.container) };
  expect(gl.getContext().isContextLost()).toBe(false);
  expect({ ...gl.info.memory }).toMatchObject({ geometries, textures });
});

it('follows the size of its container', async () => {
  const view = await mountDrawn(<GradientDescentViz events={LINES} />);
  const frame = view.container.firstElementChild as HTMLElement;
  frame.style.width = '260px';
  frame.style.height = '340px';
  await waitFor(() => {
    const { width, height } = view.container.querySelector('canvas')!.getBoundingClientRect();
    expect([width, height]).toEqual([260, 340]);
  });
});

it('draws again after its context was lost and restored', async () => {
  const view = await mountDrawn(<GradientDescentViz events={LINES} />);
  const renderer = rendererOf(view.container);
  await untilStill();
  const extension = renderer.getContext().getExtension('WEBGL_lose_context')!;
  const lost = once(renderer.domElement, 'webglcontextlost');
  extension.loseContext();
  await lost;
  const counter = countDraws();
  extension.restoreContext();
  await waitFor(() => expect(counter.draws).toBeGreaterThan(0));
  counter.stop();
});

/** Turns the view by hand: a press, some moves, a release. */
async function drag(canvas: HTMLCanvasElement, pixels: number): Promise<void> {
  // A pointer that no hardware made cannot be captured.
  canvas.setPointerCapture = () => undefined;
  canvas.releasePointerCapture = () => undefined;
  const { left, top } = canvas.getBoundingClientRect();
  const dispatch = (type: string, x: number): boolean =>
    canvas.dispatchEvent(
      new PointerEvent(type, {
        pointerId: 1,
        pointerType: 'mouse',
        isPrimary: true,
        bubbles: true,
        buttons: 1,
        clientX: left + 100 + x,
        clientY: top + 100,
      }),
    );
  dispatch('pointerdown', 0);
  for (let step = 1; step <= 5; step++) {
    await nextFrames(1);
    dispatch('pointermove', (pixels * step) / 5);
  }
  dispatch('pointerup', pixels);
}

it('moves the camera by the viewer’s hand, glides to rest, and leaves it there whatever comes', async () => {
  const store = createRunStore();
  for (const line of LINES.slice(0, 40)) store.ingest(line);
  const { container } = await mountDrawn(<GradientDescentViz store={store} />);
  await untilStill();
  const canvas = container.querySelector('canvas')!;
  const { camera } = _roots.get(canvas)!.store.getState();
  const opening = camera.position.clone();
  await drag(canvas, 80);
  const released = camera.position.clone();
  expect(released.distanceTo(opening)).toBeGreaterThan(0.1);
  await untilStill();
  expect(camera.position.distanceTo(released)).toBeGreaterThan(0.05);
  const turned = camera.position.clone();
  for (const line of LINES.slice(40)) store.ingest(line);
  await untilStill();
  expect(camera.position.toArray()).toEqual(turned.toArray());
  canvas.dispatchEvent(new WheelEvent('wheel', { deltaY: -240, bubbles: true, cancelable: true }));
  await untilStill();
  expect(camera.position.length()).toBeLessThan(turned.length() - 0.05);
  await drag(canvas, -80);
  await untilStill();
  expect(camera.position.distanceTo(turned)).toBeGreaterThan(0.1);
});
