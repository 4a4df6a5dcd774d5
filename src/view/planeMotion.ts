import type { PathView } from '../path/pathView.js';
import type { MarkerPlace } from './descentView.js';
import { PathSample } from './pathSample.js';
import { fitSimilarity, writePartly, type PlaneMap, type Similarity } from './similarity.js';

/** Seconds in which a path moves to its place on a new plane: at 60 frames a second a tenth of the canvas is some pixels a frame. */
export const PLANE_MOTION_S = 0.4;
/** Seconds in which the picture before fades. */
export const PLANE_FADE_S = 0.25;

/** Where a marker was, in the coordinates of the new surface: normalized, and display units. */
export type FormerPlace = Pick<MarkerPlace, 'x' | 'y' | 'height'>;

const IDENTITY: Readonly<PlaneMap> = { xx: 1, xy: 0, yx: 0, yy: 1, x: 0, y: 0 };

/**
 * A path on its way to a new plane. It is drawn where the similarity puts it that brings the steps which both paths have
 * nearest to their old places, and that similarity is undone. What lies between is no fact of the training: it leads the eye.
 * The marker begins exactly where it was.
 */
export class PlaneMotion {
  /** Where the new path's points are drawn. */
  readonly map: PlaneMap = { ...IDENTITY };
  private readonly sample = new PathSample();
  private readonly places = new Float64Array(this.sample.places.length);
  private readonly was = new Float64Array(this.sample.places.length);
  private similarity: Similarity | null = null;
  private former: FormerPlace | null = null;
  /** By how much the marker was off the place that the similarity gives it; null until it is known. */
  private offset: FormerPlace | null = null;
  private elapsedS = PLANE_MOTION_S;

  get isMoving(): boolean {
    return this.elapsedS < PLANE_MOTION_S;
  }

  /** How much is still seen of the picture before, in [0, 1]: evenly less. */
  get formerShare(): number {
    return Math.max(1 - this.elapsedS / PLANE_FADE_S, 0);
  }

  /** Notes where the path is; called whenever it has been drawn. */
  note(path: PathView): void {
    this.sample.take(path);
  }

  /** Begins to move to the same path on a new plane. @param former - where the marker was on the screen */
  begin(path: PathView, former: FormerPlace): void {
    const shared = this.sample.findShared(path, this.places, this.was);
    this.similarity = fitSimilarity(this.places, this.was, shared);
    Object.assign(this.map, IDENTITY);
    this.former = former;
    this.offset = null;
    this.elapsedS = 0;
  }

  /** Ends it: the path is where it belongs. */
  end(): void {
    this.elapsedS = PLANE_MOTION_S;
    Object.assign(this.map, IDENTITY);
  }

  /** @param dtS - seconds since the last frame; 0 in the first */
  advance(dtS: number): void {
    this.elapsedS = Math.min(this.elapsedS + dtS, PLANE_MOTION_S);
    if (!this.isMoving) this.end();
    else if (this.similarity !== null) writePartly(this.similarity, this.share, this.map);
  }

  /**
   * Moves a marker from its place on the path to where it is drawn.
   * @param heightAt - of the new surface, in [0, 1]; NaN over a hole
   */
  moveMarker(marker: MarkerPlace, heightAt: (x: number, y: number) => number): void {
    if (!this.isMoving || this.former === null) return;
    const { xx, xy, yx, yy, x, y } = this.map;
    const at = { x: xx * marker.x + xy * marker.y + x, y: yx * marker.x + yy * marker.y + y };
    const found = heightAt(at.x, at.y);
    const height = Number.isNaN(found) ? marker.height : found;
    this.offset ??= {
      x: this.former.x - at.x,
      y: this.former.y - at.y,
      height: this.former.height - height,
    };
    marker.x = at.x + this.share * this.offset.x;
    marker.y = at.y + this.share * this.offset.y;
    marker.height = height + this.share * this.offset.height;
  }

  /** How much of the way is left: slow at both ends. */
  private get share(): number {
    const left = 1 - this.elapsedS / PLANE_MOTION_S;
    return left * left * (3 - 2 * left);
  }
}
