import { describeRates, describeRatesShort, RATE_NAMES, type RateLine } from '../view/rate/rateText.js';
import type { Rates } from '../view/rate/rates.js';
import type { Wording } from '../view/wording.js';
import { TextWriter } from './textWriter.js';

export type RateName = (typeof RATE_NAMES)[number];

/** Lines of the rates, which change many times a second: plain DOM, each hidden while there is nothing to say. */
export class RateLayer {
  readonly writer = new TextWriter();
  private readonly rows = new Map<RateName, HTMLElement>();
  private group: HTMLElement | null = null;
  private readonly shorts = new Map<number, HTMLElement>();
  private written: Rates | null = null;

  /** @param read - the rates as they are now; the same object until one is another */
  constructor(
    private readonly read: () => Rates,
    private readonly wording: Wording,
  ) {}

  /** A line as it is now, for rendering its elements. */
  lineOf(name: RateName): RateLine | null {
    return describeRates(this.read(), this.wording)[name];
  }

  /** The most important rates in few words. */
  get shortTexts(): readonly [string, string] {
    return describeRatesShort(this.read(), this.wording);
  }

  /** Whether any line has something to say. */
  get isEmpty(): boolean {
    const lines = describeRates(this.read(), this.wording);
    return RATE_NAMES.every((name) => lines[name] === null);
  }

  /** @param row - has an element for the term and then one for the figure; @returns ends it */
  attach(name: RateName, row: HTMLElement): () => void {
    this.rows.set(name, row);
    this.written = null;
    return () => this.rows.delete(name);
  }

  /** @param group - hidden while no line has anything to say; @returns ends it */
  attachGroup(group: HTMLElement): () => void {
    this.group = group;
    this.written = null;
    return () => (this.group = null);
  }

  /** @param which - of the short texts; @returns ends it */
  attachShort(which: number, short: HTMLElement): () => void {
    this.shorts.set(which, short);
    this.written = null;
    return () => this.shorts.delete(which);
  }

  readonly write = (): void => {
    const rates = this.read();
    if (rates === this.written) return;
    this.written = rates;
    const lines = describeRates(rates, this.wording);
    for (const [name, row] of this.rows) this.writeLine(row, lines[name]);
    if (this.group !== null) this.group.hidden = RATE_NAMES.every((name) => lines[name] === null);
    const texts = describeRatesShort(rates, this.wording);
    for (const [which, short] of this.shorts) this.writer.write(short, texts[which]!);
  };

  private writeLine(row: HTMLElement, line: RateLine | null): void {
    row.hidden = line === null;
    const [term, value] = row.children;
    this.writer.write(term as HTMLElement, line?.term ?? '');
    if (value !== undefined) this.writer.write(value as HTMLElement, line?.value ?? '');
  }
}
