import { lowerBound } from '../maths/lowerBound.js';

/** Values in one leaf: a value that comes late moves at most as many. */
const LEAF_VALUES = 128;

/** Values in an order, each once. To add or remove one costs the same wherever it stands, however many there are. */
export class SortedLeaves<T> {
  size = 0;
  private leaves: T[][] = [[]];

  /** @param compare - negative if the first of two is the earlier; 0 for the same value alone */
  constructor(private readonly compare: (a: T, b: T) => number) {}

  add(value: T): void {
    const index = this.leafOf(value);
    const leaf = this.leaves[index]!;
    leaf.splice(this.placeIn(leaf, value), 0, value);
    this.size++;
    if (leaf.length <= LEAF_VALUES) return;
    // Values that come in order fill their leaves.
    const isLast = index === this.leaves.length - 1 && leaf[LEAF_VALUES] === value;
    this.leaves.splice(index + 1, 0, leaf.splice(isLast ? LEAF_VALUES : LEAF_VALUES / 2));
  }

  /** Removes a value that is there and compares as it did when it was added. */
  remove(value: T): void {
    const index = this.leafOf(value);
    const leaf = this.leaves[index]!;
    leaf.splice(this.placeIn(leaf, value), 1);
    this.size--;
    if (leaf.length === 0 && this.leaves.length > 1) this.leaves.splice(index, 1);
  }

  /** The first value that is none of `except`, or undefined. */
  firstBut(except: T | undefined): T | undefined {
    for (const leaf of this.leaves) for (const value of leaf) if (value !== except) return value;
    return undefined;
  }

  /** What a function makes of each value, in order. */
  map<U>(make: (value: T) => U): U[] {
    const made = new Array<U>(this.size);
    let count = 0;
    for (const leaf of this.leaves) for (let i = 0; i < leaf.length; i++) made[count++] = make(leaf[i]!);
    return made;
  }

  private leafOf(value: T): number {
    const { leaves } = this;
    return lowerBound(1, leaves.length, (index) => this.compare(leaves[index]![0]!, value) <= 0) - 1;
  }

  private placeIn(leaf: readonly T[], value: T): number {
    return lowerBound(0, leaf.length, (index) => this.compare(leaf[index]!, value) < 0);
  }
}
