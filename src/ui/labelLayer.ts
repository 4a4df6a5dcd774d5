/** A piece of text over the canvas. */
interface LayerLabel {
  readonly text: string;
  readonly kind: string;
}

/** Text over the canvas that is moved every frame: plain DOM, written to only when something changed. */
export class LabelLayer {
  private elements: HTMLElement[] = [];
  /** The transform that each element has. */
  private places: string[] = [];
  private labels: readonly LayerLabel[] = [];
  private container: HTMLElement | null = null;

  /** @param container - the element that holds the labels, or null when it goes */
  attach(container: HTMLElement | null): void {
    this.container = container;
    this.set(this.labels);
  }

  set(labels: readonly LayerLabel[]): void {
    this.labels = labels;
    for (const element of this.elements) element.remove();
    this.elements = [];
    this.places = [];
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

  place(index: number, xPx: number, yPx: number, isVisible: boolean): void {
    const element = this.elements[index];
    if (element === undefined) return;
    if (element.hidden === isVisible) element.hidden = !isVisible;
    const place = `translate(-50%, -50%) translate(${xPx.toFixed(1)}px, ${yPx.toFixed(1)}px)`;
    if (this.places[index] === place) return;
    this.places[index] = place;
    element.style.transform = place;
  }
}
