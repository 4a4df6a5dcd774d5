import type { ScreenRect } from '../view/marks/labelPlaces.js';
import type { MarkWords } from '../view/marks/markWords.js';

/** Cards are measured again after this time: they grow and fold without a frame of the picture. */
const CARDS_MS = 250;

interface Shown {
  readonly element: HTMLElement;
  text: string;
  widthPx: number;
  heightPx: number;
  xPx: number;
  yPx: number;
}

/** Labels beside the path: plain DOM, written to only where something has changed. */
export class MarkLabelLayer {
  /** See `MarkLabels`. */
  revision = 0;
  private container: HTMLElement | null = null;
  private readonly labels = new Map<string, Shown>();
  private cards: readonly ScreenRect[] = [];
  private cardsMs = -Infinity;

  private onRename: (() => void) | null = null;

  /**
   * @param axes - the boxes of other labels, which none of these covers
   * @param words - see `MarkLabels`
   */
  constructor(
    private readonly axes: { listBoxes(): readonly ScreenRect[] },
    public words: MarkWords,
  ) {}

  /** Other words: the labels have them at once, without a frame of the picture. */
  rename(words: MarkWords): void {
    if (words === this.words) return;
    this.words = words;
    this.revision++;
    this.onRename?.();
  }

  /** See `MarkLabels`. */
  listen(onRename: () => void): () => void {
    this.onRename = onRename;
    return () => {
      if (this.onRename === onRename) this.onRename = null;
    };
  }

  /** @param container - the element that holds the labels, or null when it is removed */
  attach(container: HTMLElement | null): void {
    this.container = container;
    for (const { element } of this.labels.values()) element.remove();
    this.labels.clear();
    this.cardsMs = -Infinity;
    this.revision++;
  }

  /** See `MarkLabels`. */
  write(key: string, kind: string, text: string): { readonly widthPx: number; readonly heightPx: number } {
    const label = this.labels.get(key) ?? this.create(key, kind);
    if (label.text !== text || label.widthPx === 0) {
      label.text = text;
      label.element.textContent = text;
      const isHidden = label.element.hidden;
      label.element.hidden = false;
      label.widthPx = label.element.offsetWidth;
      label.heightPx = label.element.offsetHeight;
      label.element.hidden = isHidden;
    }
    return label;
  }

  /** See `MarkLabels`. */
  show(places: ReadonlyMap<string, { readonly xPx: number; readonly yPx: number }>): void {
    for (const [key, label] of this.labels) {
      const place = places.get(key);
      const { element } = label;
      if (element.hidden === (place !== undefined)) element.hidden = place === undefined;
      if (place === undefined) continue;
      // Rounded to whole device pixels: between them text is blurred.
      const xPx = Math.round(devicePixelRatio * (place.xPx - label.widthPx / 2)) / devicePixelRatio;
      const yPx = Math.round(devicePixelRatio * (place.yPx - label.heightPx / 2)) / devicePixelRatio;
      if (label.xPx === xPx && label.yPx === yPx) continue;
      label.xPx = xPx;
      label.yPx = yPx;
      element.style.transform = `translate(${xPx}px, ${yPx}px)`;
    }
    for (const [key, { element }] of this.labels) {
      if (this.labels.size <= MOST_KEPT) break;
      if (places.has(key)) continue;
      element.remove();
      this.labels.delete(key);
    }
  }

  /** See `MarkLabels`. */
  listObstacles(): readonly ScreenRect[] {
    const nowMs = performance.now();
    if (nowMs - this.cardsMs > CARDS_MS) {
      this.cardsMs = nowMs;
      this.cards = this.measureCards();
    }
    return [...this.axes.listBoxes(), ...this.cards];
  }

  private create(key: string, kind: string): Shown {
    const element = document.createElement('span');
    element.className = `gdv-mark gdv-mark--${kind}`;
    element.hidden = true;
    this.container?.append(element);
    const label = { element, text: '', widthPx: 0, heightPx: 0, xPx: NaN, yPx: NaN };
    this.labels.set(key, label);
    return label;
  }

  private measureCards(): ScreenRect[] {
    const { container } = this;
    if (container === null) return [];
    const corner = container.getBoundingClientRect();
    const parts = container.parentElement?.querySelectorAll(
      '.gdv-overlay > :not(.gdv-column), .gdv-column > *',
    );
    return [...(parts ?? [])].map((part) => {
      const { left, top, right, bottom } = part.getBoundingClientRect();
      return {
        left: left - corner.left,
        top: top - corner.top,
        right: right - corner.left,
        bottom: bottom - corner.top,
      };
    });
  }
}

/** Elements that are kept for steps that may be labelled again. */
const MOST_KEPT = 40;
