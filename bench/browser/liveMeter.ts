import { commands } from 'vitest/browser';
import { createUpdate } from '../support/descentStream.js';
import type { CpuTimes } from '../support/liveCommands.js';
import { countUpdates } from './liveGround.js';
import { openLiveStream, type LiveStream } from './liveStream.js';
import type { Subject } from './subject.js';
import type { MainThread } from './surfaceCpu.js';
import { wait } from './watchFrames.js';
import { DRAWS, wrapCalls } from './wrapCalls.js';

/** What is measured at once. */
export interface LiveCase {
  readonly subject: string;
  readonly updatesPerSecond: number;
  /** Points that are there before it begins. */
  readonly points: number;
}

/** What came of it. */
export interface LiveCell extends LiveCase {
  /** CPU seconds of the GPU process in a second. */
  readonly gpuCores: number;
  readonly mainThreadCores: number;
  /** What else the machine did meanwhile: figures of a busy one are worth less. */
  readonly otherCores: number;
  /** Frames a second in which something was drawn. */
  readonly framesPerSecond: number;
  /** Share of the updates due that were taken in, in [0, 1]. */
  readonly keptUp: number;
}

const WARM_UP_S = 2;
/** Between two subjects, so that nobody's garbage or frames are the next one's. */
const REST_MS = 300;

/** Measures what an open page costs while updates come. */
export class LiveMeter {
  private frames = 0;
  private lastFrame: CSSNumberish | null = null;
  private readonly restore;

  constructor(private readonly mainThread: MainThread) {
    this.restore = wrapCalls(Object.keys(DRAWS), () => {
      // Its time is the frame's own, and goes on with the next.
      const frame = document.timeline.currentTime;
      if (frame === this.lastFrame) return;
      this.lastFrame = frame;
      this.frames++;
    });
  }

  stop(): void {
    this.restore();
  }

  async measure(one: LiveCase, seconds: number, mount: () => Subject): Promise<LiveCell> {
    const { updatesPerSecond, points } = one;
    const first = countUpdates(points);
    const due = Math.ceil(updatesPerSecond * (WARM_UP_S + seconds + 2));
    const texts = Array.from({ length: due }, (_, i) => JSON.stringify(createUpdate(first + i)));
    this.frames = 0;
    const subject = mount();
    while (this.frames === 0) await wait(20);
    await this.mainThread.collectGarbage();
    const stream = openLiveStream(updatesPerSecond, (i) => {
      if (i < due) subject.append(texts[i]!);
    });
    try {
      await wait(WARM_UP_S * 1000);
      const before = await this.read(stream);
      await wait(seconds * 1000);
      return { ...one, ...compare(before, await this.read(stream), updatesPerSecond) };
    } finally {
      stream.stop();
      subject.unmount();
      await wait(REST_MS);
    }
  }

  private async read(stream: LiveStream): Promise<LiveReading> {
    const cpu = await commands.readCpuTimes();
    const mainThreadMs = await this.mainThread.readCpuMs();
    return { cpu, mainThreadMs, atMs: performance.now(), frames: this.frames, taken: stream.taken };
  }
}

interface LiveReading {
  readonly cpu: CpuTimes;
  readonly mainThreadMs: number;
  readonly atMs: number;
  readonly frames: number;
  readonly taken: number;
}

function compare(
  before: LiveReading,
  after: LiveReading,
  updatesPerSecond: number,
): Omit<LiveCell, keyof LiveCase> {
  const seconds = (after.atMs - before.atMs) / 1000;
  const cpuSeconds = (after.cpu.atMs - before.cpu.atMs) / 1000;
  const cores = (pick: (cpu: CpuTimes) => number): number =>
    (pick(after.cpu) - pick(before.cpu)) / cpuSeconds;
  return {
    gpuCores: cores(({ gpuS }) => gpuS),
    mainThreadCores: (after.mainThreadMs - before.mainThreadMs) / (1000 * seconds),
    otherCores: Math.max(
      0,
      cores(({ machineS, browserS }) => machineS - browserS),
    ),
    framesPerSecond: (after.frames - before.frames) / seconds,
    keptUp: Math.min(1, (after.taken - before.taken) / Math.floor(updatesPerSecond * seconds)),
  };
}
