import { reachOf } from './lineVertices.js';

/** Outside the domain cells are this many times as large, and more the further out. */
const OUTSIDE_FACTOR = 4;
/** Cells along one segment that are looked at, at most, where it lies outside. */
const MAX_OUTSIDE_SAMPLES = 64;
/** More than there are cells in a row outside the domain. */
const OUTSIDE_ROW = 2 ** 20;

/** Which places a line has passed, as square cells: each of a side over `[-1, 1]²`, larger by its distance outside. */
export class CoveredCells {
  private readonly cellsPerSide: number;
  /** A bit a cell of the domain. */
  private readonly inside: Uint32Array;
  private readonly outside = new Set<number>();

  /** @param side - of a cell, normalized, above 0 */
  constructor(private readonly side: number) {
    this.cellsPerSide = Math.floor(2 / side) + 1;
    this.inside = new Uint32Array(Math.ceil(this.cellsPerSide ** 2 / 32));
  }

  /** Marks the cells along a segment. @returns whether one of them had not been passed before */
  pass(ax: number, ay: number, bx: number, by: number): boolean {
    const length = Math.max(Math.abs(bx - ax), Math.abs(by - ay));
    const isInside = reachOf(ax, ay) <= 1 && reachOf(bx, by) <= 1;
    const exact = Math.ceil((2 * length) / this.side);
    const samples = isInside ? exact : Math.min(exact, MAX_OUTSIDE_SAMPLES);
    let isNew = false;
    for (let sample = 0; sample <= samples; sample++) {
      const share = samples === 0 ? 0 : sample / samples;
      if (this.mark(ax + (bx - ax) * share, ay + (by - ay) * share)) isNew = true;
    }
    return isNew;
  }

  private mark(x: number, y: number): boolean {
    if (reachOf(x, y) > 1) return this.markOutside(x, y);
    const cell = Math.floor((y + 1) / this.side) * this.cellsPerSide + Math.floor((x + 1) / this.side);
    const word = cell >>> 5;
    const bit = 1 << (cell & 31);
    if ((this.inside[word]! & bit) !== 0) return false;
    this.inside[word]! |= bit;
    return true;
  }

  private markOutside(x: number, y: number): boolean {
    const side = OUTSIDE_FACTOR * this.side;
    const cell = Math.floor(compress(y) / side) * OUTSIDE_ROW + Math.floor(compress(x) / side);
    if (this.outside.has(cell)) return false;
    this.outside.add(cell);
    return true;
  }
}

/** As it is in [-1, 1], by its logarithm beyond. */
function compress(x: number): number {
  const size = Math.abs(x);
  return size <= 1 ? x : Math.sign(x) * (1 + Math.log2(size));
}
