/** The last few costs and their median, so that no single one decides. */
export class RecentCosts {
  private readonly costs: number[] = [];

  /** @param size - how many are kept, at least 1 */
  constructor(private readonly size: number) {}

  get count(): number {
    return this.costs.length;
  }

  /** Whether there are as many as are kept. */
  get isFull(): boolean {
    return this.costs.length === this.size;
  }

  /** The upper median; NaN where there is none. */
  get median(): number {
    const { costs } = this;
    return costs.toSorted((a, b) => a - b)[costs.length >> 1] ?? NaN;
  }

  add(costMs: number): void {
    if (this.isFull) this.costs.shift();
    this.costs.push(costMs);
  }
}
