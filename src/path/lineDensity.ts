import { reachOf } from './lineVertices.js';

/** Cells a side of the finest grid; each further one has half as many. */
export const DENSITY_CELLS = 128;
/** The grids: of 128, 64, 32, 16 and 8 cells a side. */
export const DENSITY_GRIDS = 5;
/** Rows of cells of all grids, the finest first, each in the first columns of a row of `DENSITY_CELLS`. */
export const DENSITY_ROWS = 2 * DENSITY_CELLS - (DENSITY_CELLS >> (DENSITY_GRIDS - 1));
/** A cell is crowded where more than this many lines would cross it from side to side. */
export const CROWDED_LINES = 1.5;
/** A cell's byte is this many times the binary logarithm of its lines over `CROWDED_LINES`. */
export const BYTE_PER_OCTAVE = 16;
/** Binary orders of crowding over which the line goes from its full width to its least. */
export const CROWDING_OCTAVES = 1;
const CROWDED_BYTE = BYTE_PER_OCTAVE * CROWDING_OCTAVES;

/** The least number of lines that gives a cell each byte. */
const LEAST_LINES = Float64Array.from({ length: 257 }, (_, byte) => {
  if (byte === 0) return -Infinity;
  return byte === 256 ? Infinity : CROWDED_LINES * 2 ** ((byte - 0.5) / BYTE_PER_OCTAVE);
});

/** Lengths are summed as whole numbers of this part of a normalized unit, so that the order makes no difference. */
const UNIT = 2 ** -24;

/**
 * How crowded a drawn line is, cell by cell over the domain: the length of line in a cell over the cell's side, which is
 * how many times it would cross the cell. There are grids of several finenesses, since what is crowded on a screen of
 * 300 px is not on one of 3,000.
 */
export class LineDensity {
  /** A byte a cell, `DENSITY_ROWS` rows of `DENSITY_CELLS`; 0 where a cell is not crowded. */
  readonly bytes = new Uint8Array(DENSITY_ROWS * DENSITY_CELLS);
  /** Grows when a byte changes. */
  revision = 0;
  /** Per grid, how often a cell changed so that the line's width does; a cell past the least width may get more crowded. */
  readonly turns = new Float64Array(DENSITY_GRIDS);
  /** Whether a cell was crowded since the line began or was counted anew. */
  private hasCrowd = false;
  private readonly lengths = new Float64Array(DENSITY_ROWS * DENSITY_CELLS);

  /** Adds a piece of line, or with `sign` -1 removes it; it is at most a few cells of the finest grid long. */
  add(ax: number, ay: number, bx: number, by: number, sign: 1 | -1 = 1): void {
    const x = (ax + bx) / 2;
    const y = (ay + by) / 2;
    if (!(reachOf(x, y) <= 1)) return;
    const length = sign * Math.round(Math.sqrt((bx - ax) ** 2 + (by - ay) ** 2) / UNIT);
    let row = 0;
    let grid = 0;
    for (let cells = DENSITY_CELLS; cells >= DENSITY_CELLS >> (DENSITY_GRIDS - 1); cells >>= 1) {
      const column = Math.min(Math.floor(((x + 1) / 2) * cells), cells - 1);
      const cell = (row + Math.min(Math.floor(((y + 1) / 2) * cells), cells - 1)) * DENSITY_CELLS + column;
      this.lengths[cell]! += length;
      this.refresh(cell, (this.lengths[cell]! * UNIT * cells) / 2, grid++);
      row += cells;
    }
  }

  clear(): void {
    this.lengths.fill(0);
    if (!this.hasCrowd) return;
    this.hasCrowd = false;
    this.bytes.fill(0);
    for (let grid = 0; grid < DENSITY_GRIDS; grid++) this.turns[grid]!++;
    this.revision++;
  }

  private refresh(cell: number, lines: number, grid: number): void {
    const before = this.bytes[cell]!;
    let byte = before;
    while (lines >= LEAST_LINES[byte + 1]!) byte++;
    while (lines < LEAST_LINES[byte]!) byte--;
    if (byte === before) return;
    if (Math.min(byte, before) < CROWDED_BYTE) this.turns[grid]!++;
    this.bytes[cell] = byte;
    this.hasCrowd = true;
    this.revision++;
  }
}
