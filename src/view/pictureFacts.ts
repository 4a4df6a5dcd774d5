/** What only the scene knows of the picture and the text shows. */
export interface PictureFactsState {
  /**
   * How far the drawn line may lie from the path's own points, in CSS pixels at the first view, rounded up to a tenth; 0 up to
   * a whole pixel, which nobody sees.
   */
  readonly simplifiedPx: number;
  /** Whether the WebGL context is lost: nothing is drawn until there is one again. */
  readonly isContextLost: boolean;
}

const NOTHING_SPECIAL: PictureFactsState = { simplifiedPx: 0, isContextLost: false };

/** The facts of one view, written by the scene and read by its text, at a reader's pace. */
export class PictureFacts {
  private state = NOTHING_SPECIAL;
  private readonly listeners = new Set<() => void>();

  /** The same object until something changes. */
  readonly getState = (): PictureFactsState => this.state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** May be called in every frame: an unchanged value costs a comparison. */
  setSimplifiedPx(exactPx: number): void {
    const simplifiedPx = exactPx > 1 ? Math.ceil(exactPx * 10) / 10 : 0;
    if (simplifiedPx !== this.state.simplifiedPx) this.change({ ...this.state, simplifiedPx });
  }

  setContextLost(isContextLost: boolean): void {
    if (isContextLost !== this.state.isContextLost) this.change({ ...this.state, isContextLost });
  }

  private change(state: PictureFactsState): void {
    this.state = state;
    for (const listener of this.listeners) listener();
  }
}
