import type { Answer } from '../observation.js';
import { luminanceOf, parseColor, pixelAt } from './colors.js';
import { isDark } from './isDark.js';
import { findBest, findStemEnd } from './best.js';
import { isOffFloor } from './floorAnswers.js';
import { sightOf } from './sight.js';
import { distanceOf, isByDrop, isFree, type LinePlace, type Scene } from './scene.js';
import type { Place } from './view.js';

/** Off the marks and off other parts of the path by so many pixels. */
export const CLEAR_PX = { start: 11, marker: 23, line: 9 } as const;
/** Where the line's dark edge is, and where it has ended; CSS pixels from its middle. */
const EDGES_PX = [1.5, 2.2];
/** Its oldest colour is duller, and over a pixel or two it is narrower than they are. */
const LEAST_LIGHT = 0.45;
const BESIDE_PX = 5;

/** The line: light in its middle and dark along both edges where it is seen, faint where the surface hides it. */
export function answerLine(scene: Scene): Answer[] {
  const places = scene.line.filter((place) => !place.stretch.isGap && isAlone(scene, place));
  const whole = places.filter(({ isOverHole }) => !isOverHole);
  const seen = whole.filter(({ sight, isLater }) => sight === 'seen' && !isLater);
  // What comes after the marker is as faint as what the surface hides.
  const faint = whole.filter(({ sight, isLater }) => sight === 'hidden' || isLater);
  return [
    ...seen.flatMap((place) => [answerSeen(scene, place), answerAge(scene, place)]),
    ...answerWidth(scene, seen),
    ...faint.map((place) => answerFaint(scene, place)),
    ...places
      .filter(({ isOverHole, isLater }) => isOverHole && !isLater)
      .map((place) => answerDimmed(scene, place)),
  ];
}

export function isAlone(scene: Scene, place: LinePlace): boolean {
  const { points, model, view, line } = scene;
  const [first, marked] = [points[0]!, scene.marked!];
  const [start, marker] = [first, marked].map(({ x, y }) => view.project(model.placeOn(x, y)));
  // Before and behind it the line goes on, seen as it is; elsewhere it must not come close.
  const isNextTo = (other: LinePlace): boolean => Math.abs(other.waysPx - place.waysPx) < 1.5 * CLEAR_PX.line;
  return (
    isFree(scene, place, 8) &&
    // From below the floor's lines are before it.
    (view.pose.position[1] > model.floorY || isOffFloor(scene, place)) &&
    (sightOf(model, model.placeOn(marked.x, marked.y), view.pose.position) === 'seen' ||
      !isByDrop(scene, place, 8)) &&
    isOffBest(scene, place) &&
    isOffStem(scene, place) &&
    isOffTicks(scene, place) &&
    distanceOf(start!, place) > CLEAR_PX.start &&
    distanceOf(marker!, place) > CLEAR_PX.marker &&
    line.every((other) =>
      isNextTo(other)
        ? other.sight === place.sight &&
          other.isOverHole === place.isOverHole &&
          other.isLater === place.isLater
        : distanceOf(other, place) > CLEAR_PX.line,
    )
  );
}

/** Whether the mark of the best point leaves a place alone. */
function isOffBest(scene: Scene, place: Place): boolean {
  const best = findBest(scene)?.point;
  if (best === undefined) return true;
  return distanceOf(scene.view.project(scene.model.placeOn(best.x, best.y)), place) > CLEAR_PX.start;
}

/** Whether no step near a place can have a tick, which lies across the line. */
function isOffTicks({ points, model, view, example }: Scene, place: Place): boolean {
  if (example.props.stepTicks !== true) return true;
  return points
    .filter(({ step }) => step % 2 === 0 || step % 5 === 0)
    .every(({ x, y }) => distanceOf(view.project(model.placeOn(x, y)), place) > 5);
}

/** Whether the stem from the marker to the true loss leaves a place alone. */
function isOffStem(scene: Scene, { xPx, yPx }: Place): boolean {
  const end = findStemEnd(scene);
  const { marked, model, view } = scene;
  if (end === null || marked === undefined) return true;
  const [from, to] = [view.project(model.placeOn(marked.x, marked.y)), view.project(end)];
  const [top, bottom] = [Math.min(from.yPx, to.yPx), Math.max(from.yPx, to.yPx)];
  return (
    Math.abs(xPx - from.xPx) > CLEAR_PX.start || yPx < top - CLEAR_PX.start || yPx > bottom + CLEAR_PX.start
  );
}

export const beside = ({ xPx, yPx, along }: LinePlace, offPx: number): Place => ({
  xPx: xPx - along.yPx * offPx,
  yPx: yPx + along.xPx * offPx,
});

/** The lightest, or the darkest, of the pixels that touch a place. */
export function shadeAt({ seen }: Scene, { xPx, yPx }: Place, pick: (...values: number[]) => number): number {
  const around = [-0.4, 0.4].flatMap((dx) => [-0.4, 0.4].map((dy) => [xPx + dx, yPx + dy] as const));
  return pick(...around.map(([x, y]) => luminanceOf(pixelAt(seen.pixels, x, y))));
}

function answerSeen(scene: Scene, place: LinePlace): Answer {
  const middle = shadeAt(scene, place, Math.max);
  const edges = [1, -1].map((side) =>
    Math.min(...EDGES_PX.map((off) => shadeAt(scene, beside(place, side * off), Math.min))),
  );
  return {
    what: `line at step ${place.stretch.from.step}`,
    xPx: place.xPx,
    yPx: place.yPx,
    expected: 'light, with dark edges',
    observed: `luminance ${middle.toFixed(2)}, edges ${edges.map((edge) => edge.toFixed(2)).join(' and ')}`,
    holds: middle > LEAST_LIGHT && edges.every((edge) => edge < 0.3),
  };
}

/** Its colours at the first point and at the newest. */
const AGES = {
  light: [parseColor('#c3cfe1'), parseColor('#ffffff')],
  dark: [parseColor('#b3c1d6'), parseColor('#ffffff')],
} as const;

/** The colour goes from the oldest to the newest; by steps or by places, it is between what both say. */
function answerAge(scene: Scene, place: LinePlace): Answer {
  const { points, line, example } = scene;
  const [old, young] = AGES[isDark(example) ? 'dark' : 'light'];
  const [first, newest] = [points[0]!.step, scene.marked!.step];
  const passed = line.filter(({ isLater }) => !isLater);
  const shares = [
    (place.stretch.from.step + 0.5 - first) / (newest - first),
    place.waysPx / passed.at(-1)!.waysPx,
  ];
  const [least, most] = [Math.min(...shares) - 0.2, Math.max(...shares) + 0.2];
  const bounds = [least, most].map((share) => old[0] + Math.min(Math.max(share, 0), 1) * (young[0] - old[0]));
  const red = lightestAt(scene, place)[0];
  return {
    what: `line's colour at step ${place.stretch.from.step}`,
    xPx: place.xPx,
    yPx: place.yPx,
    expected: `red from ${bounds[0]!.toFixed(0)} to ${bounds[1]!.toFixed(0)}`,
    observed: String(red),
    // Between two pixels none is wholly the line.
    holds: red >= bounds[0]! - 16 && red <= bounds[1]! + 2,
  };
}

function lightestAt({ seen }: Scene, { xPx, yPx }: Place): readonly [number, number, number, number] {
  return [-0.5, 0, 0.5]
    .flatMap((dx) => [-0.5, 0, 0.5].map((dy) => pixelAt(seen.pixels, xPx + dx, yPx + dy)))
    .sort((a, b) => luminanceOf(b) - luminanceOf(a))[0]!;
}

/**
 * What the line's width may be on the average of a picture of whole pixels: its newest stretch is 3 CSS pixels wide, its oldest
 * two thirds of that. Shares of the way.
 */
const WIDTHS_PX = [
  { what: 'newest', from: 0.9, to: 1, least: 2.2, most: 3.8 },
  { what: 'oldest', from: 0, to: 0.15, least: 0.9, most: 2.9 },
] as const;

/** How wide the line is light, in the middle of all places of its newest stretch, and of its oldest. */
function answerWidth(scene: Scene, places: readonly LinePlace[]): Answer[] {
  const all = scene.line.filter(({ isLater }) => !isLater).at(-1)?.waysPx ?? 1;
  return WIDTHS_PX.flatMap(({ what, from, to, least, most }) => {
    const widths = places
      .filter(({ waysPx }) => waysPx >= from * all && waysPx <= to * all)
      .map((place) => 1 + reach(scene, place, 1) + reach(scene, place, -1))
      .sort((a, b) => a - b);
    const median = widths[widths.length >> 1];
    if (median === undefined || widths.length < 3) return [];
    return [
      {
        what: `width of the line's ${what} stretch`,
        expected: `${least} to ${most} px`,
        observed: `${median} px`,
        holds: median >= least && median <= most,
      },
    ];
  });
}

/** Luminance of what is line. */
const LIGHT = 0.4;

/** CSS pixels from half a pixel beside the line's middle to where it is light no more. */
function reach(scene: Scene, place: LinePlace, side: 1 | -1): number {
  let offPx = 0.5;
  while (offPx < 8 && luminanceBetween(scene, beside(place, side * offPx)) > LIGHT) offPx += 0.1;
  return offPx - 0.5;
}

/** Between the middles of pixels, evenly from one to the next. */
export function luminanceBetween({ seen }: Scene, { xPx, yPx }: Place): number {
  const [x, y] = [Math.floor(xPx - 0.5), Math.floor(yPx - 0.5)];
  const [right, down] = [xPx - 0.5 - x, yPx - 0.5 - y];
  const at = (dx: number, dy: number): number => luminanceOf(pixelAt(seen.pixels, x + dx, y + dy));
  const upper = (1 - right) * at(0, 0) + right * at(1, 0);
  return (1 - down) * upper + down * ((1 - right) * at(0, 1) + right * at(1, 1));
}

/** Over a hole the line is this opaque; what shines through is the background. */
const HOLE_OPACITY = 0.4;

function answerDimmed(scene: Scene, place: LinePlace): Answer {
  const red = lightestAt(scene, place)[0];
  const [background, line] = isDark(scene.example) ? [18, 235] : [248, 252];
  const expected = background + HOLE_OPACITY * (line - background);
  return {
    what: `line over a hole at step ${place.stretch.from.step}`,
    xPx: place.xPx,
    yPx: place.yPx,
    expected: `red of about ${expected.toFixed(0)}`,
    observed: String(red),
    holds: Math.abs(red - expected) < 30,
  };
}

/** Share of the line's own colour where the surface hides it. */
const HIDDEN_SHARE = 0.3;

function answerFaint(scene: Scene, place: LinePlace): Answer {
  const sides = [BESIDE_PX, -BESIDE_PX].map((off) =>
    pixelAt(scene.seen.pixels, ...pairOf(beside(place, off))),
  );
  const ground = [0, 1, 2].map((channel) => (sides[0]![channel]! + sides[1]![channel]!) / 2);
  const expected = ground.map((channel) => channel + HIDDEN_SHARE * (250 - channel));
  const observed = [-0.4, 0.4]
    .flatMap((dx) => [-0.4, 0.4].map((dy) => pixelAt(scene.seen.pixels, place.xPx + dx, place.yPx + dy)))
    .sort((a, b) => luminanceOf(b) - luminanceOf(a))[0]!;
  const sidesDiffer = Math.max(...[0, 1, 2].map((c) => Math.abs(sides[0]![c]! - sides[1]![c]!)));
  const off = Math.max(...expected.map((channel, c) => Math.abs(channel - observed[c]!)));
  return {
    what: `${place.isLater ? 'later' : 'hidden'} line at step ${place.stretch.from.step}`,
    xPx: place.xPx,
    yPx: place.yPx,
    expected: `${HIDDEN_SHARE} of the line over the surface`,
    observed: `${off.toFixed(0)} of 255 away from it`,
    // Where a contour or a fold passes on one side there is no one ground.
    holds: off <= 26 + sidesDiffer,
  };
}

const pairOf = ({ xPx, yPx }: Place): [number, number] => [xPx, yPx];
