import { reachOf } from './lineVertices.js';

/** At the domain's edge cells outside are this many times as large as those within. */
const EDGE_FACTOR = 4;
/** Further out they grow by this share of their distance from the domain: beyond it there are never more than within. */
const GROWTH = 0.25;
/** More than there are cells in a row outside the domain, or rings of cells about it. */
const OUTSIDE_ROW = 2 ** 10;

/** Which places a line has passed, as square cells: each of a side over `[-1, 1]²`, larger by its distance outside. */
export class CoveredCells {
  private readonly cellsPerSide: number;
  /** A bit a cell of the domain. */
  private readonly inside: Uint32Array;
  private readonly outside = new Set<number>();
  private readonly edgeSide: number;

  /** @param side - of a cell, normalized, above 0 */
  constructor(private readonly side: number) {
    this.cellsPerSide = Math.floor(2 / side) + 1;
    this.inside = new Uint32Array(Math.ceil(this.cellsPerSide ** 2 / 32));
    this.edgeSide = EDGE_FACTOR * side;
  }

  /** Marks the cells along a segment, looking every half of a cell's side. @returns whether one of them had not been passed before */
  pass(ax: number, ay: number, bx: number, by: number): boolean {
    const length = reachOf(bx - ax, by - ay);
    let isNew = this.mark(bx, by);
    for (let way = 0; way < length;) {
      const x = ax + ((bx - ax) * way) / length;
      const y = ay + ((by - ay) * way) / length;
      if (this.mark(x, y)) isNew = true;
      way += this.sideAt(reachOf(x, y)) / 2;
    }
    return isNew;
  }

  private sideAt(reach: number): number {
    return reach <= 1 ? this.side : this.edgeSide + GROWTH * (reach - 1);
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

  /** Cells lie in rings about the domain, each about as wide as its cells. */
  private markOutside(x: number, y: number): boolean {
    const { edgeSide } = this;
    const outside = reachOf(x, y) - 1;
    const ring = Math.floor(Math.log1p((GROWTH * outside) / edgeSide) / GROWTH);
    const side = edgeSide * Math.exp(GROWTH * ring);
    const cell = (ring * OUTSIDE_ROW + Math.floor(y / side)) * OUTSIDE_ROW + Math.floor(x / side);
    if (this.outside.has(cell)) return false;
    this.outside.add(cell);
    return true;
  }
}
