import type { Pose, Vector } from '../observation.js';

/** A place in a picture, in CSS pixels from its upper left corner. */
export interface Place {
  readonly xPx: number;
  readonly yPx: number;
}

/** A ray through a pixel: from the camera, in world units. */
export interface Ray {
  readonly from: Vector;
  readonly along: Vector;
}

export const add = (a: Vector, b: Vector, factor = 1): Vector => [
  a[0] + factor * b[0],
  a[1] + factor * b[1],
  a[2] + factor * b[2],
];

const dot = (a: Vector, b: Vector): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

/** The pinhole camera: a pose in a picture of a size. */
export class View {
  /** Pixels per unit of the tangent. */
  private readonly focalPx: number;

  constructor(
    readonly pose: Pose,
    readonly widthPx: number,
    readonly heightPx: number,
  ) {
    this.focalPx = heightPx / 2 / Math.tan(pose.fovRad / 2);
  }

  project(point: Vector): Place {
    const { position, right, up, back, shiftPx } = this.pose;
    const seen = add(point, position, -1);
    const scale = this.focalPx / -dot(seen, back);
    return {
      xPx: this.widthPx / 2 + dot(seen, right) * scale + shiftPx[0],
      yPx: this.heightPx / 2 - dot(seen, up) * scale + shiftPx[1],
    };
  }

  rayThrough({ xPx, yPx }: Place): Ray {
    const { position, right, up, back, shiftPx } = this.pose;
    const across = (xPx - this.widthPx / 2 - shiftPx[0]) / this.focalPx;
    const upwards = -(yPx - this.heightPx / 2 - shiftPx[1]) / this.focalPx;
    return { from: position, along: add(add(add([0, 0, 0], back, -1), right, across), up, upwards) };
  }

  /** Where a place is on a level plane, in world units. */
  liftToPlane(place: Place, height: number): Vector {
    const { from, along } = this.rayThrough(place);
    return add(from, along, (height - from[1]) / along[1]);
  }
}
