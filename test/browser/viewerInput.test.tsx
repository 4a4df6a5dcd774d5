import { _roots } from '@react-three/fiber';
import { render } from '@testing-library/react';
import { Vector3, type Camera } from 'three';
import { expect, it, onTestFinished } from 'vitest';
import { cdp, userEvent } from 'vitest/browser';
import { GradientDescentViz } from '../../src/index.js';
import { CAMERA_POSITION, CAMERA_TARGET } from '../../src/scene/stage/camera.js';
import '../../src/ui/styles.css';
import irisLog from '../fixtures/logs/real-iris.ndjson?raw';
import { countDraws, nextFrames, untilDrawnAndStill, untilStill } from './frames.js';

const LINES = irisLog.split('\n').filter((line) => line !== '');
const TARGET = new Vector3(...CAMERA_TARGET);

/** A picture in a page that can be scrolled, or in one that cannot. */
async function mountIn(pageHeightPx: number) {
  const view = render(
    <div style={{ height: 300, overflowY: 'auto' }}>
      <div style={{ height: pageHeightPx, width: 400 }}>
        <div style={{ height: 260 }}>
          <GradientDescentViz events={LINES} />
        </div>
        <button type="button">elsewhere</button>
      </div>
    </div>,
  );
  await untilDrawnAndStill();
  const picture = view.getByRole('application');
  const canvas = view.container.querySelector('canvas')!;
  const { camera } = _roots.get(canvas)!.store.getState();
  const page = view.container.firstElementChild!;
  return { ...view, picture, canvas, camera, page };
}

/** @returns whether the picture took the turn of the wheel for itself */
async function turnWheel(canvas: HTMLCanvasElement, init: WheelEventInit = {}): Promise<boolean> {
  const event = new WheelEvent('wheel', { deltaY: -120, bubbles: true, cancelable: true, ...init });
  canvas.dispatchEvent(event);
  await untilStill();
  return event.defaultPrevented;
}

const distanceOf = (camera: Camera): number => camera.position.distanceTo(TARGET);
const azimuthOf = ({ position }: Camera): number => Math.atan2(position.x, position.z);

it('leaves the wheel to a page that scrolls, until the viewer has turned to the picture', async () => {
  const { canvas, camera, getByText } = await mountIn(1000);
  const far = distanceOf(camera);
  expect(await turnWheel(canvas)).toBe(false);
  expect(distanceOf(camera)).toBe(far);

  await userEvent.click(canvas);
  expect(await turnWheel(canvas)).toBe(true);
  const near = distanceOf(camera);
  expect(near).toBeLessThan(far);

  await userEvent.click(getByText('elsewhere'));
  expect(await turnWheel(canvas)).toBe(false);
  expect(distanceOf(camera)).toBe(near);
});

it('zooms by the wheel with Ctrl, which is also what a pinch on a touchpad is, wherever the focus is', async () => {
  const { canvas, camera } = await mountIn(1000);
  const far = distanceOf(camera);
  expect(await turnWheel(canvas, { ctrlKey: true })).toBe(true);
  expect(distanceOf(camera)).toBeLessThan(far);
});

it('zooms by the wheel in a page that does not scroll', async () => {
  const { canvas, camera } = await mountIn(290);
  const far = distanceOf(camera);
  expect(await turnWheel(canvas)).toBe(true);
  expect(distanceOf(camera)).toBeLessThan(far);
});

/** Moves a finger over the middle of an element, by so many CSS pixels. */
async function swipe(element: Element, dxPx: number, dyPx: number): Promise<void> {
  const frame = window.frameElement?.getBoundingClientRect() ?? { x: 0, y: 0 };
  const { x, y, width, height } = element.getBoundingClientRect();
  const from = { x: frame.x + x + width / 2, y: frame.y + y + height / 2 };
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...touchPoints: { x: number; y: number }[]) =>
    cdp().send('Input.dispatchTouchEvent', { type, touchPoints });
  await touch('touchStart', from);
  for (let share = 0.1; share <= 1; share += 0.1) {
    await touch('touchMove', { x: from.x + share * dxPx, y: from.y + share * dyPx });
  }
  await touch('touchEnd');
  await untilStill();
  await untilScrolled(element);
}

/** Resolves once the page around an element has not been scrolled for some frames: a browser goes on after the finger. */
async function untilScrolled(element: Element): Promise<void> {
  const page = element.closest<HTMLElement>('[style*="overflow"]')!;
  for (let calm = 0; calm < 10;) {
    const before = page.scrollTop;
    await nextFrames(1);
    calm = page.scrollTop === before ? calm + 1 : 0;
  }
}

it('leaves a finger that moves up or down to the page, and is turned by one that moves sideways', async () => {
  const { canvas, camera, page } = await mountIn(1000);
  const before = camera.position.clone();
  await swipe(canvas, 0, -100);
  expect(page.scrollTop).toBeGreaterThan(50);
  expect(camera.position.distanceTo(before)).toBeLessThan(0.05);

  page.scrollTop = 0;
  await swipe(canvas, -100, 0);
  expect(page.scrollTop).toBe(0);
  expect(azimuthOf(camera)).not.toBeCloseTo(Math.atan2(before.x, before.z), 1);
});

/** Lets every sixth animation frame alone come, as on a machine that draws ten a second. @returns how many have come */
function slowFrames(): () => number {
  const original = window.requestAnimationFrame.bind(window);
  onTestFinished(() => void (window.requestAnimationFrame = original));
  let [frames, real, nowMs] = [0, 0, 0];
  window.requestAnimationFrame = (callback) => {
    const look = (timeMs: number): void => {
      if (timeMs !== nowMs) {
        nowMs = timeMs;
        if (++real % 6 === 0) frames++;
      }
      if (real % 6 === 0) callback(timeMs);
      else original(look);
    };
    return original(look);
  };
  return () => frames;
}

it('comes to rest within some two seconds after a turn where frames come slowly, not after as many frames', async () => {
  const { canvas, camera } = await mountIn(290);
  const before = azimuthOf(camera);
  const countFrames = slowFrames();
  await swipe(canvas, 80, 0);
  expect(azimuthOf(camera)).not.toBeCloseTo(before, 2);
  expect(countFrames()).toBeLessThan(50);
});

it('is turned, brought nearer and brought back by keys', async () => {
  const { picture, camera } = await mountIn(1000);
  await userEvent.tab();
  expect(document.activeElement).toBe(picture);
  const azimuth = azimuthOf(camera);
  const distance = distanceOf(camera);
  await userEvent.keyboard('{ArrowRight}{ArrowRight}');
  expect(azimuthOf(camera)).toBeCloseTo(azimuth + Math.PI / 18, 6);
  await userEvent.keyboard('{ArrowLeft}{ArrowLeft}{ArrowLeft}');
  expect(azimuthOf(camera)).toBeCloseTo(azimuth - Math.PI / 36, 6);

  const height = camera.position.y;
  await userEvent.keyboard('{ArrowUp}');
  expect(camera.position.y).toBeGreaterThan(height + 0.1);
  await userEvent.keyboard('+');
  expect(distanceOf(camera)).toBeCloseTo(0.87 * distance, 6);

  const counter = countDraws();
  await userEvent.keyboard('{Home}');
  expect(camera.position.distanceTo(new Vector3(...CAMERA_POSITION))).toBeLessThan(1e-6);
  await untilStill();
  expect(counter.draws).toBeGreaterThan(0);
  counter.stop();
});

it('is lowered and taken away by keys, and brought back by another', async () => {
  const { picture, camera } = await mountIn(290);
  picture.focus();
  const [height, distance] = [camera.position.y, distanceOf(camera)];
  await userEvent.keyboard('{ArrowDown}');
  expect(camera.position.y).toBeLessThan(height - 0.1);
  await userEvent.keyboard('-');
  expect(distanceOf(camera)).toBeCloseTo(distance / 0.87, 6);
  await userEvent.keyboard('=');
  expect(distanceOf(camera)).toBeCloseTo(distance, 6);
  await userEvent.keyboard('0');
  expect(camera.position.distanceTo(new Vector3(...CAMERA_POSITION))).toBeLessThan(1e-6);
});

it('is brought nearer by two fingers, whosever the wheel was before', async () => {
  const { canvas, camera } = await mountIn(1000);
  await turnWheel(canvas);
  const far = distanceOf(camera);
  const frame = window.frameElement?.getBoundingClientRect() ?? { x: 0, y: 0 };
  const { x, y, width, height } = canvas.getBoundingClientRect();
  const middle = { x: frame.x + x + width / 2, y: frame.y + y + height / 2 };
  const spread = (type: 'touchStart' | 'touchMove', apartPx: number) =>
    cdp().send('Input.dispatchTouchEvent', {
      type,
      touchPoints: [-0.5, 0.5].map((side, id) => ({ x: middle.x + side * apartPx, y: middle.y, id })),
    });
  await spread('touchStart', 40);
  for (const apartPx of [60, 80, 100]) await spread('touchMove', apartPx);
  await cdp().send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await untilStill();
  expect(distanceOf(camera)).toBeLessThan(0.8 * far);
});

it('leaves keys alone that mean something to the browser', async () => {
  const { picture, camera } = await mountIn(1000);
  picture.focus();
  const before = camera.position.clone();
  for (const init of [
    { key: 'ArrowLeft', altKey: true },
    { key: '-', ctrlKey: true },
    { key: 'ArrowRight', metaKey: true },
    { key: 'Tab' },
  ]) {
    const event = new KeyboardEvent('keydown', { ...init, bubbles: true, cancelable: true });
    picture.dispatchEvent(event);
    expect(event.defaultPrevented).toBe(false);
  }
  await untilStill();
  expect(camera.position.distanceTo(before)).toBe(0);
});
