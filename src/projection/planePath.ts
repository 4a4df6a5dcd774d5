import { isInside, normalizePosition, type Frame } from './frame.js';
import type { PlanePoint } from './plane.js';
import type { PlaneFit } from './planeFit.js';

/** A checkpoint as the wire's point of a path. */
export interface ProjectedPoint {
  /** Normalized: `[-1, 1]` is the frame. */
  readonly x: number;
  readonly y: number;
  /** The true loss at the checkpoint, in loss units, where it was given. */
  readonly loss?: number;
  /** Distance from the plane, in weight units. */
  readonly residual: number;
}

/** Converts a point of a plane to the wire's. */
export function createProjectedPoint(
  frame: Frame,
  position: PlanePoint,
  loss: number | undefined,
): ProjectedPoint {
  const { residual } = position;
  const point = { ...normalizePosition(frame, position), residual };
  return loss === undefined ? point : { ...point, loss };
}

/** A growing path on one plane, and how well the plane still fits it. */
export class PlanePath {
  readonly points: ProjectedPoint[] = [];
  /** Whether a point lies outside the frame. */
  isOutside = false;
  /** Sums of the squared distances from the plane's origin: within the plane, and perpendicular to it. */
  private square = 0;
  private residualSquare = 0;

  constructor(
    readonly fit: PlaneFit,
    readonly frame: Frame,
  ) {}

  add(position: PlanePoint, loss: number | undefined): ProjectedPoint {
    const { x, y, residual } = position;
    const { xx, xy, yy } = this.fit.plane.metric;
    this.square += x * x * xx + 2 * x * y * xy + y * y * yy;
    this.residualSquare += residual * residual;
    const point = createProjectedPoint(this.frame, position, loss);
    this.points.push(point);
    if (!isInside(point)) this.isOutside = true;
    return point;
  }

  /** The share of the squared distances from the plane's origin that lies within the plane, in [0, 1]. */
  get share(): number {
    const total = this.square + this.residualSquare;
    return total > 0 ? this.square / total : 1;
  }
}
