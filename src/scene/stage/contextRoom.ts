/** How long the browser may take to restore a context by itself, once there is room for one. */
const OWN_RESTORE_MS = 1000;

/** The context of a canvas, from its making until nothing holds the canvas any more. */
export interface HeldContext {
  readonly isLost: boolean;
  /** Whether its canvas is on the page; one that is not does not take its context back. */
  isInUse: boolean;
}

/**
 * The WebGL contexts of this page's views. A browser keeps some 16 for all code of a page, and evicts the least recently used
 * when another is made. A view that lost its context does not take another view's: it draws again once one of ours has gone
 * since, or when the tab is visible again and all of ours are lost.
 */
export class ContextRoom {
  /** Contexts of ours that are not lost. */
  private live = 0;
  /** The views that draw again when there is room, each with how many contexts were live when its own was lost. */
  private readonly waiting = new Map<() => void, number>();
  private timer: ReturnType<typeof setTimeout> | null = null;
  private isSeenAgain = false;

  /**
   * Counts a context that was just made.
   * @param onChange - called when it is lost, and when the browser gave it back, as long as it is in use
   */
  add(canvas: EventTarget, onChange: () => void): HeldContext {
    const context = { isLost: false, isInUse: true };
    this.live += 1;
    const change = (isLost: boolean): void => {
      if (context.isLost === isLost) return;
      context.isLost = isLost;
      this.live += isLost ? -1 : 1;
    };
    // These listeners are garbage collected with the canvas.
    canvas.addEventListener('webglcontextlost', () => {
      change(true);
      if (context.isInUse) onChange();
      else this.lookSoon();
    });
    canvas.addEventListener('webglcontextrestored', () => {
      change(false);
      if (context.isInUse) onChange();
      else giveUp(canvas);
    });
    return context;
  }

  /**
   * Waits for room.
   * @param draw - called once, a second after there is room
   * @returns ends the waiting
   */
  wait(draw: () => void): () => void {
    if (this.waiting.size === 0) document.addEventListener('visibilitychange', this.onVisibility);
    this.waiting.set(draw, this.live);
    return () => this.leave(draw);
  }

  private leave(draw: () => void): void {
    this.waiting.delete(draw);
    if (this.waiting.size > 0) return;
    document.removeEventListener('visibilitychange', this.onVisibility);
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
  }

  private readonly onVisibility = (): void => {
    if (document.visibilityState !== 'visible') return;
    this.isSeenAgain = true;
    this.lookSoon();
  };

  private lookSoon(): void {
    if (this.waiting.size > 0) this.timer ??= setTimeout(() => this.look(), OWN_RESTORE_MS);
  }

  private look(): void {
    this.timer = null;
    const isAnyoneToDraw = this.isSeenAgain && this.live === 0;
    this.isSeenAgain = false;
    let taken = this.live;
    for (const [draw, liveAtLoss] of [...this.waiting]) {
      if (!isAnyoneToDraw && taken >= liveAtLoss) continue;
      taken += 1;
      this.leave(draw);
      draw();
    }
  }
}

/** Loses a restored context again, of a canvas that has left the page, so that a waiting view can have one. */
function giveUp(canvas: EventTarget): void {
  if (!(canvas instanceof HTMLCanvasElement)) return;
  canvas.getContext('webgl2')?.getExtension('WEBGL_lose_context')?.loseContext();
}

/** The one of the page. */
export const contextRoom = new ContextRoom();
