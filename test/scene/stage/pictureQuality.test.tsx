import type { WebGLRenderer } from 'three';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { FrameKind } from '../../../src/scene/stage/picture.js';
import { PictureQuality, type QualitySetting } from '../../../src/scene/stage/pictureQuality.js';

const CONSTANTS = {
  SYNC_GPU_COMMANDS_COMPLETE: 1,
  SYNC_FLUSH_COMMANDS_BIT: 2,
  TIMEOUT_EXPIRED: 3,
  CONDITION_SATISFIED: 4,
  WAIT_FAILED: 5,
};

/** A context whose frames are done a given time after their calls. */
class Gpu {
  readonly fences = new Set<WebGLSync>();
  /** Fences made so far. */
  made = 0;
  /** Most at once. */
  most = 0;
  frameMs = 0;
  isLost = false;

  readonly renderer = {
    getContext: () => ({
      ...CONSTANTS,
      isContextLost: () => this.isLost,
      fenceSync: (): WebGLSync => {
        const fence = { doneAt: performance.now() + this.frameMs };
        this.fences.add(fence);
        this.made++;
        this.most = Math.max(this.most, this.fences.size);
        return fence;
      },
      clientWaitSync: (fence: { readonly doneAt: number }): number => {
        if (this.isLost) return CONSTANTS.WAIT_FAILED;
        return performance.now() >= fence.doneAt ? CONSTANTS.CONDITION_SATISFIED : CONSTANTS.TIMEOUT_EXPIRED;
      },
      deleteSync: (fence: WebGLSync): void => void this.fences.delete(fence),
    }),
  } as unknown as WebGLRenderer;
}

let gpu: Gpu;
let isHidden = false;
/** Time in which the page computed and no timer ran. */
let busyMs = 0;

beforeEach(() => {
  vi.useFakeTimers();
  gpu = new Gpu();
  isHidden = false;
  busyMs = 0;
  const now = performance.now.bind(performance);
  vi.spyOn(performance, 'now').mockImplementation(() => now() + busyMs);
  vi.spyOn(document, 'hidden', 'get').mockImplementation(() => isHidden);
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

function createMounted(setting?: QualitySetting): PictureQuality {
  const quality = new PictureQuality(setting);
  quality.mount();
  return quality;
}

/** Draws some frames, each `gapMs` after the one before, or as soon as that is done. */
function draw(quality: PictureQuality, kind: FrameKind, frames: number, frameMs: number, gapMs = 16): void {
  gpu.frameMs = frameMs;
  for (let i = 0; i < frames; i++) {
    quality.drew(kind, gpu.renderer);
    vi.advanceTimersByTime(Math.max(gapMs, frameMs));
  }
}

const HIGH = { samples: 4, maxPixelRatio: Infinity };
const LOW = { samples: 0, maxPixelRatio: 1 };

it('is what the host says, whatever frames cost', () => {
  const high = createMounted('high');
  draw(high, 'whole', 200, 100);
  expect(high.getState()).toEqual(HIGH);
  const low = createMounted('low');
  draw(low, 'whole', 500, 1);
  expect(low.getState()).toEqual(LOW);
});

it('auto is high, becomes low where whole frames are slow, says so once, and is the same object between', () => {
  const quality = createMounted();
  const listener = vi.fn();
  quality.subscribe(listener);
  const first = quality.getState();
  expect(first).toEqual(HIGH);
  draw(quality, 'whole', 200, 10);
  expect(quality.getState()).toBe(first);
  draw(quality, 'whole', 30, 60);
  expect(quality.getState()).toEqual(LOW);
  const second = quality.getState();
  draw(quality, 'whole', 200, 25);
  expect(quality.getState()).toBe(second);
  expect(listener).toHaveBeenCalledTimes(1);
});

it('auto stays high where frames overlap: each takes long on its way, and yet they keep up', () => {
  const quality = createMounted();
  gpu.frameMs = 50;
  for (let i = 0; i < 500; i++) {
    quality.drew('whole', gpu.renderer);
    vi.advanceTimersByTime(16);
  }
  expect(gpu.made).toBeGreaterThan(50);
  expect(quality.getState()).toEqual(HIGH);
});

it('no glide lowers it, however dear its frames are', () => {
  const quality = createMounted();
  draw(quality, 'part', 200, 60);
  expect(quality.getState()).toEqual(HIGH);
});

it('another setting holds at once, is said where it changes something, and auto begins anew', () => {
  const quality = createMounted();
  const listener = vi.fn();
  quality.subscribe(listener);
  quality.set('high');
  expect(listener).not.toHaveBeenCalled();
  quality.set('low');
  expect(quality.getState()).toEqual(LOW);
  expect(listener).toHaveBeenCalledTimes(1);
  quality.set('auto');
  expect(quality.getState()).toEqual(HIGH);
  draw(quality, 'whole', 30, 60);
  expect(quality.getState()).toEqual(LOW);
  quality.set('high');
  quality.set('auto');
  expect(quality.getState()).toEqual(HIGH);
  expect(listener).toHaveBeenCalledTimes(4);
});

it('gives a glide the pace that frames allow, under each setting', () => {
  for (const setting of ['auto', 'high', 'low'] as const) {
    const quality = createMounted(setting);
    expect(quality.leastGapMs).toBeCloseTo(38.5, 1);
    draw(quality, 'whole', 50, 2);
    expect(quality.leastGapMs).toBe(0);
    draw(quality, 'whole', 50, 30);
    expect(quality.leastGapMs).toBeCloseTo(38.5, 1);
    draw(quality, 'part', 50, 25, 50);
    expect(quality.leastGapMs).toBeGreaterThanOrEqual(50);
    expect(quality.leastGapMs).toBeLessThan(65);
  }
});

/** A glide whose frames are whole where that is asked for. @returns how many were */
function glide(quality: PictureQuality, frames: number, wholeMs: number): number {
  let asked = 0;
  for (let i = 0; i < frames; i++) {
    const isWhole = quality.takeAsk();
    if (isWhole) asked++;
    draw(quality, isWhole ? 'whole' : 'part', 1, isWhole ? wholeMs : 2, 33);
  }
  return asked;
}

it('asks a glide for whole frames until it is known what they cost, and for no more', () => {
  const fast = createMounted();
  draw(fast, 'whole', 1, 400);
  expect(glide(fast, 300, 3)).toBe(2);
  expect(fast.leastGapMs).toBe(0);
  const slow = createMounted();
  expect(glide(slow, 300, 60)).toBe(3);
  expect(slow.leastGapMs).toBeCloseTo(38.5, 1);
});

it('asks for a few in vain where frames cannot be measured, and for none where they are not', () => {
  const quality = createMounted();
  gpu.isLost = true;
  expect(glide(quality, 300, 3)).toBe(6);
  expect(new PictureQuality().takeAsk()).toBe(false);
});

it('measures one frame at a time, ten a second at most', () => {
  const quality = createMounted('high');
  draw(quality, 'whole', 500, 5, 10);
  expect(gpu.made).toBeLessThanOrEqual(50);
  expect(gpu.made).toBeGreaterThan(40);
  gpu.frameMs = 300;
  for (let i = 0; i < 500; i++) {
    quality.drew('whole', gpu.renderer);
    vi.advanceTimersByTime(10);
  }
  expect(gpu.most).toBe(1);
});

it('measures nothing before it is on the page, nor after, and nothing is left of what was being measured', () => {
  const quality = new PictureQuality();
  quality.drew('whole', gpu.renderer);
  expect(gpu.made).toBe(0);
  const leave = quality.mount();
  draw(quality, 'whole', 1, 5);
  expect(gpu.made).toBe(1);
  vi.advanceTimersByTime(1000);
  gpu.frameMs = 50;
  quality.drew('whole', gpu.renderer);
  leave();
  expect([gpu.fences.size, vi.getTimerCount()]).toEqual([0, 0]);
  vi.advanceTimersByTime(1000);
  quality.drew('whole', gpu.renderer);
  expect(gpu.made).toBe(2);
  // StrictMode.
  quality.mount();
  quality.drew('whole', gpu.renderer);
  expect(gpu.made).toBe(3);
});

it('measures nothing in a hidden page, and drops what was being measured when it was hidden', () => {
  const quality = createMounted();
  isHidden = true;
  draw(quality, 'whole', 10, 5, 200);
  expect(gpu.made).toBe(0);
  for (let i = 0; i < 30; i++) {
    isHidden = false;
    gpu.frameMs = 60;
    quality.drew('whole', gpu.renderer);
    vi.advanceTimersByTime(30);
    isHidden = true;
    vi.advanceTimersByTime(90);
  }
  expect(gpu.made).toBe(30);
  expect([gpu.fences.size, vi.getTimerCount()]).toEqual([0, 0]);
  expect(quality.getState()).toEqual(HIGH);
});

it('measures nothing with a lost context, and drops what was being measured when it was lost', () => {
  const quality = createMounted();
  gpu.isLost = true;
  draw(quality, 'whole', 10, 5, 200);
  expect(gpu.made).toBe(0);
  for (let i = 0; i < 30; i++) {
    gpu.isLost = false;
    gpu.frameMs = 60;
    quality.drew('whole', gpu.renderer);
    vi.advanceTimersByTime(50);
    gpu.isLost = true;
    vi.advanceTimersByTime(70);
  }
  expect(gpu.made).toBe(30);
  expect([gpu.fences.size, vi.getTimerCount()]).toEqual([0, 0]);
  expect(quality.getState()).toEqual(HIGH);
});

it('does not take a busy page for a slow GPU', () => {
  const quality = createMounted();
  gpu.frameMs = 5;
  for (let i = 0; i < 100; i++) {
    quality.drew('whole', gpu.renderer);
    busyMs += 90;
    vi.advanceTimersByTime(10);
  }
  expect(gpu.made).toBe(100);
  expect(quality.getState()).toEqual(HIGH);
});

it('gives up a frame that is never done', () => {
  const quality = createMounted();
  gpu.frameMs = Infinity;
  quality.drew('whole', gpu.renderer);
  vi.advanceTimersByTime(900);
  expect(gpu.fences.size).toBe(1);
  vi.advanceTimersByTime(500);
  expect([gpu.fences.size, vi.getTimerCount()]).toEqual([0, 0]);
});
