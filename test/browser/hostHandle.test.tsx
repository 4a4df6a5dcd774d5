import { _roots } from '@react-three/fiber';
import { render } from '@testing-library/react';
import { createRef, useState, type ReactElement } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { cdp } from 'vitest/browser';
import { GradientDescentViz, type CameraPose, type GradientDescentVizHandle } from '../../src/index.js';
import '../../src/ui/styles.css';
import { itOnce } from '../support/testLength.js';
import { nextFrames, untilDrawnAndStill, untilStill } from './frames.js';
import { projectToFrame, takePixels } from './pixels.js';

const SIZE = { width: 640, height: 480 };
const FRAME = { widthPx: SIZE.width, heightPx: SIZE.height };
/** The marker's colour, #ff3d2e. */
const MARKER = '255,61,46';
const HALF = 3;
const Z_SCALE = 0.4;
const BOWL = { kind: 'bowl', params: { a: 0.3, b: 0.2 }, domainHalf: HALF, zScale: Z_SCALE };
const bowlAt = (x: number, y: number): number => 0.3 * (x * HALF) ** 2 + 0.2 * (y * HALF) ** 2;
const PATH = Array.from({ length: 12 }, (_, i) => ({ x: 0.8 - 0.05 * i, y: -0.6 + 0.02 * i }));

/** From above, so that nothing of the bowl is hidden. */
const ABOVE: CameraPose = { position: [0, 5, 0.01], target: [0, 0, 0] };

async function mount(...views: readonly ReactElement[]) {
  const { container } = render(
    <>
      {views.map((view, i) => (
        <div key={i} style={SIZE}>
          {view}
        </div>
      ))}
    </>,
  );
  await untilDrawnAndStill();
  const elements = [...container.querySelectorAll<HTMLElement>('.gdv')];
  return { elements, canvases: [...container.querySelectorAll('canvas')] };
}

function poseOf(canvas: HTMLCanvasElement) {
  const { camera } = _roots.get(canvas)!.store.getState();
  return camera.position.toArray();
}

/** Drags by the mouse over an element's middle. */
async function drag(element: Element, dxPx: number): Promise<void> {
  element.scrollIntoView();
  const frame = window.frameElement?.getBoundingClientRect() ?? { x: 0, y: 0 };
  const { x, y, width, height } = element.getBoundingClientRect();
  const from = { x: frame.x + x + width / 2, y: frame.y + y + height / 2 };
  const mouse = (type: string, place: { x: number; y: number }) =>
    cdp().send('Input.dispatchMouseEvent', {
      type: type as 'mouseMoved',
      ...place,
      button: 'left',
      buttons: type === 'mouseReleased' ? 0 : 1,
      clickCount: 1,
    });
  await mouse('mousePressed', from);
  for (let share = 0.2; share <= 1; share += 0.2) {
    await mouse('mouseMoved', { x: from.x + share * dxPx, y: from.y });
    await nextFrames(1);
  }
  await mouse('mouseReleased', { x: from.x + dxPx, y: from.y });
  await untilStill();
}

describe('getScreenPosition', () => {
  it('is where the definitions have each point, and the marker is seen at the last', async () => {
    const ref = createRef<GradientDescentVizHandle>();
    const { elements } = await mount(
      <GradientDescentViz showTimeline={false} ref={ref} surface={BOWL} path={PATH} theme="light" />,
    );
    const placing = { domainHalf: HALF, zScale: Z_SCALE, min: 0, max: bowlAt(1, 1) };
    for (const [step, { x, y }] of PATH.entries()) {
      const { xPx, yPx } = projectToFrame({ x, y, z: bowlAt(x, y) }, placing, FRAME);
      const found = ref.current!.getScreenPosition(step)!;
      expect(Math.hypot(found.x - xPx, found.y - yPx)).toBeLessThan(1.5);
    }
    const { x, y } = ref.current!.getScreenPosition(11)!;
    const pixels = await takePixels(elements[0]!);
    expect(String(pixels.at(x, y))).toBe(MARKER);
    expect([ref.current!.getScreenPosition(12), ref.current!.getScreenPosition(0.5)]).toEqual([null, null]);
  });

  itOnce('follows the camera at once, and is none behind it', async () => {
    const ref = createRef<GradientDescentVizHandle>();
    const { elements } = await mount(
      <GradientDescentViz showTimeline={false} ref={ref} surface={BOWL} path={PATH} theme="light" />,
    );
    ref.current!.setCamera(ABOVE);
    const { x, y } = ref.current!.getScreenPosition(11)!;
    await untilStill();
    const pixels = await takePixels(elements[0]!);
    expect(String(pixels.at(x, y))).toBe(MARKER);
    ref.current!.setCamera({ position: [0, 2, 0], target: [0, 5, 0.01] });
    expect(ref.current!.getScreenPosition(11)).toBeNull();
  });
});

describe('the camera', () => {
  itOnce(
    'goes where setCamera says, on a way of so many milliseconds, and fit brings the first view back',
    async () => {
      const ref = createRef<GradientDescentVizHandle>();
      const onCameraChange = vi.fn<(pose: CameraPose) => void>();
      const { canvases } = await mount(
        <GradientDescentViz
          showTimeline={false}
          ref={ref}
          surface={BOWL}
          path={PATH}
          onCameraChange={onCameraChange}
        />,
      );
      const opening = poseOf(canvases[0]!);
      ref.current!.setCamera(ABOVE, 2000);
      expect(poseOf(canvases[0]!)).toEqual(opening);
      await untilStill();
      poseOf(canvases[0]!).forEach((part, axis) => expect(part).toBeCloseTo(ABOVE.position[axis]!, 2));
      expect(onCameraChange.mock.calls.length).toBeGreaterThan(2);
      // Around what is looked at, and never through it.
      for (const [{ position }] of onCameraChange.mock.calls)
        expect(Math.hypot(...position)).toBeGreaterThan(3);
      ref.current!.fit();
      await untilStill();
      poseOf(canvases[0]!).forEach((part, axis) => expect(part).toBeCloseTo(opening[axis]!, 5));
    },
  );

  it('of two views that share a pose is one, whichever the viewer turns', async () => {
    function Linked() {
      const [camera, setCamera] = useState<CameraPose>(ABOVE);
      const shared = { surface: BOWL, path: PATH, camera, onCameraChange: setCamera };
      return (
        <>
          <div style={SIZE}>
            <GradientDescentViz showTimeline={false} {...shared} />
          </div>
          <div style={SIZE}>
            <GradientDescentViz showTimeline={false} {...shared} />
          </div>
        </>
      );
    }
    const { canvases } = await mount(<Linked />);
    await untilStill();
    for (const turned of canvases) {
      const before = poseOf(turned);
      await drag(turned, 120);
      const [first, second] = canvases.map(poseOf);
      expect(Math.hypot(...first!.map((part, axis) => part - before[axis]!))).toBeGreaterThan(0.002);
      first!.forEach((part, axis) => expect(part).toBeCloseTo(second![axis]!, 3));
    }
  });

  it('that the host holds and does not move stays, whatever the viewer does; without it the viewer moves', async () => {
    const side: CameraPose = { position: [4, 1, 0], target: [0, 0, 0] };
    const onCameraChange = vi.fn();
    const { canvases } = await mount(
      <GradientDescentViz
        showTimeline={false}
        surface={BOWL}
        path={PATH}
        camera={side}
        onCameraChange={onCameraChange}
      />,
      <GradientDescentViz showTimeline={false} surface={BOWL} path={PATH} defaultCamera={side} />,
    );
    for (const canvas of canvases) await drag(canvas, 120);
    const [held, free] = canvases.map(poseOf);
    held!.forEach((part, axis) => expect(part).toBeCloseTo(side.position[axis]!, 5));
    expect(onCameraChange).toHaveBeenCalled();
    expect(Math.abs(free![2])).toBeGreaterThan(1);
  });
});

itOnce('onReady comes once, with the first picture', async () => {
  const onReady = vi.fn();
  const { elements } = await mount(
    <GradientDescentViz showTimeline={false} surface={BOWL} path={PATH} onReady={onReady} theme="dark" />,
  );
  await nextFrames(3);
  expect(onReady).toHaveBeenCalledTimes(1);
  expect(elements).toHaveLength(1);
});

it('samples given as an array are drawn as a fetched file of them is, pixel for pixel', async () => {
  const nodes = 17;
  const values = Float32Array.from({ length: nodes * nodes }, (_, i) => {
    const [x, y] = [(i % nodes) / 8 - 1, Math.floor(i / nodes) / 8 - 1];
    return x * x + 0.5 * Math.sin(3 * y) + (x > 0.5 && y > 0.5 ? Number.NaN : 0);
  });
  const frame = { resolution: nodes, domainHalf: 2, zScale: 0.5 };
  const fetched = vi.fn(() => Promise.resolve(new Response(values)));
  const of = (seq: number, name: string, payload: object) => ({
    v: 1,
    type: 'EVENT',
    project_id: 'p',
    seq,
    ts: 1_790_000_000_000,
    event: { name, payload: { run_id: 'run', ...payload } },
  });
  const events = [
    of(1, 'LOSS_SURFACE_GRID_READY', {
      asset_url: 'https://grids.example/a',
      grid_format: 'float32',
      ...frame,
    }),
    of(2, 'GD_PATH_STARTED', { point0: PATH[0] }),
    of(3, 'GD_PATH_UPDATE', { step_start: 0, points: PATH }),
  ];
  const other = vi.fn(() => Promise.resolve(new Response(values)));
  const { elements } = await mount(
    <GradientDescentViz
      showTimeline={false}
      surface={{ values, ...frame }}
      path={PATH}
      fetchAsset={other}
      theme="light"
    />,
    <GradientDescentViz showTimeline={false} events={events} fetchAsset={fetched} theme="light" />,
  );
  await vi.waitFor(() => {
    expect(elements.map((element) => element.querySelector('.gdv-legend') !== null)).toEqual([true, true]);
  });
  await untilStill();
  const [plain, file] = [await takePixels(elements[0]!), await takePixels(elements[1]!)];
  let greatest = 0;
  const colors = new Set<string>();
  // The upper left corner has the card, which says how each run stands.
  for (let y = 200; y < SIZE.height; y += 2)
    for (let x = 0; x < SIZE.width; x += 2) {
      const [one, two] = [plain.at(x, y), file.at(x, y)];
      colors.add(String(one));
      one.forEach((part, i) => (greatest = Math.max(greatest, Math.abs(part - two[i]!))));
    }
  // The browser dithers the ground's gradient.
  expect(greatest).toBeLessThanOrEqual(1);
  expect(colors.size).toBeGreaterThan(200);
  expect(fetched).toHaveBeenCalledTimes(1);
  expect(other).not.toHaveBeenCalled();
});
