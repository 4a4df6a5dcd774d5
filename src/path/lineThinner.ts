import { FINEST_DETAIL, type LineDetail } from './lineDetail.js';
import { LineTurns } from './lineTurns.js';
import { FLAG_JOIN, FLAG_MOVE, MAX_VERTICES, VERTEX_FLOATS, type LineVertices } from './lineVertices.js';
import { ShownPlaces } from './shownPlaces.js';

/** The newest vertices are never thinned. */
const NEWEST = 1024;
/** The line is thinned again after this many vertices at least, since all that shows it is then drawn anew. */
const LEAST_BLOCK = 1024;
/** And after this share of those thinned already, so that all that is drawn anew stays in proportion to what came. */
const BLOCK_SHARE = 1 / 8;
/** A line that was thinned has at most this many vertices. */
const ROOMY = 0.875 * MAX_VERTICES;

/** Receives the vertices from `from` (inclusive) to `to` (exclusive). */
export type VertexVisitor = (from: number, to: number) => void;

/**
 * Leaves out what nobody sees of the older part of a line, block by block:
 *
 * 1. The vertices that the line passes within a tolerance without them (`LineTurns`).
 * 2. Of a line that comes to the same places again and again, each piece all of whose cells older pieces passed already:
 *    there are no more pieces than cells, the beginning of a line stays as it is, and the line up to any step shows where
 *    the path was up to there. Cells are as wide as the spacing of vertices, and twice as wide each time that the line is
 *    full nevertheless. Where even the first cells would be seen a line that is not full is left alone.
 *
 * The newest vertices stay as they are. What is left out depends on the vertices alone and not on when they came.
 */
export class LineThinner {
  /** Thinning is due before the line has more vertices than this. */
  limit = NEWEST + LEAST_BLOCK;
  /** Vertices before this one have been thinned. */
  thinned = 1;
  private detail = FINEST_DETAIL;
  /** Side of a cell, normalized; 0 while no piece is left out because an older one shows its places. */
  private cellSide = 0;
  private shown: ShownPlaces | null = null;
  /** Vertices before this one have been simplified. */
  private simplified = 1;
  private readonly turns = new LineTurns();
  private readonly kept = new Uint8Array(MAX_VERTICES + 1);

  /**
   * No stored point over the domain is further than this from the line, normalized (Euclidean). Outside the domain the error
   * is a share of the distance.
   */
  get greatestError(): number {
    const tolerance = this.simplified > 1 ? this.detail.tolerance : 0;
    // Each cell lies in one twice as wide, so a piece left out shares a cell with the one now shown, in whatever round it went.
    return Math.SQRT2 * (this.detail.spacing + this.cellSide) + tolerance;
  }

  /** Begins another line, before its first vertex. */
  reset(detail: LineDetail): void {
    this.detail = detail;
    this.cellSide = 0;
    this.shown = null;
    this.thinned = 1;
    this.simplified = 1;
    this.limit = NEWEST + LEAST_BLOCK;
  }

  /**
   * Thins until there is room.
   * @param onBefore - called with the vertices that are about to change
   * @param onAfter - called with what became of them
   * @returns the first vertex that may have changed
   */
  makeRoom(line: LineVertices, onBefore: VertexVisitor, onAfter: VertexVisitor): number {
    if (this.shown === null && this.detail.dropsCovered) this.widenCells();
    let first = line.count - NEWEST;
    for (;;) {
      const from = this.begin(line);
      if (from < first) {
        onBefore(from, first);
        first = from;
      }
      this.thin(line, from, line.count - NEWEST);
      if (line.count <= ROOMY) break;
      this.widenCells();
    }
    onAfter(first, this.thinned);
    const block = Math.max(Math.floor(BLOCK_SHARE * this.thinned), LEAST_BLOCK);
    this.limit = Math.min(this.thinned + NEWEST + block, MAX_VERTICES);
    return first;
  }

  /** The first vertex to thin: the last thinned one again if pieces were left out before it, since more may follow them. */
  private begin({ vertices }: LineVertices): number {
    const flags = vertices[this.thinned * VERTEX_FLOATS - 1]!;
    return (flags & FLAG_MOVE) === 0 ? this.thinned : this.thinned - 1;
  }

  private widenCells(): void {
    this.cellSide = Math.max(2 * this.cellSide, this.detail.spacing);
    this.shown = new ShownPlaces(this.cellSide);
    this.thinned = 1;
  }

  /** Leaves out vertices of those from `from` (inclusive) to `to` (exclusive). */
  private thin(line: LineVertices, from: number, to: number): void {
    const { kept, simplified } = this;
    kept.fill(1, from, simplified);
    kept.fill(0, simplified, to);
    this.turns.markInto(kept, line.vertices, simplified - 1, to - 1, this.detail.tolerance);
    const end = this.keepUncovered(line, from, to);
    line.vertices.copyWithin(end * VERTEX_FLOATS, to * VERTEX_FLOATS, line.count * VERTEX_FLOATS);
    line.indices.copyWithin(end, to, line.count);
    line.count -= to - end;
    this.thinned = end;
    this.simplified = end;
  }

  /** Closes up the kept vertices, without the pieces that show nothing new. @returns where the vertices now end */
  private keepUncovered({ vertices, indices }: LineVertices, from: number, to: number): number {
    let end = from;
    let before = from - 1;
    let x = vertices[before * VERTEX_FLOATS]!;
    let y = vertices[before * VERTEX_FLOATS + 1]!;
    /** Pieces left out since the last vertex that was written. */
    let cut = 0;
    const write = (vertex: number): void => {
      for (let n = 0; n < VERTEX_FLOATS; n++) {
        vertices[end * VERTEX_FLOATS + n] = vertices[vertex * VERTEX_FLOATS + n]!;
      }
      indices[end++] = indices[vertex]!;
    };
    const closeCut = (): void => {
      write(before);
      const at = end * VERTEX_FLOATS - 1;
      // A single piece is kept: leaving it out would save no vertex.
      if (cut > 1) vertices[at] = (Math.floor(vertices[at]!) & ~FLAG_JOIN) | FLAG_MOVE;
    };
    for (let vertex = from; vertex < to; vertex++) {
      if (this.kept[vertex] === 0) continue;
      const at = vertex * VERTEX_FLOATS;
      const nextX = vertices[at]!;
      const nextY = vertices[at + 1]!;
      const flags = vertices[at + 3]!;
      const isMove = (flags & FLAG_MOVE) !== 0;
      if (!isMove && (this.shown?.add(x, y, nextX, nextY, flags) ?? true)) {
        if (cut > 0) closeCut();
        write(vertex);
        cut = 0;
      } else {
        cut += isMove ? 2 : 1;
      }
      before = vertex;
      x = nextX;
      y = nextY;
    }
    if (cut > 0) closeCut();
    return end;
  }
}
