import { FLAG_DOT, FLAG_JOIN, FLAG_MOVE, MAX_SPACING, VERTEX_FLOATS } from './lineVertices.js';

/** Vertices that are simplified together, at most: the worst line then costs no more than a few times the best. */
const MAX_CHUNK = 512;

/**
 * Finds the vertices that a line cannot do without: turns and extremes, beyond a tolerance (Douglas and Peucker,
 * "Algorithms for the reduction of the number of points", Cartographica 10, 1973), and vertices at most `MAX_SPACING`
 * apart, on which the line follows the surface.
 */
export class LineTurns {
  /** Begins and ends of the stretches that are still to be simplified. */
  private readonly stretches: number[] = [];

  /**
   * Marks with 1 those of the vertices after `first` up to `last` that are needed; `last` is.
   * @param tolerance - how near the line must pass without a vertex for it to be left out, normalized (Euclidean)
   */
  markInto(kept: Uint8Array, vertices: Float32Array, first: number, last: number, tolerance: number): void {
    let start = first;
    for (let vertex = first + 1; vertex <= last; vertex++) {
      const isEnd = vertex === last || vertex - start === MAX_CHUNK || isStretchEnd(vertices, vertex);
      if (!isEnd) continue;
      kept[vertex] = 1;
      this.simplifyInto(kept, vertices, start, vertex, tolerance ** 2);
      start = vertex;
    }
  }

  private simplifyInto(
    kept: Uint8Array,
    vertices: Float32Array,
    first: number,
    last: number,
    greatestSquare: number,
  ): void {
    const { stretches } = this;
    stretches.push(first, last);
    while (stretches.length > 0) {
      const end = stretches.pop()!;
      const start = stretches.pop()!;
      if (end - start < 2) continue;
      const split = findSplit(vertices, start, end, greatestSquare);
      if (split < 0) continue;
      kept[split] = 1;
      stretches.push(start, split, split, end);
    }
  }
}

/** Whether another kind of line begins after a vertex, or a dot stands on it. */
function isStretchEnd(vertices: Float32Array, vertex: number): boolean {
  const flags = vertices[vertex * VERTEX_FLOATS + 3]!;
  const next = vertices[(vertex + 1) * VERTEX_FLOATS + 3]!;
  return (flags & FLAG_DOT) !== 0 || ((flags ^ next) & (FLAG_JOIN | FLAG_MOVE)) !== 0;
}

/** The vertex at which a stretch must be split, or -1 where its chord will do. */
function findSplit(vertices: Float32Array, start: number, end: number, greatestSquare: number): number {
  const ax = vertices[start * VERTEX_FLOATS]!;
  const ay = vertices[start * VERTEX_FLOATS + 1]!;
  const dx = vertices[end * VERTEX_FLOATS]! - ax;
  const dy = vertices[end * VERTEX_FLOATS + 1]! - ay;
  const square = dx * dx + dy * dy;
  let farthest = -1;
  let greatest = greatestSquare;
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
