import { WebGLRenderer, type WebGLRendererParameters } from 'three';
import { contextRoom, type ContextRoom, type HeldContext } from './contextRoom.js';

/** What React has to know of a view's canvas. */
export interface PictureCanvasState {
  /** Changes with every new canvas. */
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

  /** Creates the renderer as fiber does, and counts its context among those of the page. */
  readonly createRenderer = (defaults: WebGLRendererParameters): WebGLRenderer => {
    const renderer = new WebGLRenderer({
      ...defaults,
      // The picture's textures have depth and samples, and only what has moved is drawn to the canvas.
      antialias: false,
      depth: false,
      preserveDrawingBuffer: true,
    });
    const context = this.room.add(renderer.domElement, this.follow);
    const endContext = renderer.forceContextLoss.bind(renderer);
    // Fiber loses every context when it unmounts; for one already lost three would log an error.
    renderer.forceContextLoss = () => {
      if (!context.isLost) endContext();
    };
    this.context = context;
    return renderer;
  };

  /** Called while the view is on the page: a context lost by a view that has left does not count. */
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

  /** Notes that an error ended the scene. */
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
