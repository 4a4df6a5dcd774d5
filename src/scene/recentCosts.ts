/** The last few costs, of which none decides alone. */
export class RecentCosts {
  private readonly costs: number[] = [];

  /** @param size - how many are kept, at least 1 */
  constructor(private readonly size: number) {}

  get count(): number {
    return this.costs.length;
  }

  /** Whether as many are there as are kept. */
  get isFull(): boolean {
    return this.costs.length === this.size;
  }

  /** The cost that a share of them, in [0, 1), lies below; NaN where there is none. At 1/2 it is the upper median. */
  quantile(share: number): number {
    const { costs } = this;
    return costs.toSorted((a, b) => a - b)[Math.floor(costs.length * share)] ?? NaN;
  }

  add(costMs: number): void {
    if (this.isFull) this.costs.shift();
    this.costs.push(costMs);
  }
}
