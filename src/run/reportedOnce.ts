import { boundText } from '../protocol/boundText.js';

/** What was reported is remembered so far; then all of it is forgotten, and may be reported once more. */
const MAX_REMEMBERED = 1024;

/** Remembers what was reported, so that many messages or views that find the same report it once. */
export class ReportedOnce {
  private readonly reported = new Set<string>();

  /** @returns whether these words have not been reported before */
  isFirst(...words: readonly (string | null)[]): boolean {
    const key = boundText(JSON.stringify(words));
    if (this.reported.has(key)) return false;
    if (this.reported.size >= MAX_REMEMBERED) this.reported.clear();
    this.reported.add(key);
    return true;
  }
}
