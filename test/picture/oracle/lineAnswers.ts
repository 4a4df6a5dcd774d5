import type { Answer } from '../observation.js';
import { luminanceOf, pixelAt } from './colors.js';
import { isOffFloor } from './floorAnswers.js';
import { sightOf } from './sight.js';
import { distanceOf, isByDrop, isFree, type LinePlace, type Scene } from './scene.js';
import type { Place } from './view.js';

/** Off the marks and off other parts of the path by so many pixels. */
const CLEAR_PX = { start: 11, marker: 23, line: 9 } as const;
/** Where the line's dark edge is, and where it has ended; CSS pixels from its middle. */
const EDGE_PX = 2.2;
const BESIDE_PX = 5;

/** The line: light in its middle and dark along both edges where it is seen, faint where the surface hides it. */
export function answerLine(scene: Scene): Answer[] {
  return scene.line
    .filter(({ stretch }) => !stretch.isGap)
    .filter((place) => isAlone(scene, place))
    .flatMap((place) =>
      place.sight === 'seen'
        ? [answerSeen(scene, place)]
        : place.sight === 'hidden'
          ? [answerHidden(scene, place)]
          : [],
    );
}

function isAlone(scene: Scene, place: LinePlace): boolean {
  const { points, model, view, line } = scene;
  const [first, newest] = [points[0]!, points.at(-1)!];
  const [start, marker] = [first, newest].map(({ x, y }) => view.project(model.placeOn(x, y)));
  // Before and behind it the line goes on, seen as it is; elsewhere it must not come close.
  const isNextTo = (other: LinePlace): boolean => Math.abs(other.waysPx - place.waysPx) < 1.5 * CLEAR_PX.line;
  return (
    isFree(scene, place, 8) &&
    // From below the floor's lines are before it.
    (view.pose.position[1] > model.floorY || isOffFloor(scene, place)) &&
    (sightOf(model, model.placeOn(newest.x, newest.y), view.pose.position) === 'seen' ||
      !isByDrop(scene, place, 8)) &&
    distanceOf(start!, place) > CLEAR_PX.start &&
    distanceOf(marker!, place) > CLEAR_PX.marker &&
    line.every((other) =>
      isNextTo(other) ? other.sight === place.sight : distanceOf(other, place) > CLEAR_PX.line,
    )
  );
}

const beside = ({ xPx, yPx, along }: LinePlace, offPx: number): Place => ({
  xPx: xPx - along.yPx * offPx,
  yPx: yPx + along.xPx * offPx,
});

/** The lightest, or the darkest, of the pixels that touch a place. */
function shadeAt({ seen }: Scene, { xPx, yPx }: Place, pick: (...values: number[]) => number): number {
  const around = [-0.4, 0.4].flatMap((dx) => [-0.4, 0.4].map((dy) => [xPx + dx, yPx + dy] as const));
  return pick(...around.map(([x, y]) => luminanceOf(pixelAt(seen.pixels, x, y))));
}

function answerSeen(scene: Scene, place: LinePlace): Answer {
  const middle = shadeAt(scene, place, Math.max);
  const edges = [EDGE_PX, -EDGE_PX].map((off) => shadeAt(scene, beside(place, off), Math.min));
  return {
    what: `line at step ${place.stretch.from.step}`,
    xPx: place.xPx,
    yPx: place.yPx,
    expected: 'light, with dark edges',
    observed: `luminance ${middle.toFixed(2)}, edges ${edges.map((edge) => edge.toFixed(2)).join(' and ')}`,
    holds: middle > 0.75 && edges.every((edge) => edge < 0.3),
  };
}

/** Share of the line's own colour where the surface hides it. */
const HIDDEN_SHARE = 0.3;

function answerHidden(scene: Scene, place: LinePlace): Answer {
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
    what: `hidden line at step ${place.stretch.from.step}`,
    xPx: place.xPx,
    yPx: place.yPx,
    expected: `${HIDDEN_SHARE} of the line over the surface`,
    observed: `${off.toFixed(0)} of 255 away from it`,
    // Where a contour or a fold passes on one side there is no one ground.
    holds: off <= 26 + sidesDiffer,
  };
}

const pairOf = ({ xPx, yPx }: Place): [number, number] => [xPx, yPx];

/** Over missing steps: a thin dashed join, the surface between its dashes, and never the line. */
export function answerGaps(scene: Scene): Answer[] {
  const { line, example } = scene;
  const gaps = new Set(line.filter(({ stretch }) => stretch.isGap).map(({ stretch }) => stretch));
  return [...gaps].flatMap((gap) => {
    const places = line.filter(({ stretch, sight }) => stretch === gap && sight === 'seen');
    const free = places.filter((place) => isAlone(scene, place));
    if (free.length === 0) return [];
    return [answerGap(scene, free, example.props.missingSteps === 'blank')];
  });
}

function answerGap(scene: Scene, places: readonly LinePlace[], isBlank: boolean): Answer {
  const steps = refine(places);
  const dashes = steps.map((place) => isDash(scene, place));
  const share = dashes.filter(Boolean).length / dashes.length;
  const turns = dashes.filter((is, i) => i > 0 && is !== dashes[i - 1]).length;
  const wide = steps.filter((place) =>
    [2, -2].every((off) => shadeAt(scene, beside(place, off), Math.max) > 0.75),
  ).length;
  const first = places[Math.floor(places.length / 2)]!;
  const { from, to } = first.stretch;
  return {
    what: `missing steps ${from.step + 1} to ${to.step - 1}`,
    xPx: first.xPx,
    yPx: first.yPx,
    expected: isBlank ? 'nothing over them' : 'dashes, thinner than the line',
    observed: `${(100 * share).toFixed(0)} % dash, ${turns} ends, ${wide} as wide as the line`,
    holds: isBlank ? share === 0 : share > 0.3 && share < 0.85 && turns >= 4 && wide === 0,
  };
}

/** A place every pixel. */
function refine(places: readonly LinePlace[]): LinePlace[] {
  return places.slice(1).flatMap((to, i) => {
    const from = places[i]!;
    const length = distanceOf(from, to);
    // Where the line was left out, there is a jump.
    if (length > 14) return [];
    return Array.from({ length: Math.ceil(length) }, (_, n) => ({
      ...from,
      xPx: from.xPx + ((to.xPx - from.xPx) * n) / length,
      yPx: from.yPx + ((to.yPx - from.yPx) * n) / length,
    }));
  });
}

/** As light as the line's middle. */
const LIGHT = 0.45;

const isDash = (scene: Scene, place: LinePlace): boolean => shadeAt(scene, place, Math.max) > LIGHT;
