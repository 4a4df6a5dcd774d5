import type { PictureCase, WirePoint } from '../pictureCase.js';

/** A point of a path at its optimizer step; x and y normalized. */
export interface PathPoint extends WirePoint {
  readonly step: number;
}

/**
 * The points of the run, by step: `point0` is step 0, `points[i]` is `step_start + i`, of two at one step the later by
 * `ts` holds. Of more than the store keeps those of the latest steps (each case sends them in order).
 */
export function readPath({ events, maxPoints = Infinity }: PictureCase): PathPoint[] {
  const byStep = new Map<number, WirePoint>();
  for (const { event } of [...events].sort((a, b) => a.ts - b.ts)) {
    if (event.name === 'GD_PATH_STARTED') byStep.set(0, event.payload['point0'] as WirePoint);
    if (event.name !== 'GD_PATH_UPDATE') continue;
    const first = event.payload['step_start'] as number;
    (event.payload['points'] as readonly WirePoint[]).forEach((point, i) => byStep.set(first + i, point));
  }
  const steps = [...byStep.keys()].sort((a, b) => a - b);
  return steps.slice(Math.max(steps.length - maxPoints, 0)).map((step) => ({ step, ...byStep.get(step)! }));
}

/** A stretch between two points that came one after the other: the line, or the join over missing steps. */
export interface Stretch {
  readonly from: PathPoint;
  readonly to: PathPoint;
  readonly isGap: boolean;
}

export function listStretches(points: readonly PathPoint[]): Stretch[] {
  return points.slice(1).map((to, i) => ({ from: points[i]!, to, isGap: to.step > points[i]!.step + 1 }));
}
