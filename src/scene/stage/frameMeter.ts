/** The wait before a fence is first polled, and the least between two polls. */
const LEAST_WAIT_MS = 2;
/** Later polls wait this share of the time so far: the figure of a slow frame need not be finer. */
const WAIT_SHARE = 1 / 4;
/** A figure counts if its last two polls are no further apart than this: in ms, or as a share of it where that is more. */
const SURE_MS = 8;
const SURE_SHARE = 1 / 3;
/** A frame that is not done by then counts as this much: slower ones make no difference. */
const LONGEST_MS = 1000;

/**
 * Measures what a drawn frame costs: the wall time from its last call until the GPU, or the software renderer, is done with
 * it. A fence behind the frame's calls is polled from short timers; nothing waits for it. One frame is measured at a time,
 * none in a hidden page and none with a lost context. A figure is dropped where polls came late, so that a busy page is not
 * taken for a slow GPU.
 */
export class FrameMeter {
  private context: WebGL2RenderingContext | null = null;
  private fence: WebGLSync | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private startedAt = 0;
  private lookedAt = 0;

  /** @param onCost - called with a frame's cost in ms, at most {@link LONGEST_MS} and a little */
  constructor(private readonly onCost: (costMs: number) => void) {}

  get isBusy(): boolean {
    return this.fence !== null;
  }

  /**
   * Measures the frame whose calls were just made, unless another is being measured.
   * @returns whether it is measured
   */
  start(context: WebGL2RenderingContext): boolean {
    if (this.isBusy || document.hidden || context.isContextLost()) return false;
    this.fence = context.fenceSync(context.SYNC_GPU_COMMANDS_COMPLETE, 0);
    if (this.fence === null) return false;
    this.context = context;
    this.startedAt = this.lookedAt = performance.now();
    this.timer = setTimeout(this.look, LEAST_WAIT_MS);
    return true;
  }

  /** Drops what is being measured. */
  stop(): void {
    clearTimeout(this.timer);
    this.context?.deleteSync(this.fence);
    this.context = this.fence = null;
  }

  private readonly look = (): void => {
    const { context, fence, startedAt, lookedAt } = this;
    if (context === null || fence === null) return;
    const now = performance.now();
    const costMs = now - startedAt;
    // The flag flushes the fence to the GPU if the browser has not yet.
    const status = context.clientWaitSync(fence, context.SYNC_FLUSH_COMMANDS_BIT, 0);
    const isPending = status === context.TIMEOUT_EXPIRED;
    if (isPending && costMs < LONGEST_MS) {
      this.lookedAt = now;
      this.timer = setTimeout(this.look, Math.max(LEAST_WAIT_MS, costMs * WAIT_SHARE));
      return;
    }
    this.stop();
    const isSure = now - lookedAt <= Math.max(SURE_MS, costMs * SURE_SHARE);
    if (isSure && status !== context.WAIT_FAILED && !document.hidden) this.onCost(costMs);
  };
}
