import { lowerBound } from '../../maths/lowerBound.js';
import type { LossRanges } from '../../path/lossRanges.js';
import type { PathView } from '../../path/pathView.js';
import type { LossPoints } from './lossSeries.js';

/** More heights are never sampled: as many as a wide plot has pixels, twice. */
const MAX_HEIGHTS = 4096;
/** A formula of many hills takes a microsecond or two for each. */
const HEIGHTS_A_SLICE = 512;

type ValueAt = (x: number, y: number) => number;

/**
 * Heights of a surface along a path, as the points of a curve: at every point of a short path, at every 2nd, 4th, 8th, … of
 * a longer one. They are sampled in slices.
 */
export class HeightPoints implements LossPoints {
  length = 0;
  revision = 0;
  rewrites = 0;
  private steps: number[] = [];
  private heights: number[] = [];
  private path: PathView | null = null;
  private valueAt: ValueAt | null = null;
  private pathRewrites = 0;
  /** A height for every so many points. */
  private stride = 1;
  /** Index of the next point of the path that gets a height. */
  private next = 0;
  /** Whether the last height is that of the newest point, which is no multiple of the stride. */
  private hasExtra = false;

  get lastStep(): number {
    return this.steps[this.length - 1] ?? -1;
  }

  stepAt(index: number): number {
    return this.at(this.steps, index);
  }

  lossAt(index: number): number {
    return this.at(this.heights, index);
  }

  lowerBound(step: number): number {
    return lowerBound(0, this.length, (index) => this.steps[index]! < step);
  }

  lossRangesInto(columns: number, fromStep: number, toStep: number, out: LossRanges): void {
    let index = this.lowerBound(fromStep);
    for (let column = 0; column < columns; column++) {
      const end = fromStep + ((toStep - fromStep) * (column + 1)) / columns;
      let [least, greatest, sum, count] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, 0];
      for (; index < this.length && this.steps[index]! < end; index++) {
        const height = this.heights[index]!;
        if (Number.isNaN(height)) continue;
        least = Math.min(least, height);
        greatest = Math.max(greatest, height);
        sum += height;
        count++;
      }
      out.least[column] = count === 0 ? Number.NaN : least;
      out.greatest[column] = count === 0 ? Number.NaN : greatest;
      out.mean[column] = sum / count;
    }
  }

  /**
   * Samples a slice of the heights that are missing.
   * @param valueAt - of the surface, in normalized coordinates; another function begins anew
   * @returns whether more are missing
   */
  sample(path: PathView, valueAt: ValueAt): boolean {
    if (path !== this.path || valueAt !== this.valueAt || path.rewrites !== this.pathRewrites)
      this.begin(path, valueAt);
    if (this.hasExtra && this.next <= path.length - 1) this.dropExtra();
    for (let left = HEIGHTS_A_SLICE; left > 0 && this.next < path.length; left--, this.next += this.stride) {
      if (this.length >= MAX_HEIGHTS) this.halve();
      this.add(path, this.next, valueAt);
    }
    const isDone = this.next >= path.length;
    const newest = path.length - 1;
    if (isDone && newest >= 0 && path.stepAt(newest) > this.lastStep) {
      if (this.hasExtra) this.dropExtra();
      this.add(path, newest, valueAt);
      this.hasExtra = true;
    }
    return !isDone;
  }

  private begin(path: PathView, valueAt: ValueAt): void {
    this.path = path;
    this.valueAt = valueAt;
    this.pathRewrites = path.rewrites;
    this.steps = [];
    this.heights = [];
    this.length = 0;
    this.stride = 1;
    this.next = 0;
    this.hasExtra = false;
    this.revision++;
    this.rewrites++;
  }

  private add(path: PathView, index: number, valueAt: ValueAt): void {
    this.steps.push(path.stepAt(index));
    const height = valueAt(path.xAt(index), path.yAt(index));
    this.heights.push(Number.isFinite(height) ? height : Number.NaN);
    this.length++;
    this.revision++;
  }

  private dropExtra(): void {
    this.steps.pop();
    this.heights.pop();
    this.length--;
    this.revision++;
    this.rewrites++;
    this.hasExtra = false;
  }

  /** Keeps every other height. */
  private halve(): void {
    const isKept = (_: number, index: number): boolean => index % 2 === 0;
    this.steps = this.steps.filter(isKept);
    this.heights = this.heights.filter(isKept);
    this.length = this.steps.length;
    this.stride *= 2;
    this.next = this.length * this.stride;
    this.revision++;
    this.rewrites++;
  }

  private at(values: readonly number[], index: number): number {
    if (!(index >= 0 && index < this.length))
      throw new RangeError(`index ${index} is not in [0, ${this.length})`);
    return values[index]!;
  }
}
