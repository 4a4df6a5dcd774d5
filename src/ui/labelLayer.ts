import type { ScreenRect } from '../view/marks/labelPlaces.js';

/** A piece of text over the canvas. */
interface LayerLabel {
  readonly text: string;
  readonly kind: string;
}

/** Text over the canvas that is moved every frame: plain DOM, written to only when something changed. */
export class LabelLayer {
  private elements: HTMLElement[] = [];
  /** Position of each element, x and y in CSS pixels, kept as numbers so that an unchanged style is not written. */
  private places: number[] = [];
  /** Width and height of each element's text in CSS pixels; empty until somebody asks. */
  private sizes: number[] = [];
  private labels: readonly LayerLabel[] = [];
  private container: HTMLElement | null = null;
  /** See `ScreenLabels`. */
  revision = 0;

  /** @param container - the element that holds the labels, or null when it is removed */
  attach(container: HTMLElement | null): void {
    this.container = container;
    this.set(this.labels);
  }

  set(labels: readonly LayerLabel[]): void {
    this.labels = labels;
    this.revision++;
    for (const element of this.elements) element.remove();
    this.elements = [];
    this.places = [];
    this.sizes = [];
    const { container } = this;
    if (container === null) return;
    this.elements = labels.map(({ text, kind }) => {
      const element = document.createElement('span');
      element.className = `gdv-label gdv-label--${kind}`;
      element.textContent = text;
      element.hidden = true;
      container.append(element);
      return element;
    });
  }

  /** See `ScreenLabels`. */
  remove(labels: readonly LayerLabel[]): void {
    if (labels === this.labels) this.set([]);
  }

  place(index: number, xPx: number, yPx: number, isVisible: boolean): void {
    const element = this.elements[index];
    if (element === undefined) return;
    if (element.hidden === isVisible) element.hidden = !isVisible;
    // Rounded to whole device pixels: between them text is blurred.
    const x = Math.round(devicePixelRatio * xPx) / devicePixelRatio;
    const y = Math.round(devicePixelRatio * yPx) / devicePixelRatio;
    if (this.places[2 * index] === x && this.places[2 * index + 1] === y) return;
    this.places[2 * index] = x;
    this.places[2 * index + 1] = y;
    element.style.transform = `translate(${x}px, ${y}px)`;
  }

  /** Where text is, in CSS pixels from the canvas's upper left corner. */
  listBoxes(): ScreenRect[] {
    return this.elements.flatMap((element, index) => {
      const [x, y] = [this.places[2 * index], this.places[2 * index + 1]];
      if (element.hidden || x === undefined || y === undefined) return [];
      const [width, height] = this.sizeOf(element, index);
      return [{ left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 }];
    });
  }

  /** Measured once, since its text stays; nothing where a style sheet hides it. */
  private sizeOf(element: HTMLElement, index: number): readonly [widthPx: number, heightPx: number] {
    const [width, height] = [this.sizes[2 * index], this.sizes[2 * index + 1]];
    if (width !== undefined && height !== undefined) return [width, height];
    const range = document.createRange();
    range.selectNodeContents(element);
    const box = range.getBoundingClientRect();
    this.sizes[2 * index] = box.width;
    this.sizes[2 * index + 1] = box.height;
    return [box.width, box.height];
  }
}
