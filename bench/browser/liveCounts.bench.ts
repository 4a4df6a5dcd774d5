import { afterAll, beforeAll, inject, it } from 'vitest';
import { createUpdate } from '../support/descentStream.js';
import { formatFigure, formatTable } from '../support/formatTable.js';
import { computeMedian } from '../support/statistics.js';
import { createFilledStore, mountComponent } from './componentSubject.js';
import { countFrames, type FrameCount } from './frameCounts.js';
import { countUpdates } from './liveGround.js';
import { untilStill, wait, watchFrames, type FrameWatch } from './watchFrames.js';

const { lengths } = inject('live');
const QUALITIES = ['high', 'low'] as const;
const APPENDS = 3;
/** The arrow key turns by 5°, at once. */
const TURN = new KeyboardEvent('keydown', { key: 'ArrowLeft', bubbles: true });

let watch: FrameWatch;
let counter: ReturnType<typeof countFrames>;
beforeAll(() => {
  watch = watchFrames();
  counter = countFrames();
});
afterAll(() => {
  counter.stop();
  watch.stop();
});

/**
 * `turned`: the camera moved. `appended`: the first after an update, which has its points. `glided`: those after it, in
 * which only the marker and the line's end move.
 */
const KINDS = ['turned', 'appended', 'glided'] as const;
type FrameKinds = Readonly<Record<(typeof KINDS)[number], readonly FrameCount[]>>;

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await wait(20);
}

/** What is drawn from now on until nothing moves. */
async function collectFrames(act: () => void): Promise<readonly FrameCount[]> {
  counter.reset();
  watch.reset();
  act();
  await until(() => watch.frames.length > 0);
  await untilStill(watch);
  return counter.frames.filter(({ draws }) => draws > 0);
}

async function countKinds(points: number, quality: 'high' | 'low'): Promise<FrameKinds> {
  const updates = countUpdates(points);
  watch.reset();
  const subject = mountComponent(createFilledStore(updates), { quality });
  await until(() => watch.frames.length > 0);
  await untilStill(watch);
  const canvas = document.querySelector('.gdv-canvas [tabindex], .gdv-canvas')!;
  // The first has what waited for a frame of its kind.
  await collectFrames(() => canvas.dispatchEvent(TURN));
  const turned = (await collectFrames(() => canvas.dispatchEvent(TURN))).slice(0, 1);
  const appended: FrameCount[] = [];
  const glided: FrameCount[] = [];
  for (let i = 0; i < APPENDS; i++) {
    const text = JSON.stringify(createUpdate(updates + i));
    const [first, ...later] = await collectFrames(() => subject.append(text));
    appended.push(first!);
    // The last may put back what rests.
    glided.push(...later.slice(0, -1));
  }
  subject.unmount();
  return { turned, appended, glided };
}

it('counts what a frame takes', async () => {
  for (const points of lengths) {
    const columns: [string, readonly FrameCount[]][] = [];
    for (const quality of QUALITIES) {
      const kinds = await countKinds(points, quality);
      for (const kind of KINDS) columns.push([`${quality}, ${kind}`, kinds[kind]]);
    }
    const row = (name: string, pick: (frame: FrameCount) => number): string[] => [
      name,
      ...columns.map(([, frames]) => formatFigure(computeMedian(frames.map(pick)))),
    ];
    console.log(
      formatTable(
        `What one frame takes, ${points.toLocaleString('en-US')} points (medians)`,
        ['', ...columns.map(([name]) => name)],
        [
          row('draw calls', ({ draws }) => draws),
          row('copies of a target', ({ copies }) => copies),
          row('vertices', ({ vertices }) => vertices),
          row('bytes sent', ({ bytes }) => bytes),
          row('pixels of the canvas, of the largest draw call', ({ canvasPx }) => canvasPx),
          row('pixels of other targets, of the largest draw call', ({ targetPx }) => targetPx),
          ['frames counted', ...columns.map(([, frames]) => formatFigure(frames.length))],
        ],
      ),
    );
  }
});
