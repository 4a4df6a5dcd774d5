import { lowerBound } from '../maths/lowerBound.js';
import { cutSegmentInto, MAX_CUTS } from './cutSegment.js';
import { FINEST_DETAIL, isFiner, type LineDetail } from './lineDetail.js';
import { LineDensity } from './lineDensity.js';
import { LineThinner } from './lineThinner.js';
import {
  FARTHEST,
  FLAG_DOT,
  FLAG_HOLE,
  FLAG_JOIN,
  FLAG_MOVE,
  FLAG_OUTSIDE,
  JOIN_SPAN,
  nearingTo,
  reachOf,
  VERTEX_FLOATS,
  type LineVertices,
} from './lineVertices.js';
import type { PathView } from './pathView.js';
import { hasHoleBetween } from './reportedSteps.js';

const FIRST_CAPACITY = 1024;
/** The direction of a segment is computed in double precision up to this distance; points further out are moved to it. */
const FARTHEST_COURSE = 1e9;
/** Heights on the GPU stay within this, in display units. */
const GREATEST_HEIGHT = 1e4;
const FOLD_STEPS = 2 ** 16;
/** The flags of a vertex that depend on the surface. */
const DRAPE_FLAGS = FLAG_OUTSIDE | FLAG_HOLE;

/** Height of the drawn surface at a normalized point, in display units; NaN where it has none. */
export type DrapeHeight = (x: number, y: number) => number;

/** Vertices that have changed: from `from` (inclusive) to `to` (exclusive). */
export interface VertexRange {
  readonly from: number;
  readonly to: number;
}

/**
 * The line that is drawn for a path: draped on the surface, fine enough to follow it, and never more than
 * `MAX_VERTICES` long. Points closer than its spacing share a vertex; where a path has more to show `LineThinner`
 * makes room. The points themselves are never thinned. Over missing steps leads a join, and a point without neighbours is a
 * dot. A call of `sync` costs what was appended, and the vertices are the same as if all points had come at once.
 */
export class DrawnPath implements LineVertices {
  /** Vertices, `VERTEX_FLOATS` each; replaced by a longer array when it is full. */
  vertices = new Float32Array(FIRST_CAPACITY * VERTEX_FLOATS);
  /** Fractional index of each vertex's point in the path. */
  indices = new Float64Array(FIRST_CAPACITY);
  /** Vertices in use. The first is the path's first point, the last its newest. */
  count = 0;
  /** How crowded the line is, place by place. */
  readonly density = new LineDensity();
  private readonly thinning = new LineThinner();
  private readonly cuts = new Float64Array(MAX_CUTS);
  private path: PathView | null = null;
  private drape: DrapeHeight = () => 0;
  private detail = FINEST_DETAIL;
  private nextDetail = FINEST_DETAIL;
  private reportEvery = 1;
  private pointsTaken = 0;
  private rewrites = -1;
  private revision = -1;
  private lastStep = -1;
  /** The newest point in double precision, no further than `FARTHEST_COURSE`. */
  private lastX = 0;
  private lastY = 0;
  /** The vertex that the next one's distance is measured from. */
  private anchor = 0;
  private lastHeight = 0;
  private firstChanged = 0;
  /** What leads to the vertices before this one is counted into the density. */
  private counted = 0;

  /** No stored point over the domain is further than this from the line, normalized. */
  get greatestError(): number {
    return this.thinning.greatestError;
  }

  /**
   * Says how finely the line is to be drawn from the next `sync` on. In a finer detail it is made anew then; a coarser one
   * waits until the line is made anew for another reason.
   */
  fitTo(detail: LineDetail): void {
    this.nextDetail = detail;
  }

  /**
   * Catches up with a path.
   * @param drape - a new function re-drapes the whole line
   * @param reportEvery - a point was to come every so many steps: those between are not missing
   * @returns the vertices that changed, or null if none did
   */
  sync(path: PathView, drape: DrapeHeight, reportEvery = 1): VertexRange | null {
    const isSame =
      path === this.path &&
      path.rewrites === this.rewrites &&
      reportEvery === this.reportEvery &&
      !isFiner(this.nextDetail, this.detail);
    if (isSame && drape === this.drape && path.revision === this.revision) return null;
    this.firstChanged = this.count;
    if (!isSame) this.begin(path, drape, reportEvery);
    else if (drape !== this.drape) this.drapeAnew(drape);
    path.forEach(this.add, this.pointsTaken);
    this.revision = path.revision;
    while (this.counted < this.count) this.countPiece(this.counted++, 1);
    return { from: this.firstChanged, to: this.count };
  }

  /** Fractional position among the vertices of a fractional index among the points, in [0, count - 1]. */
  vertexAt(index: number): number {
    const { indices } = this;
    const next = lowerBound(1, this.count, (vertex) => indices[vertex]! <= index);
    const last = next - 1;
    if (next >= this.count) return last;
    const span = indices[next]! - indices[last]!;
    return last + Math.min(Math.max((index - indices[last]!) / span, 0), 1);
  }

  /** Height of the vertex at or before a position, in display units. */
  heightNear(vertex: number): number {
    return this.vertices[Math.floor(vertex) * VERTEX_FLOATS + 2] ?? 0;
  }

  private begin(path: PathView, drape: DrapeHeight, reportEvery: number): void {
    this.path = path;
    this.drape = drape;
    this.reportEvery = reportEvery;
    this.rewrites = path.rewrites;
    this.count = 0;
    this.anchor = 0;
    this.pointsTaken = 0;
    this.lastStep = -1;
    this.lastHeight = 0;
    this.firstChanged = 0;
    this.counted = 0;
    this.density.clear();
    this.detail = this.nextDetail;
    this.thinning.reset(this.detail);
  }

  /** The same vertices on another surface: what it costs is bounded, however many points the path has. */
  private drapeAnew(drape: DrapeHeight): void {
    const { count, vertices } = this;
    this.drape = drape;
    this.lastHeight = 0;
    this.firstChanged = 0;
    for (this.count = 0; this.count < count; this.count++) {
      const at = this.count * VERTEX_FLOATS + 3;
      const line = Math.floor(vertices[at]!);
      const along = vertices[at]! - line;
      this.drapeVertex((line & ~DRAPE_FLAGS) + along);
    }
  }

  private readonly add = (step: number, exactX: number, exactY: number, index: number): void => {
    const nearing = nearingTo(FARTHEST_COURSE, exactX, exactY);
    const x = exactX * nearing;
    const y = exactY * nearing;
    if (this.count > 0) {
      const isJoin = hasHoleBetween(this.lastStep, step, this.reportEvery);
      this.settleTail();
      if (isJoin) this.markDot();
      this.lead(x, y, index, isJoin);
    } else {
      this.push(x, y, index, 0);
    }
    this.lastStep = step;
    this.lastX = x;
    this.lastY = y;
    this.pointsTaken = index + 1;
  };

  /** Marks the newest vertex, which a join leads away from, as a dot if a join or nothing leads to it. */
  private markDot(): void {
    const newest = this.count - 1;
    if ((newest > 0 && !this.hasFlag(newest, FLAG_JOIN)) || this.hasFlag(newest, FLAG_DOT)) return;
    this.vertices[newest * VERTEX_FLOATS + 3]! += FLAG_DOT;
    this.firstChanged = Math.min(this.firstChanged, newest);
  }

  /** Keeps the newest vertex, or removes it if it is too close to the one before. */
  private settleTail(): void {
    const tail = this.count - 1;
    if (tail === this.anchor) return;
    if (this.distanceFrom(this.anchor, tail) >= this.detail.spacing) this.anchor = tail;
    else {
      this.count--;
      if (this.counted > tail) this.countPiece(--this.counted, -1);
      this.lastX = this.vertices[this.anchor * VERTEX_FLOATS]!;
      this.lastY = this.vertices[this.anchor * VERTEX_FLOATS + 1]!;
      this.firstChanged = Math.min(this.firstChanged, tail);
    }
  }

  /** Leads the line from the newest vertex to a point. */
  private lead(x: number, y: number, index: number, isJoin: boolean): void {
    const { lastX, lastY, cuts } = this;
    const cutCount = cutSegmentInto(lastX, lastY, x, y, cuts);
    if (this.count + cutCount + 1 > this.thinning.limit) this.makeRoom();
    const from = this.indices[this.count - 1]!;
    const length = isJoin ? Math.hypot(x - lastX, y - lastY) : 0;
    const flagsAt = (share: number): number => (isJoin ? FLAG_JOIN + foldLength(length * share) : 0);
    for (let cut = 0; cut < cutCount; cut++) {
      const share = cuts[cut]!;
      this.push(
        lastX + (x - lastX) * share,
        lastY + (y - lastY) * share,
        from + (index - from) * share,
        flagsAt(share),
      );
    }
    this.push(x, y, index, flagsAt(1));
  }

  private push(x: number, y: number, index: number, flags: number): void {
    if (this.count === this.indices.length) this.grow();
    const nearing = nearingTo(FARTHEST, x, y);
    this.vertices[this.count * VERTEX_FLOATS] = x * nearing;
    this.vertices[this.count * VERTEX_FLOATS + 1] = y * nearing;
    this.indices[this.count] = index;
    this.drapeVertex(flags);
    this.count++;
  }

  /** Gives the vertex after those in use its height and its flags. Its height is looked up where it is drawn, which is no further than `FARTHEST`. */
  private drapeVertex(flags: number): void {
    const { count, vertices } = this;
    const at = count * VERTEX_FLOATS;
    const x = vertices[at]!;
    const y = vertices[at + 1]!;
    const height = boundHeight(this.drape(x, y));
    const hasHeight = !Number.isNaN(height);
    if (hasHeight) {
      this.closeHole(height, this.indices[count]!);
      this.lastHeight = height;
    }
    vertices[at + 2] = this.lastHeight;
    vertices[at + 3] = flags + (reachOf(x, y) > 1 ? FLAG_OUTSIDE : 0) + (hasHeight ? 0 : FLAG_HOLE);
  }

  /** If a hole ends before this vertex, gives each vertex over the hole the height of its nearer end. */
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

  private makeRoom(): void {
    const { count } = this;
    const from = this.thinning.makeRoom(this, this.uncountPieces, this.countPieces);
    // Vertices after the thinned ones that were counted before still are.
    this.counted = Math.max(this.counted - (count - this.count), this.thinning.thinned);
    this.anchor = this.count - 1;
    this.firstChanged = Math.min(this.firstChanged, from);
  }

  private readonly countPieces = (from: number, to: number): void => {
    for (let vertex = from; vertex < to; vertex++) this.countPiece(vertex, 1);
  };

  private readonly uncountPieces = (from: number, to: number): void => {
    for (let vertex = from; vertex < Math.min(to, this.counted); vertex++) this.countPiece(vertex, -1);
  };

  /** Counts what leads to a vertex into the density, or out of it again. */
  private countPiece(vertex: number, sign: 1 | -1): void {
    if (vertex === 0 || this.hasFlag(vertex, FLAG_MOVE)) return;
    const { vertices } = this;
    const at = vertex * VERTEX_FLOATS;
    this.density.add(
      vertices[at - VERTEX_FLOATS]!,
      vertices[at - VERTEX_FLOATS + 1]!,
      vertices[at]!,
      vertices[at + 1]!,
      sign,
    );
  }

  /** Chebyshev distance of two vertices, normalized. */
  private distanceFrom(one: number, other: number): number {
    const { vertices } = this;
    return reachOf(
      vertices[one * VERTEX_FLOATS]! - vertices[other * VERTEX_FLOATS]!,
      vertices[one * VERTEX_FLOATS + 1]! - vertices[other * VERTEX_FLOATS + 1]!,
    );
  }

  private hasFlag(vertex: number, flags: number): boolean {
    return (this.vertices[vertex * VERTEX_FLOATS + 3]! & flags) !== 0;
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

/** A height as it goes to the GPU: NaN stays NaN. */
export function boundHeight(height: number): number {
  return Math.min(Math.max(height, -GREATEST_HEIGHT), GREATEST_HEIGHT);
}

/** Length along a join as a share of `JOIN_SPAN`, in [0, 1), rounded so that float32 holds it beside the flags. */
function foldLength(length: number): number {
  return Math.floor(((length / JOIN_SPAN) % 1) * FOLD_STEPS) / FOLD_STEPS;
}
