import { boundHeight, DrawnPath, type DrapeHeight, type VertexRange } from '../path/drawnPath.js';
import { FARTHEST, nearingTo } from '../path/lineVertices.js';
import type { PathView } from '../path/pathView.js';
import { indexOfStep } from './playback.js';
import {
  advancePlayhead,
  placePlayhead,
  PLAYHEAD_AT_START,
  shiftPlayhead,
  type Playhead,
} from './playhead.js';

/** A frame later than this after the one before ends a pause: the marker then jumps to the newest point. */
const PAUSE_S = 1;

/** Where the marker stands. */
export interface MarkerPlace {
  /** Normalized. */
  x: number;
  y: number;
  /** Display units; over a hole that of the nearest vertex. */
  height: number;
  /** Fractional position among the drawn vertices: the line ends here. */
  vertex: number;
}

/** How one run's path looks at this moment: its drawn line, and the marker on its way to the newest point. */
export class DescentView {
  readonly drawn = new DrawnPath();
  readonly marker: MarkerPlace = { x: 0, y: 0, height: 0, vertex: 0 };
  private playhead: Playhead = PLAYHEAD_AT_START;
  private playheadStep = 0;
  private path: PathView | null = null;
  private rewrites = 0;

  /** Whether the marker still moves, so that another frame is due. */
  isMoving = false;
  /** Whether it stands where the viewer had it, and not where the newest point takes it. */
  isHeld = false;

  /** The index in the path at which the marker stands, fractional. */
  get index(): number {
    return this.playhead.index;
  }

  /** Whether the marker stands at the path's last point. */
  get isAtLast(): boolean {
    return this.path !== null && this.playhead.index >= this.path.length - 1;
  }

  /**
   * Makes the next frame.
   * @param dtS - seconds since the last frame, whenever that was
   * @param isGliding - whether the marker glides; else it jumps to the newest point
   * @param drape - heights of the line; not the marker's where the shader puts its vertices on the surface
   * @param reportEvery - a point was to come every so many steps
   * @param heldStep - where the marker stands, fractional; null where it follows the newest point
   * @returns the vertices that changed, or null
   */
  advance(
    path: PathView,
    heightAt: DrapeHeight,
    dtS: number,
    isGliding: boolean,
    drape = heightAt,
    reportEvery = 1,
    heldStep: number | null = null,
  ): VertexRange | null {
    const changed = this.drawn.sync(path, drape, reportEvery);
    if (heldStep === null) this.movePlayhead(path, dtS, isGliding && !this.isHeld);
    else this.holdPlayhead(path, heldStep);
    this.isHeld = heldStep !== null;
    this.placeMarker(path, heightAt);
    return changed;
  }

  private holdPlayhead(path: PathView, step: number): void {
    this.playhead = placePlayhead(this.playhead, indexOfStep(path, step));
    this.path = path;
    this.rewrites = path.rewrites;
    this.isMoving = false;
  }

  private movePlayhead(path: PathView, dtS: number, isGliding: boolean): void {
    const target = path.length - 1;
    if (path !== this.path || !isGliding || (this.isMoving && dtS > PAUSE_S)) {
      this.playhead = placePlayhead(this.playhead, target);
    } else {
      if (path.rewrites !== this.rewrites) this.keepStep(path);
      this.playhead = advancePlayhead(this.playhead, target, dtS);
    }
    this.path = path;
    this.rewrites = path.rewrites;
    this.playheadStep = path.stepAt(Math.floor(this.playhead.index));
    this.isMoving = this.playhead.index < target;
  }

  /** Keeps the marker at its step, whose index may have changed since points were inserted or removed. */
  private keepStep(path: PathView): void {
    const before = Math.floor(this.playhead.index);
    const newest = path.length - 1;
    const now = Math.min(path.lowerBound(this.playheadStep), newest);
    this.playhead = shiftPlayhead(this.playhead, now - before, newest);
  }

  private placeMarker(path: PathView, heightAt: DrapeHeight): void {
    const { marker, drawn } = this;
    const { index } = this.playhead;
    const low = Math.floor(index);
    const high = Math.min(low + 1, path.length - 1);
    const share = index - low;
    const x = path.xAt(low) * (1 - share) + path.xAt(high) * share;
    const y = path.yAt(low) * (1 - share) + path.yAt(high) * share;
    const place = placeInReach(x, y);
    marker.x = place.x;
    marker.y = place.y;
    marker.vertex = drawn.vertexAt(index);
    const height = heightAt(marker.x, marker.y);
    marker.height = Number.isNaN(height) ? drawn.heightNear(marker.vertex) : boundHeight(height);
  }
}

/** Where a point is drawn, normalized: one that is too far away for float32 stands nearer, in its direction. */
export function placeInReach(x: number, y: number): { readonly x: number; readonly y: number } {
  const nearing = nearingTo(FARTHEST, x, y);
  return { x: x * nearing, y: y * nearing };
}
