import { Vector3 } from 'three';
import type { PathView } from '../../path/pathView.js';
import type { DescentView } from '../../view/descentView.js';
import type { DrawnSurface } from '../../view/drawnSurface.js';
import { isOnNewPlane, NO_START, type PathStart } from '../../view/pathStart.js';
import { PlaneMotion } from '../../view/planeMotion.js';
import type { DescentObjects } from './descentObjects.js';

/** What is drawn in a frame. */
interface DrawnPathFrame {
  readonly start: PathStart;
  readonly path: PathView;
  readonly view: DescentView;
  readonly ground: DrawnSurface;
  /** Seconds since the last frame that was drawn. */
  readonly dtS: number;
  /** Whether things move; else all is at its place at once. */
  readonly isAnimated: boolean;
}

/** Moves the path to its place on a new plane, and fades the picture before it. */
export class PlaneChange {
  private readonly motion = new PlaneMotion();
  private readonly former = new Vector3();
  private start: PathStart = NO_START;

  constructor(private readonly objects: DescentObjects) {}

  /** Whether another frame is due. */
  get isMoving(): boolean {
    return this.motion.isMoving;
  }

  /** Called in each frame between the view's own movement and its drawing. */
  advance({ start, path, view, ground, dtS, isAnimated }: DrawnPathFrame): void {
    const { motion, objects } = this;
    if (start !== this.start) {
      if (isAnimated && isOnNewPlane(this.start, start) && objects.findMarker(this.former)) {
        motion.begin(path, { x: this.former.x, y: -this.former.z, height: this.former.y });
        objects.changes.keepsFormer = true;
        motion.advance(0);
      } else motion.end();
      this.start = start;
    } else if (isAnimated) motion.advance(dtS);
    else motion.end();
    motion.moveMarker(view.marker, ground.heightAt);
    motion.note(path);
    objects.move(motion.isMoving ? motion.map : null, motion.formerShare);
  }
}
