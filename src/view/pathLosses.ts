import type { VertexRange } from '../path/drawnPath.js';
import type { LineVertices } from '../path/lineVertices.js';
import type { PathView } from '../path/pathView.js';

/** Where a loss lies between the least that is drawn and the greatest, in [0, 1] or beyond. The same function for the same scale. */
export type LossScale = (loss: number) => number;

/** The greatest loss is at least this many times the least where the scale of a path's own losses is logarithmic. */
const LOG_RATIO = 1000;
/** How far beyond the losses that have come their scale reaches, as a share of it: so it changes seldom while they fall. */
const HEADROOM = 0.25;

/** What colours a line by loss: the share of each of its vertices, by the losses of the path's own points. */
export class PathLosses {
  /** One number a vertex, in [0, 1]; replaced by a longer array when it is full. */
  shares = new Float32Array(0);
  /** Whether any point has a loss. */
  hasLosses = false;
  private path: PathView | null = null;
  private rewrites = 0;
  private seen = 0;
  private least = Number.POSITIVE_INFINITY;
  private greatest = Number.NEGATIVE_INFINITY;
  private scale: LossScale | null = null;
  private ownScale: LossScale | null = null;

  /**
   * Catches up with a line. Costs what has changed of it, and now and then all of its vertices.
   * @param changed - its vertices that have changed since the last call
   * @param given - the scale of a measured surface; null where the losses have one of their own
   * @returns the vertices whose shares have changed
   */
  update(
    path: PathView,
    line: LineVertices,
    changed: VertexRange | null,
    given: LossScale | null,
  ): VertexRange | null {
    const isOther = path !== this.path || path.rewrites !== this.rewrites;
    if (isOther) this.begin(path);
    this.readNew(path);
    const scale = given ?? this.ownScale;
    if (scale === null) return null;
    const isRescaled = scale !== this.scale;
    this.scale = scale;
    if (this.shares.length !== line.indices.length) {
      const shares = new Float32Array(line.indices.length);
      shares.set(this.shares.subarray(0, Math.min(this.shares.length, shares.length)));
      this.shares = shares;
    }
    const from = isOther || isRescaled ? 0 : (changed?.from ?? line.count);
    if (from >= line.count) return null;
    for (let vertex = from; vertex < line.count; vertex++) {
      const share = scale(path.lossAt(Math.round(line.indices[vertex]!)));
      // Where a point has none it is that of the one before.
      this.shares[vertex] = Number.isNaN(share)
        ? (this.shares[vertex - 1] ?? 0.5)
        : Math.min(Math.max(share, 0), 1);
    }
    return { from, to: line.count };
  }

  private begin(path: PathView): void {
    this.path = path;
    this.rewrites = path.rewrites;
    this.seen = 0;
    this.hasLosses = false;
    this.least = Number.POSITIVE_INFINITY;
    this.greatest = Number.NEGATIVE_INFINITY;
    this.ownScale = null;
  }

  private readNew(path: PathView): void {
    let [least, greatest] = [this.least, this.greatest];
    for (let index = this.seen; index < path.length; index++) {
      const loss = path.lossAt(index);
      if (!Number.isFinite(loss)) continue;
      least = Math.min(least, loss);
      greatest = Math.max(greatest, loss);
      this.hasLosses = true;
    }
    this.seen = path.length;
    if (!this.hasLosses || (this.ownScale !== null && least >= this.least && greatest <= this.greatest))
      return;
    // The first scale is that of the losses themselves.
    const room = this.ownScale === null ? 0 : HEADROOM * (greatest - least);
    this.least =
      least < this.least ? Math.max(least - room, least > 0 ? least / 2 : Number.NEGATIVE_INFINITY) : least;
    this.greatest = greatest > this.greatest ? greatest + room : greatest;
    this.ownScale = createScale(this.least, this.greatest);
  }
}

function createScale(least: number, greatest: number): LossScale {
  const isLog = least > 0 && greatest >= LOG_RATIO * least;
  const toDisplay = isLog ? Math.log : (loss: number): number => loss;
  const [from, span] = [toDisplay(least), toDisplay(greatest) - toDisplay(least)];
  return (loss) => (span > 0 ? (toDisplay(loss) - from) / span : loss - loss + 0.5);
}
