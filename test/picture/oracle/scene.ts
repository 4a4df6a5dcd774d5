import type { Box, Observation } from '../observation.js';
import type { PictureCase } from '../pictureCase.js';
import { createModel, type Model } from './model.js';
import { listStretches, readPath, type PathPoint, type Stretch } from './path.js';
import { sightOf } from './sight.js';
import { View, type Place } from './view.js';

/** A place along the path as it must be drawn. */
export interface LinePlace extends Place {
  readonly sight: 'seen' | 'hidden' | 'unsure';
  readonly stretch: Stretch;
  /** Unit vector along the line on screen. */
  readonly along: Place;
  /** How far along the path it is, on screen, in CSS pixels. */
  readonly waysPx: number;
}

/** What the oracle works with: what must be, from the events, and how it is looked at. */
export interface Scene {
  readonly example: PictureCase;
  readonly seen: Observation;
  readonly model: Model;
  readonly view: View;
  readonly points: readonly PathPoint[];
  readonly line: readonly LinePlace[];
}

/** World units between two places at which the line is asked about. */
const SPACING = 0.03;

export function createScene(example: PictureCase, seen: Observation): Scene {
  const model = createModel(example);
  const view = new View(seen.pose, seen.widthPx, seen.heightPx);
  const points = readPath(example);
  const places = listStretches(points).flatMap((stretch) => listLine(model, view, stretch));
  return { example, seen, model, view, points, line: measureWays(places) };
}

function measureWays(places: readonly Omit<LinePlace, 'waysPx'>[]): LinePlace[] {
  let waysPx = 0;
  return places.map((place, i) => {
    waysPx += i > 0 ? distanceOf(places[i - 1]!, place) : 0;
    return { ...place, waysPx };
  });
}

/** The line lies on the surface over the straight line between its points. */
function listLine(model: Model, view: View, stretch: Stretch): Omit<LinePlace, 'waysPx'>[] {
  const { from, to } = stretch;
  const count = Math.max(Math.ceil(Math.hypot(to.x - from.x, to.y - from.y) / SPACING), 1);
  const placeAt = (share: number): Omit<LinePlace, 'waysPx'> => {
    const worldAt = (at: number) =>
      model.placeOn(from.x + at * (to.x - from.x), from.y + at * (to.y - from.y));
    const [a, b] = [worldAt(share - 0.05 / count), worldAt(share + 0.05 / count)].map((w) => view.project(w));
    const length = Math.hypot(b!.xPx - a!.xPx, b!.yPx - a!.yPx);
    const along = { xPx: (b!.xPx - a!.xPx) / length, yPx: (b!.yPx - a!.yPx) / length };
    const world = worldAt(share);
    return { ...view.project(world), sight: sightOf(model, world, view.pose.position), stretch, along };
  };
  return Array.from({ length: count }, (_, i) => placeAt((i + 0.5) / count));
}

function isInside({ leftPx, topPx, widthPx, heightPx }: Box, { xPx, yPx }: Place, room = 0): boolean {
  return (
    xPx > leftPx - room &&
    yPx > topPx - room &&
    xPx < leftPx + widthPx + room &&
    yPx < topPx + heightPx + room
  );
}

export const distanceOf = (a: Place, b: Place): number => Math.hypot(a.xPx - b.xPx, a.yPx - b.yPx);

/** Whether nothing but the scene is at a place, and the whole of it within the picture. */
export function isFree({ seen }: Scene, place: Place, room = 2): boolean {
  const frame = { leftPx: 0, topPx: 0, widthPx: seen.widthPx, heightPx: seen.heightPx };
  return isInside(frame, place, -room) && !seen.covers.some((box) => isInside(box, place, room));
}

/** Whether the line that leads from a hidden marker down to the floor is at a place. */
export function isByDrop({ points, model, view }: Scene, place: Place, room: number): boolean {
  const newest = points.at(-1);
  if (newest === undefined) return false;
  const marker = view.project(model.placeOn(newest.x, newest.y));
  const foot = view.project([newest.x, model.floorY, -newest.y]);
  const [top, bottom] = [Math.min(marker.yPx, foot.yPx), Math.max(marker.yPx, foot.yPx)];
  return Math.abs(place.xPx - marker.xPx) < room && place.yPx > top - room && place.yPx < bottom + room;
}

/** Whether the path and its marks leave a place alone. */
export function isOffPath(scene: Scene, place: Place, room: number): boolean {
  const { points, line, model, view } = scene;
  const newest = points.at(-1);
  if (newest === undefined) return true;
  const marker = view.project(model.placeOn(newest.x, newest.y));
  return (
    !isByDrop(scene, place, room) &&
    distanceOf(place, marker) > 22 + room &&
    line.every((at) => distanceOf(at, place) > room)
  );
}
