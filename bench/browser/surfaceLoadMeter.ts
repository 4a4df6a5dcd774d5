import { openMainThread, watchLongestTask, watchLongTasks, type MainThread } from './surfaceCpu.js';
import { watchGpu, type AwaitedPicture } from './surfaceGpuWatch.js';
import { computeLeastVertices, createGridBytes } from './surfaceGrid.js';
import type { LoadingSubject } from './surfaceSubject.js';
import { untilStill, wait, watchFrames } from './watchFrames.js';

/** What the main thread has to do from a grid's bytes to its frame. */
export interface LoadCost {
  readonly cpuMs: number;
  /** Until a pixel can be read: wall time. */
  readonly pictureMs: number;
  readonly longTasks: number;
  readonly laterFrames: number;
  readonly laterCpuMs: number;
}

/** What is sent to the GPU for one grid. */
export interface LoadBytes {
  readonly bytes: number;
  readonly heightUploads: number;
  /** In the frames after it, until the picture is still. */
  readonly laterBytes: number;
}

export async function openLoadMeter(): Promise<LoadMeter> {
  return new LoadMeter(await openMainThread());
}

/** Measures what one more grid costs in something that is mounted; one measurement after another. */
export class LoadMeter {
  /** No two grids of this page are the same. */
  private variants = 0;
  private readonly gpu = watchGpu();
  private readonly frames = watchFrames(false);
  private readonly longTasks = watchLongTasks();

  constructor(private readonly mainThread: MainThread) {}

  stop(): void {
    this.longTasks.stop();
    this.frames.stop();
    this.gpu.stop();
  }

  /** Waits until what has just been mounted is drawn and still. */
  async untilMounted(): Promise<void> {
    this.frames.reset();
    while (this.frames.frames.length === 0) await wait(20);
    await this.untilIdle();
  }

  /** What it costs to ask, in ms, of a page in the same state: where it has just collected its garbage, half as much again. */
  async measureEmpty(): Promise<number> {
    const { mainThread } = this;
    await this.untilIdle();
    await this.collectGarbage();
    const before = await mainThread.readCpuMs();
    await new Promise<void>((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        port1.close();
        resolve();
      };
      port2.postMessage(null);
    });
    return (await mainThread.readCpuMs()) - before;
  }

  async measureLoad(subject: LoadingSubject, nodes: number): Promise<LoadCost> {
    const { mainThread, gpu, frames, longTasks } = this;
    const bytes = await this.prepareLoad(subject, nodes);
    frames.holdNext();
    const drawn = gpu.begin(createPicture(nodes, bytes), true);
    longTasks.take();
    const cpuBefore = await mainThread.readCpuMs();
    const begun = performance.now();
    subject.give(bytes);
    await drawn;
    const framesDrawn = frames.frames.length;
    const cpuAfter = await mainThread.readCpuMs();
    frames.resume();
    gpu.finish();
    const pictureMs = performance.now() - begun;
    const long = longTasks.take();
    const cpuLater = await mainThread.readCpuMs();
    await this.untilIdle();
    return {
      cpuMs: cpuAfter - cpuBefore,
      pictureMs,
      longTasks: long,
      laterFrames: frames.frames.length - framesDrawn,
      laterCpuMs: (await mainThread.readCpuMs()) - cpuLater,
    };
  }

  /** Another load, for to count takes time. */
  async countLoad(subject: LoadingSubject, nodes: number): Promise<LoadBytes> {
    const { gpu, frames } = this;
    const bytes = await this.prepareLoad(subject, nodes);
    frames.holdNext();
    const drawn = gpu.begin(createPicture(nodes, bytes));
    subject.give(bytes);
    await drawn;
    const { bytes: sent, heightUploads } = gpu.count;
    frames.resume();
    await this.untilIdle();
    return { bytes: sent, heightUploads, laterBytes: gpu.count.bytes - sent };
  }

  /** Another load, in which messages watch for the longest task instead. */
  async measureLongestTask(subject: LoadingSubject, nodes: number): Promise<number> {
    const bytes = await this.prepareLoad(subject, nodes);
    const drawn = this.gpu.begin(createPicture(nodes, bytes));
    const watch = watchLongestTask();
    await wait(0);
    subject.give(bytes);
    await drawn;
    const longest = watch.stop();
    await this.untilIdle();
    return longest;
  }

  /** Still, and the GPU too: what it has not yet taken makes the next upload dearer. */
  private async untilIdle(): Promise<void> {
    await untilStill(this.frames);
    this.gpu.finish();
  }

  private async prepareLoad(subject: LoadingSubject, nodes: number): Promise<ArrayBuffer> {
    const variant = ++this.variants;
    await subject.askFor(nodes, variant);
    await this.untilIdle();
    const bytes = createGridBytes(nodes, variant);
    await this.collectGarbage();
    this.frames.reset();
    return bytes;
  }

  private async collectGarbage(): Promise<void> {
    await this.mainThread.collectGarbage();
    await wait(20);
  }
}

function createPicture(nodes: number, heights: ArrayBuffer): AwaitedPicture {
  return { vertices: computeLeastVertices(nodes), heights };
}
