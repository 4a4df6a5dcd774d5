import { PLAIN_NUMBERS } from '../view/formatNumber.js';
import { formatFigure, type Figures } from './figures.js';

type FigureName = keyof Figures;

/** Figures that change many times a second: plain DOM, written to only where a figure has changed. */
export class FigureLayer {
  /** Elements, and the number that was written last: only what has changed is formatted. */
  private readonly cells = new Map<FigureName, { readonly element: HTMLElement; value?: number }>();

  /** Whether text of the page is selected; kept, since asking at each write would cost more than the write. */
  private hasSelection = false;

  /**
   * @param read - the figures as they are now
   * @param heightDigits - significant digits of a height
   */
  constructor(
    private readonly read: () => Figures,
    private readonly heightDigits: number,
    private readonly numbers = PLAIN_NUMBERS,
  ) {}

  /** The text of a figure as it is now, for rendering its element. */
  textOf(name: FigureName): string {
    return this.format(name, this.read()[name]);
  }

  /** @returns ends it */
  attach(name: FigureName, element: HTMLElement): () => void {
    this.cells.set(name, { element });
    return () => this.cells.delete(name);
  }

  readonly write = (): void => {
    const figures = this.read();
    for (const [name, cell] of this.cells) {
      const value = figures[name];
      if (Object.is(value, cell.value)) continue;
      cell.value = value;
      this.writeText(cell.element, this.format(name, value));
    }
  };

  readonly onSelection = (): void => {
    this.hasSelection = document.getSelection()?.type === 'Range';
  };

  private format(name: FigureName, value: number): string {
    return formatFigure(name, value, this.heightDigits, this.numbers);
  }

  private writeText(element: HTMLElement, text: string): void {
    const node = element.firstChild;
    // A browser's translation may have replaced the text by elements.
    if (!(node instanceof Text) || node.nextSibling !== null) element.textContent = text;
    else if (node.data === text) return;
    else if (this.hasSelection) {
      // Inserted before the old text is deleted, so that a selected figure stays selected.
      const { length } = node;
      node.insertData(0, text);
      node.deleteData(text.length, length);
    } else node.data = text;
  }
}
