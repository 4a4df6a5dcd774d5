import type { Answer, Vector } from '../observation.js';
import { differenceOf, formatColor, parseColor, pixelAt, type Rgb } from './colors.js';
import { isDark } from './isDark.js';
import { computeRoundStep, listMultiples } from './rounding.js';
import { distanceOf, isFree, isOffPath, type Scene } from './scene.js';
import { findHit } from './sight.js';
import { add, type Place } from './view.js';

const COLORS = {
  light: { grid: parseColor('#d5dae3'), frame: parseColor('#a3acbb') },
  dark: { grid: parseColor('#2b3342'), frame: parseColor('#4d586b') },
} as const;
/** About so many ticks are along a side. */
const TICKS = 6;

/** A straight line on the floor, from edge to edge. */
interface FloorLine {
  readonly what: string;
  readonly kind: 'grid' | 'frame';
  readonly from: Vector;
  readonly to: Vector;
}

/** A line at each tick of x and y, and the frame around them. */
function listFloorLines({ model: { domainHalf, floorY } }: Scene): FloorLine[] {
  const ticks = listMultiples(computeRoundStep(2 * domainHalf, TICKS), -domainHalf, domainHalf)
    .map((value) => value / domainHalf)
    .filter((place) => Math.abs(place) < 0.999);
  const lines = [-1, ...ticks, 1].flatMap((at): FloorLine[] => {
    const kind = Math.abs(at) === 1 ? 'frame' : 'grid';
    return [
      { what: `x = ${at.toFixed(2)}`, kind, from: [at, floorY, -1], to: [at, floorY, 1] },
      { what: `y = ${(-at).toFixed(2)}`, kind, from: [-1, floorY, at], to: [1, floorY, at] },
    ];
  });
  return lines;
}

const middleOf = ({ from, to }: FloorLine, share: number): Vector => add(from, add(to, from, -1), share);

/** Whether no line of the floor is near a place. */
export function isOffFloor(scene: Scene, place: Place): boolean {
  return listFloorLines(scene).every(({ from, to }) => {
    const [a, b] = [scene.view.project(from), scene.view.project(to)];
    const length = distanceOf(a, b);
    const along = ((place.xPx - a.xPx) * (b.xPx - a.xPx) + (place.yPx - a.yPx) * (b.yPx - a.yPx)) / length;
    const off = ((place.xPx - a.xPx) * (b.yPx - a.yPx) - (place.yPx - a.yPx) * (b.xPx - a.xPx)) / length;
    return Math.abs(off) > 4 || along < -4 || along > length + 4;
  });
}

/** The floor: its lines stand at round values of x and y, its frame at the domain's edge. */
export function answerFloor(scene: Scene): Answer[] {
  const places = listFloorLines(scene).flatMap((line) =>
    [0.06, 0.31, 0.56, 0.94]
      .map((share) => middleOf(line, share))
      .filter((world) => isFloorSeen(scene, world))
      .map((world) => [line, scene.view.project(world)] as const),
  );
  return [
    ...places.map(([line, place]) => answerLineOfFloor(scene, line, place)),
    ...(['grid', 'frame'] as const).flatMap((kind) => answerColor(scene, kind, places)),
  ];
}

/** Whether nothing is before a place on the floor, or right beside it: no surface, no path, no text. */
function isFloorSeen(scene: Scene, world: Vector): boolean {
  const { view, model } = scene;
  const place = view.project(world);
  const hit = findHit(model, view.rayThrough(place));
  const isHidden = hit !== null && hit.t < distanceAlong(scene, world);
  return (
    !isHidden && isFree(scene, place, 6) && isOffPath(scene, place, 10) && isAwayFromSurface(scene, place)
  );
}

/** In lengths of the ray through it. */
function distanceAlong({ view }: Scene, world: Vector): number {
  const { along, from } = view.rayThrough(view.project(world));
  return (world[1] - from[1]) / along[1];
}

/** Whether the surface is neither in a pixel nor in those around it. */
function isAwayFromSurface({ model, view }: Scene, { xPx, yPx }: Place): boolean {
  const around = [-3, 0, 3].flatMap((dx) => [-3, 0, 3].map((dy) => ({ xPx: xPx + dx, yPx: yPx + dy })));
  return model.surface === null || around.every((place) => findHit(model, view.rayThrough(place)) === null);
}

/** Of the way from the background to its colour, a line about a pixel wide has at least this in some pixel. */
const LEAST_COVERED = 0.4;
/** Somewhere along the line a pixel lies on it wholly: that one is no further from its colour. */
const WHOLE_ROOM = 10;

/** Of the pixels that touch a place the one that is the most of a line's colour. */
function findLinePixel({ seen, example }: Scene, { kind }: FloorLine, { xPx, yPx }: Place): Rgb {
  const color = COLORS[isDark(example) ? 'dark' : 'light'][kind];
  const around = [-1, 0, 1].flatMap((dx) => [-1, 0, 1].map((dy) => pixelAt(seen.pixels, xPx + dx, yPx + dy)));
  const [red, green, blue] = around.sort((a, b) => differenceOf(a, color) - differenceOf(b, color))[0]!;
  return [red, green, blue];
}

function answerLineOfFloor(scene: Scene, line: FloorLine, place: Place): Answer {
  const { seen, example } = scene;
  const color = COLORS[isDark(example) ? 'dark' : 'light'][line.kind];
  const beside = [-5, 5].flatMap((dx) =>
    [-5, 5].map((dy) => pixelAt(seen.pixels, place.xPx + dx, place.yPx + dy)),
  );
  const away = Math.max(...beside.map((pixel) => differenceOf(pixel, color)));
  const nearest = findLinePixel(scene, line, place);
  return {
    what: `floor's ${line.kind} ${line.what}`,
    ...place,
    expected: formatColor(color),
    observed: formatColor(nearest),
    holds: differenceOf(nearest, color) <= Math.max((1 - LEAST_COVERED) * away, WHOLE_ROOM),
  };
}

/** Whether lines of a kind have its colour, where they lie on whole pixels. */
function answerColor(
  scene: Scene,
  kind: FloorLine['kind'],
  places: readonly (readonly [FloorLine, Place])[],
): Answer[] {
  const color = COLORS[isDark(scene.example) ? 'dark' : 'light'][kind];
  const pixels = places
    .filter(([line]) => line.kind === kind)
    .map(([line, place]) => findLinePixel(scene, line, place));
  if (pixels.length === 0) return [];
  const nearest = pixels.sort((a, b) => differenceOf(a, color) - differenceOf(b, color))[0]!;
  return [
    {
      what: `colour of the floor's ${kind}`,
      expected: formatColor(color),
      observed: formatColor(nearest),
      holds: differenceOf(nearest, color) <= WHOLE_ROOM,
    },
  ];
}
