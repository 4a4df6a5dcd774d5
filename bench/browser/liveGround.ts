import { BATCH_POINTS, createUpdate } from '../support/descentStream.js';

/** Samples a side of the surface that the live benchmark's path goes down, over [-1, 1]². */
export const GROUND_NODES = 51;

/** Above the surface, so that the line does not flicker in it. */
const LIFT = 0.01;

/** Positions of the samples along a side. */
export const GROUND_PLACES: readonly number[] = Array.from(
  { length: GROUND_NODES },
  (_, i) => (2 * i) / (GROUND_NODES - 1) - 1,
);

export type Point = readonly [x: number, y: number, height: number];

/** A bowl, as in the events that the component is given; in [0, 1]. */
export function computeGround(x: number, y: number): number {
  return (x * x + y * y) / 2;
}

/** Row by row, x fastest, the first row at y = -1. */
export function computeGroundGrid(): Float32Array {
  return Float32Array.from(GROUND_PLACES.flatMap((y) => GROUND_PLACES.map((x) => computeGround(x, y))));
}

interface Update {
  readonly event: {
    readonly payload: { readonly points: readonly { readonly x: number; readonly y: number }[] };
  };
}

/** The points of an update, on the surface. */
export function readPoints(text: string): Point[] {
  return placePoints(JSON.parse(text) as Update);
}

/** Those of the first so many updates. */
export function createFirstPoints(updates: number): Point[] {
  return Array.from({ length: updates }, (_, i) => placePoints(createUpdate(i) as Update)).flat();
}

function placePoints({ event }: Update): Point[] {
  return event.payload.points.map(({ x, y }) => [x, y, computeGround(x, y) + LIFT]);
}

/** Updates that hold so many points. */
export function countUpdates(points: number): number {
  return Math.ceil(points / BATCH_POINTS);
}
