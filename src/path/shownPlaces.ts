import { CoveredCells } from './coveredCells.js';
import { FLAG_DOT, FLAG_JOIN } from './lineVertices.js';

/** Which places the pieces of a line show. Lines, dashed joins and dots are kept apart: none shows a place for another. */
export class ShownPlaces {
  private readonly lines: CoveredCells;
  private readonly joins: CoveredCells;
  private readonly dots: CoveredCells;

  /** @param cellSide - places in one cell of this side are one place, normalized, above 0 */
  constructor(cellSide: number) {
    this.lines = new CoveredCells(cellSide);
    this.joins = new CoveredCells(cellSide);
    this.dots = new CoveredCells(cellSide);
  }

  /**
   * Adds a piece.
   * @param flags - of the vertex that it leads to
   * @returns whether it shows anything new
   */
  add(ax: number, ay: number, bx: number, by: number, flags: number): boolean {
    const isNewDot = (flags & FLAG_DOT) !== 0 && this.dots.pass(bx, by, bx, by);
    const cells = (flags & FLAG_JOIN) !== 0 ? this.joins : this.lines;
    return cells.pass(ax, ay, bx, by) || isNewDot;
  }
}
