import type { Box, Observation, Vector } from '../observation.js';
import type { PictureCase } from '../pictureCase.js';
import { createModel, type Model } from './model.js';
import { listStretches, readPath, type PathPoint, type Stretch } from './path.js';
import { sightOf } from './sight.js';
import { View, type Place } from './view.js';

/** A place along the path as it must be drawn. */
export interface LinePlace extends Place {
  readonly sight: 'seen' | 'hidden' | 'unsure';
  readonly stretch: Stretch;
  readonly isOverHole: boolean;
  /** Whether it comes after the marker. */
  readonly isLater: boolean;
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
  /** Where the marker stands: the newest of them, or the one at the step that the viewer is at. */
  readonly marked: PathPoint | undefined;
  readonly line: readonly LinePlace[];
}

/** World units between two places at which the line is asked about. */
const SPACING = 0.03;

export function createScene(example: PictureCase, seen: Observation): Scene {
  const model = createModel(example);
  const view = new View(seen.pose, seen.widthPx, seen.heightPx);
  const points = readPath(example);
  const { step } = example.props.playback ?? {};
  const marked = step === undefined ? points.at(-1) : points.find((point) => point.step === step);
  return { example, seen, model, view, points, marked, line: listLine(model, view, points, marked) };
}

/** A place along the path, normalized, and the height at which the line is there. */
interface Draped {
  readonly x: number;
  readonly y: number;
  readonly share: number;
  readonly stretch: Stretch;
}

/** The line lies on the surface over the straight lines between its points. */
function listLine(
  model: Model,
  view: View,
  points: readonly PathPoint[],
  marked: PathPoint | undefined,
): LinePlace[] {
  const draped = listStretches(points).flatMap((stretch): Draped[] => {
    const { from, to } = stretch;
    const count = Math.max(Math.ceil(Math.hypot(to.x - from.x, to.y - from.y) / SPACING), 1);
    return Array.from({ length: count }, (_, i) => {
      const at = (i + 0.5) / count;
      const [x, y] = [from.x + at * (to.x - from.x), from.y + at * (to.y - from.y)];
      return { x, y, share: model.shareAt(x, y), stretch };
    });
  });
  const worlds = draped.map(({ x, y }, i): Vector => [x, (findShare(draped, i) - 0.5) * model.height, -y]);
  const places = worlds.map((world) => view.project(world));
  let waysPx = 0;
  return places.map((place, i): LinePlace => {
    const [before, after] = [places[Math.max(i - 1, 0)]!, places[Math.min(i + 1, places.length - 1)]!];
    const length = Math.max(distanceOf(before, after), 1e-6);
    waysPx += i > 0 ? distanceOf(before, place) : 0;
    return {
      ...place,
      sight: sightOf(model, worlds[i]!, view.pose.position),
      stretch: draped[i]!.stretch,
      isOverHole: Number.isNaN(draped[i]!.share),
      isLater: marked !== undefined && draped[i]!.stretch.from.step >= marked.step,
      along: { xPx: (after.xPx - before.xPx) / length, yPx: (after.yPx - before.yPx) / length },
      waysPx,
    };
  });
}

/** Over a hole: of the nearest place along the path that has a height. */
function findShare(draped: readonly Draped[], i: number): number {
  for (let away = 0; away < draped.length; away++) {
    for (const n of [i - away, i + away]) {
      const share = draped[n]?.share ?? Number.NaN;
      if (!Number.isNaN(share)) return share;
    }
  }
  return 0.5;
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
export function isByDrop({ marked, model, view }: Scene, place: Place, room: number): boolean {
  if (marked === undefined) return false;
  const marker = view.project(model.placeOn(marked.x, marked.y));
  const foot = view.project([marked.x, model.floorY, -marked.y]);
  const [top, bottom] = [Math.min(marker.yPx, foot.yPx), Math.max(marker.yPx, foot.yPx)];
  return Math.abs(place.xPx - marker.xPx) < room && place.yPx > top - room && place.yPx < bottom + room;
}

/** Whether the path and its marks leave a place alone. */
export function isOffPath(scene: Scene, place: Place, room: number): boolean {
  const { marked, line, model, view } = scene;
  if (marked === undefined) return true;
  const marker = view.project(model.placeOn(marked.x, marked.y));
  return (
    !isByDrop(scene, place, room) &&
    distanceOf(place, marker) > 22 + room &&
    line.every((at) => distanceOf(at, place) > room)
  );
}
