import { _roots } from '@react-three/fiber';
import { render, screen, waitFor, within } from '@testing-library/react';
import type { ReactElement } from 'react';
import type { WebGLRenderer } from 'three';
import { expect, it, onTestFinished, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { createRunStore, GradientDescentViz } from '../../src/index.js';
import '../../src/ui/styles.css';
import irisLog from '../fixtures/logs/real-iris.ndjson?raw';
import { allowConsole } from '../support/consoleGuard.js';
import { itLong, itOnce, scaled } from '../support/testLength.js';
import { countDraws, untilDrawnAndStill, untilStill } from './frames.js';
import { takePixels } from './pixels.js';

const LINES = irisLog.split('\n').filter((line) => line !== '');

/** How many WebGL contexts Chromium keeps on a page. */
const CONTEXTS = 16;

function canvasOf(frame: Element): HTMLCanvasElement {
  const canvas = frame.querySelector('canvas');
  if (canvas === null) throw new Error('nothing is mounted');
  return canvas;
}

function rendererOf(frame: Element): WebGLRenderer {
  return _roots.get(canvasOf(frame))!.store.getState().gl;
}

const isLost = (frame: Element): boolean => rendererOf(frame).getContext().isContextLost();

function loseContext(frame: Element): WEBGL_lose_context {
  const extension = rendererOf(frame).getContext().getExtension('WEBGL_lose_context')!;
  extension.loseContext();
  return extension;
}

async function mountDrawn(element: ReactElement): Promise<HTMLElement> {
  const { container } = render(<div style={{ width: 400, height: 300 }}>{element}</div>);
  await untilDrawnAndStill();
  return container.firstElementChild as HTMLElement;
}

const findMessage = () => screen.findByText(/^The picture was lost/);

/** Views of some pixels each, drawn, the first of them first. */
async function mountMany(count: number): Promise<{ frames: HTMLElement[]; remove: (i: number) => void }> {
  const views = Array.from({ length: count }, (_, i) => {
    const view = render(
      <div data-testid={`view-${i}`} style={{ width: 120, height: 90, float: 'left' }}>
        <GradientDescentViz showTimeline={false} events={LINES} />
      </div>,
    );
    return { frame: view.container.firstElementChild as HTMLElement, unmount: view.unmount };
  });
  await untilDrawnAndStill(() =>
    waitFor(() => expect(document.querySelectorAll('canvas')).toHaveLength(count)),
  );
  return { frames: views.map(({ frame }) => frame), remove: (i) => views[i]!.unmount() };
}

const lostOnes = (frames: readonly HTMLElement[]): number[] =>
  frames.flatMap((frame, i) => (frame.isConnected && isLost(frame) ? [i] : []));

const messages = (frames: readonly HTMLElement[]): number[] =>
  frames.flatMap((frame, i) => (within(frame).queryByText(/^The picture was lost/) === null ? [] : [i]));

/** Losses of contexts from here on, wherever in the page. */
function countLosses(): { readonly count: number; stop(): void } {
  let count = 0;
  const add = (): void => {
    count++;
  };
  addEventListener('webglcontextlost', add, true);
  return {
    get count() {
      return count;
    },
    stop: () => removeEventListener('webglcontextlost', add, true),
  };
}

itOnce(
  'says that the picture was lost, with the figures live, and draws it anew from where it was seen',
  async () => {
    const store = createRunStore();
    for (const line of LINES.slice(0, 60)) store.ingest(line);
    const frame = await mountDrawn(<GradientDescentViz showTimeline={false} store={store} theme="light" />);
    const before = canvasOf(frame);
    before.focus();
    for (const key of ['ArrowLeft', 'ArrowLeft', 'ArrowUp', '+']) {
      before.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
    }
    await untilStill();
    const seenFrom = _roots.get(before)!.store.getState().camera.position.toArray();

    loseContext(frame);
    await findMessage();
    expect(frame.querySelector('.gdv-labels')).not.toBeVisible();
    for (const line of LINES.slice(60)) store.ingest(line);
    expect(await screen.findByText('Converged')).toBeVisible();

    const draws = countDraws();
    await userEvent.click(screen.getByRole('button', { name: 'Draw again' }));
    await waitFor(() => expect(draws.draws).toBeGreaterThan(0));
    draws.stop();
    await untilStill();
    expect(screen.queryByText(/^The picture was lost/)).toBeNull();
    expect(canvasOf(frame)).not.toBe(before);
    expect(isLost(frame)).toBe(false);
    expect(frame.querySelectorAll('canvas')).toHaveLength(1);
    const seenNow = _roots.get(canvasOf(frame))!.store.getState().camera.position.toArray();
    seenNow.forEach((value, i) => expect(value).toBeCloseTo(seenFrom[i]!, 5));
    expect(frame.querySelector('.gdv-labels')).toBeVisible();
    expect(frame.querySelectorAll('.gdv-label').length).toBeGreaterThan(4);

    // What is drawn is what a view that lost nothing draws from there.
    const drawn = await takePixels(frame);
    const colours = new Set<string>();
    for (let y = 0; y < drawn.heightPx; y += 5) {
      for (let x = 0; x < drawn.widthPx; x += 5) colours.add(drawn.at(x, y).join());
    }
    expect(colours.size).toBeGreaterThan(200);
  },
);

itOnce(
  'goes on by itself, and takes the message away, where the browser gives the context back',
  async () => {
    const frame = await mountDrawn(<GradientDescentViz showTimeline={false} events={LINES} />);
    const canvas = canvasOf(frame);
    const extension = loseContext(frame);
    await findMessage();
    const draws = countDraws();
    extension.restoreContext();
    await waitFor(() => expect(screen.queryByText(/^The picture was lost/)).toBeNull());
    await waitFor(() => expect(draws.draws).toBeGreaterThan(0));
    draws.stop();
    expect(canvasOf(frame)).toBe(canvas);
  },
);

itOnce(
  'the view whose context the browser took says so, and has a picture again once another view has gone',
  async () => {
    allowConsole(/Too many active WebGL contexts/);
    const { frames, remove } = await mountMany(CONTEXTS + 1);
    await waitFor(() => expect(messages(frames)).toEqual(lostOnes(frames)));
    expect(messages(frames)).toHaveLength(1);
    const [lost] = messages(frames);
    remove(lost === 5 ? 6 : 5);
    await waitFor(() => expect(messages(frames)).toEqual([]));
    await untilStill();
    expect(lostOnes(frames)).toEqual([]);
  },
);

itLong('views beyond what the browser keeps never take contexts from each other by themselves', async () => {
  allowConsole(/Too many active WebGL contexts/);
  const { frames } = await mountMany(CONTEXTS + 2);
  await waitFor(() => expect(messages(frames)).toHaveLength(2));
  await untilStill();
  const losses = countLosses();
  const [first] = messages(frames);
  await userEvent.click(within(frames[first!]!).getByRole('button', { name: 'Draw again' }));
  await waitFor(() => expect(isLost(frames[first!]!)).toBe(false));
  await waitFor(() => expect(losses.count).toBe(1));
  for (let look = 0; look < 3; look++) {
    document.dispatchEvent(new Event('visibilitychange'));
    await untilStill();
  }
  // One press, one picture more and one less.
  expect(losses.count).toBe(1);
  losses.stop();
  expect(messages(frames)).toEqual(lostOnes(frames));
  expect(messages(frames)).toHaveLength(2);
  expect(messages(frames)).not.toContain(first);
});

itLong(
  'a picture that was drawn anew is no burden to the browser: contexts given up stay given up',
  async () => {
    allowConsole(/Too many active WebGL contexts/);
    const { frames, remove } = await mountMany(CONTEXTS + 2);
    await waitFor(() => expect(messages(frames)).toHaveLength(2));
    const [first, second] = messages(frames);
    await userEvent.click(within(frames[first!]!).getByRole('button', { name: 'Draw again' }));
    await waitFor(() => expect(messages(frames)).toContain(second));
    await waitFor(() => expect(messages(frames)).toHaveLength(2));
    const waiting = messages(frames);
    const going = frames.flatMap((_, i) => (waiting.includes(i) || i === first ? [] : [i])).slice(-2);
    for (const i of going) remove(i);
    await waitFor(() => expect(messages(frames)).toEqual([]));
    await untilStill();
    expect(lostOnes(frames)).toEqual([]);
  },
);

it('leaves no listener and nothing on the GPU, lost and drawn anew again and again', async () => {
  const frame = await mountDrawn(<GradientDescentViz showTimeline={false} events={LINES} />);
  const held = new Map<string, number>();
  const added = vi.spyOn(document, 'addEventListener');
  const removed = vi.spyOn(document, 'removeEventListener');
  onTestFinished(() => void vi.restoreAllMocks());
  const gone: WebGLRenderer[] = [];
  const canvases = new Set<HTMLCanvasElement>();
  const times = scaled({ short: 2, long: 6 });
  for (let i = 0; i < times; i++) {
    gone.push(rendererOf(frame));
    canvases.add(canvasOf(frame));
    loseContext(frame);
    await findMessage();
    await untilDrawnAndStill(() => userEvent.click(screen.getByRole('button', { name: 'Draw again' })));
  }
  expect(canvases.size).toBe(times);
  expect([..._roots.keys()].filter((canvas) => canvases.has(canvas as HTMLCanvasElement))).toEqual([]);
  for (const { info } of gone) expect({ ...info.memory }).toMatchObject({ geometries: 0, textures: 0 });
  for (const [type] of added.mock.calls) held.set(type, (held.get(type) ?? 0) + 1);
  for (const [type] of removed.mock.calls) held.set(type, (held.get(type) ?? 0) - 1);
  expect(added.mock.calls.map(([type]) => type)).toContain('visibilitychange');
  expect(held.get('visibilitychange')).toBe(0);
});
