import type { PathView } from './pathView.js';

/** Floats of a vertex: x, y (normalized), height (display units), flags. */
export const VERTEX_FLOATS = 4;
/** The line does not reach this vertex from the one before: steps are missing between them. */
export const FLAG_BREAK = 1;
/** The vertex lies outside `[-1, 1]²`. */
export const FLAG_OUTSIDE = 2;
/** The surface has no value here; the height is that of the nearest step that has one, until one comes after of the last. */
export const FLAG_HOLE = 4;

/** Vertices drawn at most, whatever the path's length: what a frame costs stays the same from here on. */
export const MAX_VERTICES = 32_768;
const FIRST_CAPACITY = 1024;
/** Closer than this (normalized; a third of a pixel at 1,000 px) two points are one vertex, to begin with. */
const MIN_SPACING = 1 / 1536;
/** Longer segments get vertices in between, so that the line follows the surface. */
const MAX_SPACING = 1 / 48;
/** How often the spacings may double before the oldest part of the line is left out instead. */
const MAX_COARSENING = 5;
/** Vertices put on one segment at most, however far outside the domain it leads. */
const MAX_PIECES = 256;
/** A line that was made coarser is at most this share of its limit long, so that it is not made so at every step. */
const ROOMY = 0.75;

/** Height of the drawn surface at a normalized point, in display units; NaN where it has none. */
export type DrapeHeight = (x: number, y: number) => number;

/** Vertices that have changed: from `from` (inclusive) to `to` (exclusive). */
export interface VertexRange {
  readonly from: number;
  readonly to: number;
}

/**
 * The line that is drawn for a path: draped on the surface, fine enough to follow it, and never more than
 * `MAX_VERTICES` long. Where a path has more to show the spacing doubles, and past the coarsest its oldest part is
 * left out. The points themselves are never thinned. Fed a path as it grows it costs what was appended,
 * and ends with the same vertices as if fed all at once.
 */
export class DrawnPath {
  /** Vertices, `VERTEX_FLOATS` each; replaced by a longer array when it is full. */
  vertices = new Float32Array(FIRST_CAPACITY * VERTEX_FLOATS);
  /** Fractional index of each vertex's point in the path. */
  indices = new Float64Array(FIRST_CAPACITY);
  /** Vertices in use. The last is always the path's newest point. */
  count = 0;
  private path: PathView | null = null;
  private drape: DrapeHeight = () => 0;
  private pointsTaken = 0;
  private rewrites = -1;
  private revision = -1;
  private lastStep = -1;
  /** The vertex that the next one's distance is measured from. */
  private anchor = 0;
  private coarsening = 0;
  private lastHeight = 0;
  private firstChanged = 0;

  /** Whether the oldest part of the path is left out. */
  isTruncated = false;

  /**
   * Catches up with a path.
   * @param drape - a new function re-drapes the whole line
   * @returns the vertices that changed, or null if none did
   */
  sync(path: PathView, drape: DrapeHeight): VertexRange | null {
    const isSame = path === this.path && path.rewrites === this.rewrites;
    if (isSame && drape === this.drape && path.revision === this.revision) return null;
    this.firstChanged = this.count;
    if (!isSame) this.begin(path, drape);
    else if (drape !== this.drape) this.drapeAnew(drape);
    path.forEach(this.add, this.pointsTaken);
    this.revision = path.revision;
    return { from: this.firstChanged, to: this.count };
  }

  /** Fractional position among the vertices of a fractional index among the points, in [0, count - 1]. */
  vertexAt(index: number): number {
    let low = 0;
    let high = this.count - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (this.indices[middle]! <= index) low = middle;
      else high = middle - 1;
    }
    const next = low + 1;
    if (next >= this.count) return Math.max(low, 0);
    const span = this.indices[next]! - this.indices[low]!;
    return low + Math.min(Math.max((index - this.indices[low]!) / span, 0), 1);
  }

  /** Height of the vertex at or before a position, in display units. */
  heightNear(vertex: number): number {
    return this.vertices[Math.floor(vertex) * VERTEX_FLOATS + 2] ?? 0;
  }

  private begin(path: PathView, drape: DrapeHeight): void {
    this.path = path;
    this.drape = drape;
    this.rewrites = path.rewrites;
    this.coarsening = 0;
    this.restart();
  }

  /** The same vertices on another surface: what it costs is bounded, however many points the path has. */
  private drapeAnew(drape: DrapeHeight): void {
    const { count, vertices, indices } = this;
    this.drape = drape;
    this.lastHeight = 0;
    this.firstChanged = 0;
    for (this.count = 0; this.count < count;) {
      const at = this.count * VERTEX_FLOATS;
      this.push(vertices[at]!, vertices[at + 1]!, indices[this.count]!, vertices[at + 3]! & FLAG_BREAK);
    }
  }

  private restart(): void {
    this.count = 0;
    this.anchor = 0;
    this.pointsTaken = 0;
    this.lastStep = -1;
    this.lastHeight = 0;
    this.firstChanged = 0;
    this.isTruncated = false;
  }

  private readonly add = (step: number, x: number, y: number, index: number): void => {
    const isStart = this.count === 0;
    const isBreak = !isStart && step > this.lastStep + 1;
    if (!isStart && !isBreak) this.settleTail();
    const pieces = isStart || isBreak ? 1 : this.piecesTo(x, y);
    if (this.count + pieces > MAX_VERTICES) this.makeRoom();
    if (pieces > 1) this.pushBetween(pieces, x, y, index);
    this.push(x, y, index, isBreak ? FLAG_BREAK : 0);
    if (isStart || isBreak) this.anchor = this.count - 1;
    this.lastStep = step;
    this.pointsTaken = index + 1;
  };

  /** Keeps the newest vertex for good, or, where it lies too close to the one before, lets the next take its place. */
  private settleTail(): void {
    const tail = this.count - 1;
    if (tail === this.anchor) return;
    const spacing = MIN_SPACING * 2 ** this.coarsening;
    if (
      this.distanceTo(
        this.anchor,
        this.vertices[tail * VERTEX_FLOATS]!,
        this.vertices[tail * VERTEX_FLOATS + 1]!,
      ) >= spacing
    ) {
      this.anchor = tail;
    } else {
      this.count = tail;
      this.firstChanged = Math.min(this.firstChanged, tail);
    }
  }

  private piecesTo(x: number, y: number): number {
    const distance = this.distanceTo(this.count - 1, x, y);
    return Math.min(Math.max(Math.ceil(distance / (MAX_SPACING * 2 ** this.coarsening)), 1), MAX_PIECES);
  }

  /** Chebyshev distance, normalized. */
  private distanceTo(vertex: number, x: number, y: number): number {
    const at = vertex * VERTEX_FLOATS;
    return Math.max(Math.abs(x - this.vertices[at]!), Math.abs(y - this.vertices[at + 1]!));
  }

  private pushBetween(pieces: number, x: number, y: number, index: number): void {
    const from = this.count - 1;
    const fromX = this.vertices[from * VERTEX_FLOATS]!;
    const fromY = this.vertices[from * VERTEX_FLOATS + 1]!;
    const fromIndex = this.indices[from]!;
    for (let piece = 1; piece < pieces; piece++) {
      const share = piece / pieces;
      this.push(
        fromX + (x - fromX) * share,
        fromY + (y - fromY) * share,
        fromIndex + (index - fromIndex) * share,
        0,
      );
    }
  }

  private push(exactX: number, exactY: number, index: number, flags: number): void {
    if (this.count === this.indices.length) this.grow();
    // Draped where it is drawn, now and anew.
    const x = Math.fround(exactX);
    const y = Math.fround(exactY);
    const height = this.drape(x, y);
    const hasHeight = !Number.isNaN(height);
    if (hasHeight) {
      this.closeHole(height, index);
      this.lastHeight = height;
    }
    const isOutside = Math.abs(x) > 1 || Math.abs(y) > 1;
    const at = this.count * VERTEX_FLOATS;
    this.vertices[at] = x;
    this.vertices[at + 1] = y;
    this.vertices[at + 2] = this.lastHeight;
    this.vertices[at + 3] = flags + (isOutside ? FLAG_OUTSIDE : 0) + (hasHeight ? 0 : FLAG_HOLE);
    this.indices[this.count++] = index;
  }

  /** A hole may end before this vertex: what lies over it has the height of its nearer end. */
  private closeHole(heightAfter: number, indexAfter: number): void {
    let before = this.count - 1;
    while (before >= 0 && this.hasFlag(before, FLAG_HOLE)) before--;
    const heightBefore = before < 0 ? heightAfter : this.vertices[before * VERTEX_FLOATS + 2]!;
    const indexBefore = before < 0 ? -Infinity : this.indices[before]!;
    for (let vertex = before + 1; vertex < this.count; vertex++) {
      const index = this.indices[vertex]!;
      this.vertices[vertex * VERTEX_FLOATS + 2] =
        indexAfter - index < index - indexBefore ? heightAfter : heightBefore;
    }
    if (before + 1 < this.count) this.firstChanged = Math.min(this.firstChanged, before + 1);
  }

  /** Makes the line coarser until it is well below its limit, or leaves its oldest half out. */
  private makeRoom(): void {
    while (this.count > MAX_VERTICES * ROOMY && this.coarsening < MAX_COARSENING) {
      this.coarsening++;
      this.coarsen();
    }
    if (this.count > MAX_VERTICES * ROOMY) this.dropOldest();
    this.firstChanged = 0;
  }

  /** Keeps of the vertices those that a line of this spacing would have, out of the vertices alone. */
  private coarsen(): void {
    const spacing = MIN_SPACING * 2 ** this.coarsening;
    const last = this.count - 1;
    let kept = 0;
    let anchor = 0;
    for (let vertex = 0; vertex <= last; vertex++) {
      const startsStrip = vertex === 0 || this.hasFlag(vertex, FLAG_BREAK);
      const endsStrip = vertex === last || this.hasFlag(vertex + 1, FLAG_BREAK);
      const at = vertex * VERTEX_FLOATS;
      const isFar =
        kept > 0 && this.distanceTo(kept - 1, this.vertices[at]!, this.vertices[at + 1]!) >= spacing;
      if (!startsStrip && !endsStrip && !isFar) continue;
      this.vertices.copyWithin(kept * VERTEX_FLOATS, at, at + VERTEX_FLOATS);
      this.indices[kept] = this.indices[vertex]!;
      if (startsStrip || vertex !== last) anchor = kept;
      kept++;
    }
    this.count = kept;
    this.anchor = anchor;
  }

  private hasFlag(vertex: number, flag: number): boolean {
    return (this.vertices[vertex * VERTEX_FLOATS + 3]! & flag) !== 0;
  }

  private dropOldest(): void {
    const dropped = Math.floor(this.count / 2);
    this.vertices.copyWithin(0, dropped * VERTEX_FLOATS, this.count * VERTEX_FLOATS);
    this.indices.copyWithin(0, dropped, this.count);
    this.count -= dropped;
    this.anchor = Math.max(this.anchor - dropped, 0);
    this.isTruncated = true;
  }

  private grow(): void {
    const vertices = new Float32Array(this.vertices.length * 2);
    vertices.set(this.vertices);
    this.vertices = vertices;
    const indices = new Float64Array(this.indices.length * 2);
    indices.set(this.indices);
    this.indices = indices;
  }
}
