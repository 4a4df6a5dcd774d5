import type { OfText } from './labelKinds.js';

/** A sampled surface that is under way, or did not come. */
export interface GridLabels {
  /** Accessible name of the card. */
  readonly region: string;
  readonly loading: string;
  /** Accessible name of the progress bar. */
  readonly progress: string;
  readonly received: OfText;
  readonly receivedOf: (received: string, total: string, percent: string) => string;
  readonly failed: string;
  /**
   * Why it did not come, for an engineer.
   * @param expected - what would have fitted, in English
   * @param found - what came, in English
   * @param code - a code of docs/diagnostics.md, for whoever has words of their own for it
   */
  readonly problem: (expected: string, found: string, code: string) => string;
  /** @param hint - what can be done about it, as an English sentence */
  readonly hint: (hint: string, code: string) => string;
  readonly retry: string;
}

export const ENGLISH_GRID: GridLabels = {
  region: 'Sampled surface',
  loading: 'Loading the sampled surface',
  progress: 'Bytes received',
  received: (received) => received,
  receivedOf: (received, total, percent) => `${received} of ${total} · ${percent}`,
  failed: 'The sampled surface could not be loaded',
  problem: (expected, found) => `Expected ${expected}; got ${found}`,
  hint: (hint) => hint,
  retry: 'Try again',
};
