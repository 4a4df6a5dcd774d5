import { WebGLRenderer, type WebGLRendererParameters } from 'three';
import { contextRoom, type ContextRoom, type HeldContext } from './contextRoom.js';

/** The canvas of a view as React has to know it. */
export interface PictureCanvasState {
  /** Another one with every new canvas. */
  readonly key: number;
  /** `lost`: the browser took the context back. `failed`: there was none, or an error ended the scene. */
  readonly status: 'drawn' | 'lost' | 'failed';
}

/** Which canvas shows a view's picture, whether it can, and how another takes its place. */
export class PictureCanvas {
  private state: PictureCanvasState = { key: 0, status: 'drawn' };
  private context: HeldContext | null = null;
  private stopWaiting: (() => void) | null = null;
  private readonly listeners = new Set<() => void>();

  /** @param onLost - called with whether the context is lost, when that changes */
  constructor(
    private readonly onLost: (isLost: boolean) => void,
    private readonly room: ContextRoom = contextRoom,
  ) {}

  readonly getState = (): PictureCanvasState => this.state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** As fiber makes it, and counted among the contexts of the page. */
  readonly createRenderer = (defaults: WebGLRendererParameters): WebGLRenderer => {
    const renderer = new WebGLRenderer({
      ...defaults,
      // The picture has depth and samples of its own, and draws of the canvas what has moved.
      antialias: false,
      depth: false,
      preserveDrawingBuffer: true,
    });
    const context = this.room.add(renderer.domElement, this.follow);
    const endContext = renderer.forceContextLoss.bind(renderer);
    // Fiber ends every context in the end; of one that is lost three would say on the console that it cannot.
    renderer.forceContextLoss = () => {
      if (!context.isLost) endContext();
    };
    this.context = context;
    return renderer;
  };

  /** While the view is on the page; what the browser takes from a view that has left is no loss. */
  mount(): () => void {
    if (this.context !== null) this.context.isInUse = true;
    this.follow();
    return () => {
      if (this.context !== null) this.context.isInUse = false;
      this.endWaiting();
    };
  }

  /** Puts a new canvas in the place of one that was lost or failed. */
  readonly drawAgain = (): void => {
    this.endWaiting();
    if (this.context !== null) this.context.isInUse = false;
    this.context = null;
    this.change({ key: this.state.key + 1, status: 'drawn' });
  };

  /** An error ended the scene. */
  readonly fail = (): void => {
    this.endWaiting();
    this.change({ ...this.state, status: 'failed' });
  };

  private readonly follow = (): void => {
    const isLost = this.context?.isLost === true;
    if (isLost) this.stopWaiting ??= this.room.wait(this.drawAgain);
    else this.endWaiting();
    if (this.state.status !== 'failed') this.change({ ...this.state, status: isLost ? 'lost' : 'drawn' });
  };

  private endWaiting(): void {
    this.stopWaiting?.();
    this.stopWaiting = null;
  }

  private change(state: PictureCanvasState): void {
    if (state.key === this.state.key && state.status === this.state.status) return;
    this.state = state;
    this.onLost(state.status === 'lost');
    for (const listener of this.listeners) listener();
  }
}
