import type { SourceTable } from './sourceTable.js';

/**
 * The events of a path that stands at its limit, earliest first: they lose their points in this order.
 * Made when the limit is first reached; below it a path pays nothing.
 */
export class EvictionQueue {
  private rows: number[];
  private head = 0;

  constructor(private readonly sources: SourceTable) {
    this.rows = Array.from({ length: sources.count }, (_, row) => row)
      .filter((row) => sources.liveAt(row) > 0)
      .sort((a, b) => sources.compare(a, b));
  }

  add(row: number): void {
    let low = this.head;
    let high = this.rows.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.sources.compare(this.rows[middle]!, row) < 0) low = middle + 1;
      else high = middle;
    }
    this.rows.splice(low, 0, row);
  }

  /** The earliest event that still holds a point. @throws RangeError if none does */
  earliest(): number {
    while (this.head < this.rows.length && this.sources.liveAt(this.rows[this.head]!) === 0) this.head++;
    if (this.head * 2 > this.rows.length) {
      this.rows = this.rows.slice(this.head);
      this.head = 0;
    }
    const row = this.rows[this.head];
    if (row === undefined) throw new RangeError('no event holds a point');
    return row;
  }
}
