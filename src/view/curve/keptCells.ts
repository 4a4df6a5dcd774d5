/**
 * Numbers of cells that follow each other, in columns, kept from one look to the next: where the range of cells moves on,
 * those in both ranges are moved and not computed again.
 */
export class KeptCells {
  /** A column for each kind of number; the first cell of the range is at 0. */
  readonly columns: Float64Array[];
  private begin = 0;
  private end = 0;

  /** @param kinds - how many numbers a cell has */
  constructor(kinds: number) {
    this.columns = Array.from({ length: kinds }, () => new Float64Array(0));
  }

  /** Forgets all cells. */
  clear(): void {
    this.end = this.begin;
  }

  /**
   * Makes room for a range of cells.
   * @param begin - number of the first cell; @param end - of the one after the last
   * @param stale - from this cell on what is kept is out of date
   * @returns the first cell that is to be computed: it and all after it
   */
  show(begin: number, end: number, stale: number): number {
    const keptEnd = Math.min(this.end, stale, end);
    const isKept = begin >= this.begin && begin < keptEnd;
    const shift = begin - this.begin;
    this.grow(end - begin);
    if (isKept && shift > 0)
      for (const column of this.columns) column.copyWithin(0, shift, keptEnd - this.begin);
    this.begin = begin;
    this.end = end;
    return isKept ? keptEnd : begin;
  }

  private grow(length: number): void {
    const { columns } = this;
    if (columns[0]!.length >= length) return;
    columns.forEach((column, i) => {
      const wider = new Float64Array(2 ** Math.ceil(Math.log2(length)));
      wider.set(column);
      columns[i] = wider;
    });
  }
}
