import { reachOf } from './lineVertices.js';

/** Just outside the domain, cells are this many times as large as those within. */
const EDGE_FACTOR = 4;
/** Further out, cells grow by this share of their distance from the domain: there are never more outside than within. */
const GROWTH = 0.25;
/** More than there are cells in a row outside the domain, or rings of cells about it. */
const OUTSIDE_ROW = 2 ** 10;

/** Which places a line has passed, as square cells: all of one size over `[-1, 1]²`, outside it larger with the distance. */
export class CoveredCells {
  /** A bit a cell of the domain, row by row; a row that nothing passed has none. */
  private readonly rows: (Uint32Array | undefined)[] = [];
  private readonly outside = new Set<number>();
  private readonly edgeSide: number;

  /** @param side - of a cell, normalized, above 0 */
  constructor(private readonly side: number) {
    this.edgeSide = EDGE_FACTOR * side;
  }

  /** Marks the cells that a segment passes. @returns whether one of them had not been passed before */
  pass(ax: number, ay: number, bx: number, by: number): boolean {
    if (reachOf(ax, ay) <= 1 && reachOf(bx, by) <= 1) return this.passInside(ax, ay, bx, by);
    const dx = bx - ax;
    const dy = by - ay;
    let isNew = this.passOutside(ax, ay, bx, by);
    // The part over the domain, as shares of the way.
    const [enterX, leaveX] = sharesWithin(ax, dx);
    const [enterY, leaveY] = sharesWithin(ay, dy);
    const enter = Math.max(enterX, enterY, 0);
    const leave = Math.min(leaveX, leaveY, 1);
    if (!(enter <= leave)) return isNew;
    if (this.passInside(ax + dx * enter, ay + dy * enter, ax + dx * leave, ay + dy * leave)) isNew = true;
    return isNew;
  }

  /**
   * Marks every cell on the way, each a neighbour of the last (Amanatides and Woo, "A fast voxel traversal algorithm for ray
   * tracing", Eurographics 1987). None is skipped, so that cells of twice the side cover the same places.
   */
  private passInside(ax: number, ay: number, bx: number, by: number): boolean {
    const { side } = this;
    const fromX = Math.max((ax + 1) / side, 0);
    const fromY = Math.max((ay + 1) / side, 0);
    const toX = Math.max((bx + 1) / side, 0);
    const toY = Math.max((by + 1) / side, 0);
    let column = Math.floor(fromX);
    let row = Math.floor(fromY);
    const lastColumn = Math.floor(toX);
    const lastRow = Math.floor(toY);
    let isNew = this.mark(column, row);
    const stepX = Math.sign(lastColumn - column);
    const stepY = Math.sign(lastRow - row);
    const shareX = 1 / Math.abs(toX - fromX);
    const shareY = 1 / Math.abs(toY - fromY);
    /** Shares of the way at which the next column, and the next row, begins. */
    let nextX = stepX === 0 ? Infinity : (stepX > 0 ? column + 1 - fromX : fromX - column) * shareX;
    let nextY = stepY === 0 ? Infinity : (stepY > 0 ? row + 1 - fromY : fromY - row) * shareY;
    while (column !== lastColumn || row !== lastRow) {
      if (nextX < nextY) {
        column += stepX;
        nextX = column === lastColumn ? Infinity : nextX + shareX;
      } else {
        row += stepY;
        nextY = row === lastRow ? Infinity : nextY + shareY;
      }
      if (this.mark(column, row)) isNew = true;
    }
    return isNew;
  }

  private mark(column: number, row: number): boolean {
    const bits = (this.rows[row] ??= new Uint32Array(Math.floor(2 / this.side / 32) + 1));
    const bit = 1 << (column & 31);
    if ((bits[column >>> 5]! & bit) !== 0) return false;
    bits[column >>> 5]! |= bit;
    return true;
  }

  /** Outside the domain, marks the cells at points half a cell's side apart. */
  private passOutside(ax: number, ay: number, bx: number, by: number): boolean {
    const length = reachOf(bx - ax, by - ay);
    let isNew = this.markOutside(bx, by);
    for (let way = 0; way < length;) {
      const x = ax + ((bx - ax) * way) / length;
      const y = ay + ((by - ay) * way) / length;
      if (this.markOutside(x, y)) isNew = true;
      way += (this.edgeSide + GROWTH * Math.max(reachOf(x, y) - 1, 0)) / 2;
    }
    return isNew;
  }

  /** Cells lie in rings about the domain, each about as wide as its cells. */
  private markOutside(x: number, y: number): boolean {
    const { edgeSide } = this;
    const outside = reachOf(x, y) - 1;
    if (outside <= 0) return false;
    const ring = Math.floor(Math.log1p((GROWTH * outside) / edgeSide) / GROWTH);
    const side = edgeSide * Math.exp(GROWTH * ring);
    const cell = (ring * OUTSIDE_ROW + Math.floor(y / side)) * OUTSIDE_ROW + Math.floor(x / side);
    if (this.outside.has(cell)) return false;
    this.outside.add(cell);
    return true;
  }
}

/** The shares of a segment between which one coordinate lies in [-1, 1]; `enter` is above `leave` where it never does. */
function sharesWithin(from: number, way: number): readonly [enter: number, leave: number] {
  if (way === 0) return Math.abs(from) <= 1 ? [0, 1] : [1, 0];
  const one = (-1 - from) / way;
  const other = (1 - from) / way;
  return [Math.min(one, other), Math.max(one, other)];
}
