import { countUploadBytes, UPLOADS } from '../../test/support/uploadBytes.js';
import { countVertices, DRAWS, wrapCalls, type Context } from './wrapCalls.js';

/** What the page told its contexts in one frame. */
export interface FrameCount {
  draws: number;
  /** Whole-rectangle copies: from a target into another, or from the canvas into a texture. */
  copies: number;
  /** Of all instances together. */
  vertices: number;
  /** Sent to buffers and textures. */
  bytes: number;
  /** Pixels of the canvas that a draw call may have changed: those in the scissor, of the largest one. */
  canvasPx: number;
  /** The same, of the largest one into a target of the page's own. */
  targetPx: number;
}

/** Where a context draws at the moment. */
interface DrawRegion {
  isCanvas: boolean;
  isCut: boolean;
  scissorPx: number;
  viewportPx: number;
}

const STATE = ['bindFramebuffer', 'viewport', 'scissor', 'enable', 'disable'] as const;
const COPIES = ['blitFramebuffer', 'copyTexImage2D', 'copyTexSubImage2D', 'copyTexSubImage3D'] as const;

/** Counts, frame by frame, what every context is told from here on; begun before the first is made. */
export function countFrames(): { readonly frames: readonly FrameCount[]; reset(): void; stop(): void } {
  let frames: FrameCount[] = [];
  let lastFrame: CSSNumberish | null = null;
  const regions = new WeakMap<Context, DrawRegion>();
  const regionOf = (context: Context): DrawRegion => {
    const region = regions.get(context) ?? { isCanvas: true, isCut: false, scissorPx: 0, viewportPx: 0 };
    regions.set(context, region);
    return region;
  };
  const openFrame = (): FrameCount => {
    // Its time is the frame's own, and goes on with the next.
    const frame = document.timeline.currentTime;
    if (frame !== lastFrame || frames.length === 0) {
      lastFrame = frame;
      frames.push({ draws: 0, copies: 0, vertices: 0, bytes: 0, canvasPx: 0, targetPx: 0 });
    }
    return frames.at(-1)!;
  };
  const restores = [
    wrapCalls(Object.keys(DRAWS), (context, name, args) => {
      const frame = openFrame();
      const { isCanvas, isCut, scissorPx, viewportPx } = regionOf(context);
      const px = isCut ? Math.min(scissorPx, viewportPx) : viewportPx;
      frame.draws++;
      frame.vertices += countVertices(name, args);
      if (isCanvas) frame.canvasPx = Math.max(frame.canvasPx, px);
      else frame.targetPx = Math.max(frame.targetPx, px);
    }),
    wrapCalls(COPIES, () => openFrame().copies++),
    wrapCalls(UPLOADS, (_, name, args) => {
      openFrame().bytes += countUploadBytes(name, args);
    }),
    wrapCalls(STATE, (context, name, args) => followState(regionOf(context), context, name, args)),
  ];
  return {
    get frames() {
      return frames;
    },
    reset() {
      frames = [];
    },
    stop() {
      for (const restore of restores) restore();
    },
  };
}

function followState(
  region: DrawRegion,
  context: Context,
  name: (typeof STATE)[number],
  args: readonly unknown[],
): void {
  if (name === 'bindFramebuffer') {
    const isRead = 'READ_FRAMEBUFFER' in context && args[0] === context.READ_FRAMEBUFFER;
    if (!isRead) region.isCanvas = args[1] === null;
  } else if (name === 'viewport') region.viewportPx = Number(args[2]) * Number(args[3]);
  else if (name === 'scissor') region.scissorPx = Number(args[2]) * Number(args[3]);
  else if (args[0] === context.SCISSOR_TEST) region.isCut = name === 'enable';
}
