import { CoveredCells } from './coveredCells.js';
import {
  FLAG_DOT,
  FLAG_JOIN,
  FLAG_MOVE,
  MAX_SPACING,
  MAX_VERTICES,
  MIN_SPACING,
  VERTEX_FLOATS,
  type LineVertices,
} from './lineVertices.js';

/** The newest vertices are never thinned. */
const NEWEST = 4096;
/** A line that was thinned has at most this many vertices, so that it is not thinned at every step. */
const ROOMY = 0.75 * MAX_VERTICES;
/** The first so many stages simplify; each of those after them also leaves out what shows nothing new. */
const SIMPLIFYING = 3;
/** Vertices that are simplified together, at most: the worst line then costs no more than a few times the best. */
const MAX_CHUNK = 512;

/**
 * Makes room in a line that is full, stage by stage, each coarser than the one before:
 *
 * 1. Stages 1, 2 and 3 leave out the vertices that the line passes within 1, 2 and 4 spacings without them (Douglas
 *    and Peucker, "Algorithms for the reduction of the number of points", Cartographica 10, 1973). What is left are turns
 *    and extremes, and vertices at most `MAX_SPACING` apart, on which the line follows the surface.
 * 2. Of a line that comes to the same places again and again, the later stages leave out each piece all of whose cells older
 *    pieces passed already; cells are 2 spacings wide in stage 4, and twice as wide in each further one. So there are no more
 *    pieces than cells, the beginning of a line stays as it is, and the line up to any step shows where the path was
 *    up to there.
 *
 * The newest vertices stay as they are. What is left out depends on the vertices alone and not on when they came.
 */
export class LineThinning {
  private spacing = MIN_SPACING;
  private stage = 0;
  /** Vertices before this one have been thinned in this stage. */
  private thinned = 1;
  /** Vertices before this one have been simplified within this stage's tolerance. */
  private simplified = 1;
  private cells: CoveredCells | null = null;
  private readonly kept = new Uint8Array(MAX_VERTICES + 1);
  /** Begins and ends of the stretches that are still to be simplified. */
  private readonly stretches: number[] = [];

  /**
   * No stored point over the domain is further than this from the line, normalized (Euclidean); outside it is a share of
   * the distance.
   */
  get greatestError(): number {
    let spacings = Math.SQRT2;
    for (let stage = 1; stage <= Math.min(this.stage, SIMPLIFYING); stage++) spacings += toleranceOf(stage);
    // A point is in a cell with a newer piece; cells are looked for at every half of their side.
    if (this.stage > SIMPLIFYING) spacings += (Math.SQRT2 + 0.25) * cellSideOf(this.stage);
    return spacings * this.spacing;
  }

  /**
   * Before the first vertex of another line.
   * @param spacing - within which points share a vertex, normalized
   */
  reset(spacing: number): void {
    this.spacing = spacing;
    this.stage = 0;
    this.thinned = 1;
    this.simplified = 1;
    this.cells = null;
  }

  /** Thins until there is room. @returns how many vertices went */
  makeRoom(line: LineVertices): number {
    const before = line.count;
    for (;;) {
      if (this.stage > 0) this.thin(line, this.thinned, line.count - NEWEST);
      if (line.count <= ROOMY) return before - line.count;
      this.stage++;
      this.thinned = 1;
      if (this.stage <= SIMPLIFYING) this.simplified = 1;
      else this.cells = new CoveredCells(cellSideOf(this.stage) * this.spacing);
    }
  }

  /** Leaves out vertices of those from `from` (inclusive) to `to` (exclusive). */
  private thin(line: LineVertices, from: number, to: number): void {
    const { simplified } = this;
    this.kept.fill(1, from, simplified);
    this.kept.fill(0, Math.max(from, simplified), to);
    this.keepTurns(line.vertices, Math.max(from, simplified) - 1, to - 1);
    const end = this.keepUncovered(line, from, to);
    line.vertices.copyWithin(end * VERTEX_FLOATS, to * VERTEX_FLOATS, line.count * VERTEX_FLOATS);
    line.indices.copyWithin(end, to, line.count);
    line.count -= to - end;
    this.thinned = end;
    this.simplified = end;
  }

  /** Marks the vertices between two, and the last, that the line cannot do without. */
  private keepTurns(vertices: Float32Array, first: number, last: number): void {
    let start = first;
    for (let vertex = first + 1; vertex <= last; vertex++) {
      const isEnd = vertex === last || vertex - start === MAX_CHUNK || isStretchEnd(vertices, vertex);
      if (!isEnd) continue;
      this.kept[vertex] = 1;
      this.simplify(vertices, start, vertex);
      start = vertex;
    }
  }

  private simplify(vertices: Float32Array, first: number, last: number): void {
    const { stretches } = this;
    const tolerance = (toleranceOf(this.stage) * this.spacing) ** 2;
    stretches.push(first, last);
    while (stretches.length > 0) {
      const end = stretches.pop()!;
      const start = stretches.pop()!;
      if (end - start < 2) continue;
      const split = findSplit(vertices, start, end, tolerance);
      if (split < 0) continue;
      this.kept[split] = 1;
      stretches.push(start, split, split, end);
    }
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
      vertices.copyWithin(end * VERTEX_FLOATS, vertex * VERTEX_FLOATS, (vertex + 1) * VERTEX_FLOATS);
      indices[end++] = indices[vertex]!;
    };
    const closeCut = (): void => {
      write(before);
      const at = end * VERTEX_FLOATS - 1;
      // A single piece costs as many vertices with its line as without.
      if (cut > 1) vertices[at] = (Math.floor(vertices[at]!) & ~FLAG_JOIN) | FLAG_MOVE;
    };
    for (let vertex = from; vertex < to; vertex++) {
      if (this.kept[vertex] === 0) continue;
      const at = vertex * VERTEX_FLOATS;
      const nextX = vertices[at]!;
      const nextY = vertices[at + 1]!;
      const isMove = (vertices[at + 3]! & FLAG_MOVE) !== 0;
      if (!isMove && (this.cells?.pass(x, y, nextX, nextY) ?? true)) {
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

/** How near the line must pass without a vertex for it to be left out, in spacings. */
function toleranceOf(stage: number): number {
  return 2 ** (Math.min(stage, SIMPLIFYING) - 1);
}

/** In spacings. */
function cellSideOf(stage: number): number {
  return 2 ** (stage - SIMPLIFYING);
}

/** Whether another kind of line begins after a vertex, or a dot stands on it. */
function isStretchEnd(vertices: Float32Array, vertex: number): boolean {
  const flags = vertices[vertex * VERTEX_FLOATS + 3]!;
  const next = vertices[(vertex + 1) * VERTEX_FLOATS + 3]!;
  return (flags & FLAG_DOT) !== 0 || ((flags ^ next) & (FLAG_JOIN | FLAG_MOVE)) !== 0;
}

/** The vertex at which a stretch must be split, or -1 where its chord will do. */
function findSplit(vertices: Float32Array, start: number, end: number, tolerance: number): number {
  const ax = vertices[start * VERTEX_FLOATS]!;
  const ay = vertices[start * VERTEX_FLOATS + 1]!;
  const dx = vertices[end * VERTEX_FLOATS]! - ax;
  const dy = vertices[end * VERTEX_FLOATS + 1]! - ay;
  const square = dx * dx + dy * dy;
  let farthest = -1;
  let greatest = tolerance;
  for (let vertex = start + 1; vertex < end; vertex++) {
    const x = vertices[vertex * VERTEX_FLOATS]! - ax;
    const y = vertices[vertex * VERTEX_FLOATS + 1]! - ay;
    const share = square > 0 ? Math.min(Math.max((x * dx + y * dy) / square, 0), 1) : 0;
    const distance = (x - share * dx) ** 2 + (y - share * dy) ** 2;
    if (distance > greatest) {
      greatest = distance;
      farthest = vertex;
    }
  }
  if (farthest >= 0) return farthest;
  return Math.max(Math.abs(dx), Math.abs(dy)) > MAX_SPACING ? (start + end) >>> 1 : -1;
}
