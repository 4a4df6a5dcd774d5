/** What a Python literal can hold here. A list keeps its entries apart from those of a tuple. */
export type PythonValue =
  | string
  | number
  | boolean
  | null
  | { readonly kind: 'tuple' | 'list'; readonly entries: readonly PythonValue[] };

/** Brackets in brackets beyond this are refused; a structured dtype has three or four. */
const MAX_DEPTH = 8;

/** Entries beyond this are refused: the header of an array of numbers has three. */
const MAX_ENTRIES = 64;

const SPACES = new Set([' ', '\t', '\n', '\r', '\f']);

/**
 * Reads a Python dict with text as its keys, of which none may come twice: the header of a .npy file.
 * Understands text without escapes, integers of at least 0, True, False, None, tuples and lists. Nothing is evaluated;
 * the time is linear in the text.
 * @returns null where the text is anything else
 */
export function parsePythonDict(text: string): ReadonlyMap<string, PythonValue> | null {
  const reader = new LiteralReader(text);
  const dict = reader.readDict();
  return reader.isAtEnd() ? dict : null;
}

/** Reads from left to right. undefined stands for what cannot be read. */
class LiteralReader {
  private at = 0;

  constructor(private readonly text: string) {}

  isAtEnd(): boolean {
    this.skipSpaces();
    return this.at === this.text.length;
  }

  readDict(): ReadonlyMap<string, PythonValue> | null {
    const dict = new Map<string, PythonValue>();
    if (!this.take('{')) return null;
    while (!this.take('}')) {
      const key = this.readText();
      if (key === undefined || dict.has(key) || dict.size === MAX_ENTRIES || !this.take(':')) return null;
      const value = this.readValue(0);
      if (value === undefined) return null;
      dict.set(key, value);
      if (!this.take(',') && !this.sees('}')) return null;
    }
    return dict;
  }

  private readValue(depth: number): PythonValue | undefined {
    if (this.sees('(')) return this.readEntries('tuple', '(', ')', depth);
    if (this.sees('[')) return this.readEntries('list', '[', ']', depth);
    if (this.sees("'") || this.sees('"')) return this.readText();
    const word = this.readWord();
    if (word === 'True' || word === 'False') return word === 'True';
    if (word === 'None') return null;
    // Python 2 wrote `3L`.
    return /^\d{1,20}L?$/.test(word) ? Number.parseInt(word, 10) : undefined;
  }

  private readEntries(
    kind: 'tuple' | 'list',
    open: string,
    close: string,
    depth: number,
  ): PythonValue | undefined {
    if (depth === MAX_DEPTH || !this.take(open)) return undefined;
    const entries: PythonValue[] = [];
    let hasComma = false;
    while (!this.take(close)) {
      const entry = this.readValue(depth + 1);
      if (entry === undefined || entries.length === MAX_ENTRIES) return undefined;
      entries.push(entry);
      hasComma = this.take(',');
      if (!hasComma && !this.sees(close)) return undefined;
    }
    // `(3)` is a number in brackets; only `(3,)` is a tuple.
    return kind === 'tuple' && entries.length === 1 && !hasComma ? entries[0] : { kind, entries };
  }

  private readText(): string | undefined {
    this.skipSpaces();
    const quote = this.text[this.at];
    if (quote !== "'" && quote !== '"') return undefined;
    const end = this.text.indexOf(quote, this.at + 1);
    if (end < 0) return undefined;
    const content = this.text.slice(this.at + 1, end);
    this.at = end + 1;
    return content.includes('\\') || content.includes('\n') ? undefined : content;
  }

  private readWord(): string {
    this.skipSpaces();
    const start = this.at;
    while (/[A-Za-z0-9]/.test(this.text[this.at] ?? '')) this.at++;
    return this.text.slice(start, this.at);
  }

  private take(mark: string): boolean {
    if (!this.sees(mark)) return false;
    this.at++;
    return true;
  }

  private sees(mark: string): boolean {
    this.skipSpaces();
    return this.text[this.at] === mark;
  }

  private skipSpaces(): void {
    while (SPACES.has(this.text[this.at] ?? '')) this.at++;
  }
}
