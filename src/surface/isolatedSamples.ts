/**
 * A sample is isolated if it rises at least this many times as far above its neighbours as those differ among themselves.
 * So neither a wall that grows by less than this factor from node to node nor a peak wider than half a cell is isolated.
 */
const ABRUPTNESS = 8;

/** Heights by which isolated samples are found. */
export interface SampleShape {
  /** Nodes per side, at least 2. */
  readonly nodes: number;
  /** Height of a node, with the sign for which suspects are high; NaN where it has no sample. */
  readonly heightAt: (index: number) => number;
}

/** Checks whether samples far beyond all others are isolated, and do not continue the surface around them. */
export class IsolationCheck {
  private readonly suspects: ReadonlySet<number>;
  private readonly ignored: ReadonlySet<number>;

  /**
   * @param suspects - indices of the samples, which are above all others
   * @param ignored - indices of suspects of the other end, which do not count as neighbours
   * @param abruptness - see `ABRUPTNESS`
   */
  constructor(
    private readonly shape: SampleShape,
    suspects: readonly number[],
    ignored: readonly number[],
    private readonly abruptness = ABRUPTNESS,
  ) {
    this.suspects = new Set(suspects);
    this.ignored = new Set(ignored);
  }

  /** Whether every group of neighbouring suspects is isolated. */
  areIsolated(): boolean {
    const seen = new Set<number>();
    for (const suspect of this.suspects) {
      if (!seen.has(suspect) && !this.isGroupIsolated(this.collectGroup(suspect, seen))) return false;
    }
    return true;
  }

  private collectGroup(first: number, seen: Set<number>): number[] {
    const group = [first];
    seen.add(first);
    for (const index of group) {
      this.forEachNeighbour(index, (neighbour) => {
        if (!this.suspects.has(neighbour) || seen.has(neighbour)) return;
        seen.add(neighbour);
        group.push(neighbour);
      });
    }
    return group;
  }

  private isGroupIsolated(group: readonly number[]): boolean {
    const border = new Set<number>();
    let rise = Infinity;
    for (const index of group) {
      const height = this.shape.heightAt(index);
      this.forEachAround(index, (neighbour, other) => {
        border.add(neighbour);
        rise = Math.min(rise, height - other);
      });
    }
    let difference = 0;
    for (const index of border) {
      const height = this.shape.heightAt(index);
      this.forEachAround(index, (_, other) => {
        difference = Math.max(difference, Math.abs(height - other));
      });
    }
    return rise >= this.abruptness * difference;
  }

  /** Visits the neighbours that are no suspects and have a height. */
  private forEachAround(index: number, visit: (neighbour: number, height: number) => void): void {
    this.forEachNeighbour(index, (neighbour) => {
      if (this.suspects.has(neighbour) || this.ignored.has(neighbour)) return;
      const height = this.shape.heightAt(neighbour);
      if (!Number.isNaN(height)) visit(neighbour, height);
    });
  }

  private forEachNeighbour(index: number, visit: (neighbour: number) => void): void {
    const { nodes } = this.shape;
    const column = index % nodes;
    const row = (index - column) / nodes;
    for (let j = Math.max(row - 1, 0); j <= Math.min(row + 1, nodes - 1); j++) {
      for (let i = Math.max(column - 1, 0); i <= Math.min(column + 1, nodes - 1); i++) {
        if (j !== row || i !== column) visit(j * nodes + i);
      }
    }
  }
}
