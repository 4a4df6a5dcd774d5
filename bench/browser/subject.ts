import { BATCH_POINTS, createUpdate } from '../support/descentStream.js';
import { computeMedian, computeSum } from '../support/statistics.js';
import { untilStill, wait, type FrameWatch } from './watchFrames.js';

/** Something mounted that draws a path. */
export interface Subject {
  /** Takes one update in, as JSON text; whatever it does at once. */
  append(text: string): void;
  unmount(): void;
}

/** What one append cost, up to the picture that shows it, and what came after. */
export interface AppendCost {
  /** The call that takes the text in. */
  readonly ingestMs: number;
  /** What it left for the end of the task: React's renewal of the text. */
  readonly textMs: number;
  /** The first frame after it. */
  readonly frameMs: number;
  readonly frameDraws: number;
  readonly frameBytes: number;
  /** From the call until the rasterizer has drawn the frame: wall time, in software of most of it. */
  readonly pictureMs: number;
  /** The frames after the first, until nothing moves. */
  readonly laterFrames: number;
  readonly laterMs: number;
  readonly laterBytes: number;
}

/** Appends the `i`-th update while nothing moves and waits until nothing moves again. */
export async function measureAppend(subject: Subject, watch: FrameWatch, i: number): Promise<AppendCost> {
  const text = JSON.stringify(createUpdate(i));
  watch.reset();
  const begun = performance.now();
  subject.append(text);
  const taken = performance.now();
  await Promise.resolve();
  const settled = performance.now();
  while (watch.frames.length === 0) await wait(1);
  watch.finish();
  const drawn = performance.now();
  await untilStill(watch);
  const [first, ...later] = watch.frames;
  return {
    ingestMs: taken - begun,
    textMs: settled - taken,
    frameMs: first!.ms,
    frameDraws: first!.draws,
    frameBytes: first!.bytes,
    pictureMs: drawn - begun,
    laterFrames: later.length,
    laterMs: later.length === 0 ? 0 : computeMedian(later.map(({ ms }) => ms)),
    laterBytes: computeSum(later.map(({ bytes }) => bytes)),
  };
}

/** Appends `warmUp + appends` updates after those of `held` points, one by one. */
export async function measureAppends(
  subject: Subject,
  watch: FrameWatch,
  held: number,
  { warmUp, appends }: { readonly warmUp: number; readonly appends: number },
): Promise<readonly AppendCost[]> {
  const costs: AppendCost[] = [];
  for (let k = 0; k < warmUp + appends; k++) {
    const cost = await measureAppend(subject, watch, held / BATCH_POINTS + k);
    if (k >= warmUp) costs.push(cost);
  }
  return costs;
}
