import type { ScreenRect } from '../../view/marks/labelPlaces.js';
import type { MarkWords } from '../../view/marks/markWords.js';

/** What a label beside the path names. */
type MarkLabelKind = 'step' | 'best' | 'stem';

/** Where the labels beside the path are shown: DOM over the canvas, moved without React. */
export interface MarkLabels {
  /** Gives a label its text. @returns its size, CSS pixels */
  write(
    key: string,
    kind: MarkLabelKind,
    text: string,
  ): { readonly widthPx: number; readonly heightPx: number };
  /** Shows these labels, each with its middle at a place in CSS pixels from the canvas's upper left corner, and no other. */
  show(places: ReadonlyMap<string, { readonly xPx: number; readonly yPx: number }>): void;
  /** What no label may cover: labels of the axes, cards. CSS pixels from the canvas's upper left corner. */
  listObstacles(): readonly ScreenRect[];
  /** Changes when texts have to be written and placed anew. */
  readonly revision: number;
  /** How marks are named. */
  readonly words: MarkWords;
  /** @param onRename - called after the words have become others @returns ends it */
  listen(onRename: () => void): () => void;
}
