import { _roots } from '@react-three/fiber';
import { act, render, screen, waitFor, within } from '@testing-library/react';
import type { ReactElement } from 'react';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { commands, userEvent } from 'vitest/browser';
import { createRunStore, GradientDescentViz, type RunStore } from '../../src/index.js';
import '../../src/ui/styles.css';
import { countDraws, untilDrawnAndStill, untilStill } from '../browser/frames.js';
import { takePixels, type Pixels } from '../browser/pixels.js';
import { spec, start, update } from '../run/createRunEvent.js';
import { allowConsole } from '../support/consoleGuard.js';
import { watchMarker } from './watchMarker.js';

const BOWL = spec(1, { domainHalf: 2, params: { a: 0.1, b: 0.1 } }, { source: 'measured' });
const START = start(2, { point0: { x: -0.8, y: -0.8 } });
const FAR = update(3, 1, [{ x: 0.8, y: -0.8 }]);

afterEach(() => commands.emulateMedia({}));

function createStore(...events: readonly object[]): RunStore {
  const store = createRunStore();
  for (const event of [BOWL, START, ...events]) store.ingest(event);
  return store;
}

async function mount(element: ReactElement): Promise<HTMLElement> {
  const { container } = render(<div style={{ width: 400, height: 300 }}>{element}</div>);
  await untilDrawnAndStill();
  return container.firstElementChild as HTMLElement;
}

const canvasOf = (frame: Element): HTMLCanvasElement => frame.querySelector('canvas')!;
const contextOf = (frame: Element): WebGL2RenderingContext =>
  _roots.get(canvasOf(frame))!.store.getState().gl.getContext() as WebGL2RenderingContext;

/** Pixels in which two pictures differ by more than a shade. */
function countUnlike(a: Pixels, b: Pixels): number {
  let count = 0;
  for (let y = 0; y < a.heightPx; y++) {
    for (let x = 0; x < a.widthPx; x++) {
      const other = b.at(x, y);
      if (a.at(x, y).some((value, i) => Math.abs(value - other[i]!) > 2)) count++;
    }
  }
  return count;
}

describe('the system’s colour scheme', () => {
  // The upper ends of the two backgrounds in the style sheet.
  const GROUND = { light: [251, 252, 254], dark: [20, 25, 36] } as const;
  const groundOf = async (frame: Element): Promise<readonly number[]> => (await takePixels(frame)).at(398, 1);
  const near = (color: readonly number[]) => color.map((value) => expect.closeTo(value, -0.7) as number);

  it('is that of a view whose theme is auto, and is followed', async () => {
    await commands.emulateMedia({ colorScheme: 'dark' });
    const frame = await mount(<GradientDescentViz showTimeline={false} store={createStore()} />);
    expect(await groundOf(frame)).toEqual(near(GROUND.dark));
    const darkFloor = await takePixels(canvasOf(frame));
    await commands.emulateMedia({ colorScheme: 'light' });
    expect(await groundOf(frame)).toEqual(near(GROUND.light));
    await commands.emulateMedia({ colorScheme: 'dark' });
    await waitFor(async () => expect(countUnlike(await takePixels(canvasOf(frame)), darkFloor)).toBe(0));
  });

  it.each([
    ['light', 'dark'],
    ['dark', 'light'],
  ] as const)('is left aside by a view whose theme is %s', async (theme, colorScheme) => {
    await commands.emulateMedia({ colorScheme });
    const frame = await mount(
      <GradientDescentViz showTimeline={false} store={createStore()} theme={theme} />,
    );
    expect(await groundOf(frame)).toEqual(near(GROUND[theme]));
  });
});

describe('the marker', () => {
  const moveFar = async (props: object = {}): Promise<readonly number[]> => {
    const store = createStore();
    const frame = await mount(
      <GradientDescentViz showTimeline={false} store={store} quality="low" theme="dark" {...props} />,
    );
    const watched = watchMarker(canvasOf(frame));
    act(() => store.ingest(FAR));
    await untilDrawnAndStill();
    return watched.stop();
  };

  it('glides to where it belongs', async () => {
    const places = await moveFar();
    expect(places.length).toBeGreaterThan(3);
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });

  it('jumps there where motion shall be reduced, in one frame', async () => {
    await commands.emulateMedia({ reducedMotion: 'reduce' });
    expect(await moveFar()).toHaveLength(2);
  });
});

describe('an error while something is drawn', () => {
  /** The next draw call of a canvas throws, as a driver's would that a browser's extension has replaced. */
  function breakDrawing(frame: Element): void {
    const fail = (): never => {
      throw new Error('no memory for that');
    };
    const calls = ['drawElements', 'drawArrays', 'drawElementsInstanced', 'drawArraysInstanced'];
    Object.assign(contextOf(frame), Object.fromEntries(calls.map((name) => [name, fail])));
  }

  it('ends the picture, says so, and leaves the page, its other canvases and the figures as they are', async () => {
    allowConsole(/no memory for that|React will try to recreate/);
    const reported: unknown[] = [];
    const onError = ({ error }: ErrorEvent): unknown => reported.push(error);
    addEventListener('error', onError);
    onTestFinished(() => removeEventListener('error', onError));
    const [broken, other] = [createStore(), createStore()];
    const frame = await mount(<GradientDescentViz showTimeline={false} store={broken} theme="light" />);
    const before = await takePixels(frame);
    const neighbour = await mount(<GradientDescentViz showTimeline={false} store={other} />);
    breakDrawing(frame);
    act(() => broken.ingest(FAR));
    const said = await within(frame).findByText('The picture could not be drawn. The figures go on.');
    expect(said).toBeVisible();
    expect(frame.querySelector('canvas')).toBeNull();
    expect(frame.querySelector('.gdv-labels')).not.toBeVisible();
    expect(await within(frame).findByText('1.6')).toBeVisible();
    // Fiber gives it to `reportError`, once: no frame throws again and again.
    expect(reported).toEqual([new Error('no memory for that')]);

    const watched = watchMarker(canvasOf(neighbour));
    act(() => other.ingest(FAR));
    await untilDrawnAndStill();
    expect(watched.stop().length).toBeGreaterThan(1);
    expect(within(neighbour).queryByText(/could not be drawn/)).toBeNull();

    await untilDrawnAndStill(() =>
      userEvent.click(within(frame).getByRole('button', { name: 'Draw again' })),
    );
    expect(within(frame).queryByText(/could not be drawn/)).toBeNull();
    const fresh = await mount(
      <GradientDescentViz showTimeline={false} store={createStore(FAR)} theme="light" />,
    );
    expect(countUnlike(await takePixels(frame), await takePixels(fresh))).toBe(0);
    expect(countUnlike(before, await takePixels(fresh))).toBeGreaterThan(100);
  });
});

it('a context that was lost and came back shows the very picture that was there', async () => {
  const frame = await mount(
    <GradientDescentViz showTimeline={false} store={createStore(FAR)} theme="light" />,
  );
  const before = await takePixels(frame);
  const extension = contextOf(frame).getExtension('WEBGL_lose_context')!;
  extension.loseContext();
  const said = await screen.findByText(
    'The picture was lost: browsers keep about 16 of them on a page. The figures go on.',
  );
  expect(said).toBeVisible();
  expect(frame.querySelector('.gdv-legend')).not.toBeVisible();
  const draws = countDraws();
  extension.restoreContext();
  await waitFor(() => expect(draws.draws).toBeGreaterThan(0));
  draws.stop();
  await untilStill();
  expect(screen.queryByText(/The picture was lost/)).toBeNull();
  expect(countUnlike(await takePixels(frame), before)).toBe(0);
});
