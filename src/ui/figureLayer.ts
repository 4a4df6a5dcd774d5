import { PLAIN_NUMBERS } from '../view/formatNumber.js';
import { formatFigure, type Figures } from './figures.js';
import { TextWriter } from './textWriter.js';

type FigureName = keyof Figures;

/** Figures that change many times a second: plain DOM, written to only where a figure has changed. */
export class FigureLayer {
  /** Elements, and the number that was written last: only what has changed is formatted. */
  private readonly cells = new Map<FigureName, { readonly element: HTMLElement; value?: number }>();

  readonly writer = new TextWriter();

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
      this.writer.write(cell.element, this.format(name, value));
    }
  };

  private format(name: FigureName, value: number): string {
    return formatFigure(name, value, this.heightDigits, this.numbers);
  }
}
