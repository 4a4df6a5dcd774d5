import { render } from '@testing-library/react';
import { expect, it, onTestFinished } from 'vitest';
import { commands } from 'vitest/browser';
import { createRunStore, GradientDescentViz, type RunStore } from '../../src/index.js';
import '../../src/ui/styles.css';
import { finish, spec, start, update } from '../run/createRunEvent.js';
import { countDraws, untilDrawnAndStill, untilStill } from './frames.js';
import { takePixels } from './pixels.js';

const BEGUN = [
  spec(1, { domainHalf: 2, params: { a: 0.1, b: 0.1 } }),
  start(2, { point0: { x: -0.5, y: -0.5 } }),
  update(3, 1, [{ x: 0.1, y: -0.2 }]),
];
const END = finish(4, { reason: 'error' });
/** Draw calls of one frame in which all is drawn: surface, floor, line, its newest segments, the picture, the marks. */
const WHOLE_FRAME = 6;
/** #d0021b */
const FAILED = [208, 2, 27];

function mount(store: RunStore) {
  return render(
    <div style={{ width: 400, height: 300 }}>
      <GradientDescentViz store={store} />
    </div>,
  );
}

async function countFailed(container: HTMLElement): Promise<number> {
  const pixels = await takePixels(container.querySelector('.gdv-canvas')!);
  let count = 0;
  for (let y = 0; y < pixels.heightPx; y++)
    for (let x = 0; x < pixels.widthPx; x++)
      if (pixels.at(x, y).every((value, i) => Math.abs(value - FAILED[i]!) <= 3)) count++;
  return count;
}

/** Draw calls from the moment at which a run ends until all is still. */
async function countDrawsOfEnd(store: RunStore): Promise<number> {
  await untilDrawnAndStill();
  const counter = countDraws();
  await untilDrawnAndStill(() => store.ingest(END));
  const { draws } = counter;
  counter.stop();
  return draws;
}

it('an end that comes has a pulse, after which the marker is as if it had ended before, and nothing is drawn', async () => {
  const store = createRunStore();
  store.ingest(BEGUN);
  const { container, unmount } = mount(store);
  expect(await countDrawsOfEnd(store)).toBeGreaterThan(WHOLE_FRAME);
  const live = await countFailed(container);
  expect(live).toBeGreaterThan(40);
  const counter = countDraws();
  await untilStill();
  expect(counter.draws).toBe(0);
  counter.stop();
  unmount();

  const other = createRunStore();
  other.ingest([...BEGUN, END]);
  const ended = mount(other);
  await untilDrawnAndStill();
  expect(await countFailed(ended.container)).toBe(live);
});

it('an end has no pulse where the system asks for less motion', async () => {
  onTestFinished(() => commands.emulateMedia({}));
  await commands.emulateMedia({ reducedMotion: 'reduce' });
  const store = createRunStore();
  store.ingest(BEGUN);
  const { container } = mount(store);
  // One frame.
  expect(await countDrawsOfEnd(store)).toBeLessThanOrEqual(WHOLE_FRAME);
  expect(await countFailed(container)).toBeGreaterThan(40);
});
