/** A piece of a line: where it begins and where it ends. */
export type Piece = readonly [ax: number, ay: number, bx: number, by: number];

/** Euclidean distance of a place from a piece. */
export function distanceToLine(x: number, y: number, [ax, ay, bx, by]: Piece): number {
  const square = (bx - ax) ** 2 + (by - ay) ** 2;
  const along = square > 0 ? ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / square : 0;
  const share = Math.min(Math.max(along, 0), 1);
  return Math.hypot(x - ax - share * (bx - ax), y - ay - share * (by - ay));
}

/** Of the index, normalized: a crowded line has not many pieces in one. */
const CELL = 0.002;

/** The pieces of a line by where they are, to ask how near a place is to any of them. */
export class LineIndex {
  private readonly cells = new Map<number, Piece[]>();

  constructor(pieces: readonly Piece[]) {
    for (const piece of pieces) {
      const [ax, ay, bx, by] = piece.map((value) => Math.floor(value / CELL)) as [
        number,
        number,
        number,
        number,
      ];
      for (let i = Math.min(ax, bx); i <= Math.max(ax, bx); i++) {
        for (let j = Math.min(ay, by); j <= Math.max(ay, by); j++) {
          const key = keyOf(i, j);
          const cell = this.cells.get(key);
          if (cell === undefined) this.cells.set(key, [piece]);
          else cell.push(piece);
        }
      }
    }
  }

  /** @returns the distance from the nearest piece, or Infinity where none is within `most` */
  distanceTo(x: number, y: number, most: number): number {
    const [column, row] = [Math.floor(x / CELL), Math.floor(y / CELL)];
    let nearest = Infinity;
    for (let ring = 0; ring * CELL <= most + CELL && nearest > (ring - 1) * CELL; ring++) {
      for (let i = -ring; i <= ring; i++) {
        for (let j = -ring; j <= ring; j++) {
          if (Math.max(Math.abs(i), Math.abs(j)) !== ring) continue;
          for (const piece of this.cells.get(keyOf(column + i, row + j)) ?? []) {
            nearest = Math.min(nearest, distanceToLine(x, y, piece));
          }
        }
      }
    }
    return nearest <= most ? nearest : Infinity;
  }
}

function keyOf(column: number, row: number): number {
  return column * 2 ** 24 + row;
}
