import type { Answer } from '../observation.js';
import { beside, CLEAR_PX, isAlone, luminanceBetween, shadeAt } from './lineAnswers.js';
import type { PathPoint } from './path.js';
import { distanceOf, isFree, type LinePlace, type Scene } from './scene.js';
import { sightOf } from './sight.js';
import type { Place } from './view.js';

/** A join at least so long has four dashes and more. */
const LONG_GAP_PX = 36;

/** Over missing steps: a thin dashed join, the surface between its dashes, and never the line. */
export function answerGaps(scene: Scene): Answer[] {
  const { line, example } = scene;
  const gaps = new Set(line.filter(({ stretch }) => stretch.isGap).map(({ stretch }) => stretch));
  return [...gaps].flatMap((gap) => {
    const places = line.filter(
      ({ stretch, sight, isLater }) => stretch === gap && sight === 'seen' && !isLater,
    );
    const ends = [gap.from, gap.to].map(({ x, y }) => scene.view.project(scene.model.placeOn(x, y)));
    const isOffEnds = (place: Place): boolean => ends.every((end) => distanceOf(end, place) > CLEAR_PX.line);
    const free = places.filter((place) => isOffEnds(place) && isAlone(scene, place));
    // Of a short one too few dashes are left.
    if (free.length === 0 || distanceOf(free[0]!, free.at(-1)!) < LONG_GAP_PX) return [];
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

/** Where a point without neighbours has its dot: light within, dark around; CSS pixels from its middle. */
const DOT_PX = { light: 1.5, dark: 3.7 } as const;

/** A point that has no neighbour is a dot, wider than any line. */
export function answerDots(scene: Scene): Answer[] {
  const { points, model, view } = scene;
  const [first, newest] = [points[0], points.at(-1)];
  const steps = new Set(points.map(({ step }) => step));
  const isAlonePoint = ({ step }: PathPoint): boolean => !steps.has(step - 1) && !steps.has(step + 1);
  return (
    points
      .filter((point) => point !== first && point !== newest && isAlonePoint(point))
      .map((point) => ({ point, world: model.placeOn(point.x, point.y) }))
      // After the marker a dot is faint.
      .filter(({ point: { step } }) => step <= (scene.marked?.step ?? 0))
      .filter(({ world }) => sightOf(model, world, view.pose.position) === 'seen')
      .map(({ point, world }) => ({ point, place: view.project(world) }))
      .filter(({ place }) => isFree(scene, place, 8))
      .map(({ point, place }) => answerDot(scene, point, place))
  );
}

function answerDot(scene: Scene, { step }: PathPoint, place: Place): Answer {
  const around = (radiusPx: number): number[] =>
    Array.from({ length: 16 }, (_, i) => {
      const angle = (i * Math.PI) / 8;
      return luminanceBetween(scene, {
        xPx: place.xPx + radiusPx * Math.cos(angle),
        yPx: place.yPx + radiusPx * Math.sin(angle),
      });
    });
  const light = around(DOT_PX.light).filter((shade) => shade > 0.55).length;
  const dark = around(DOT_PX.dark).filter((shade) => shade < 0.35).length;
  return {
    what: `dot at step ${step}`,
    ...place,
    expected: 'light within, at 13 of 16 places, and dark around that, at 11',
    observed: `light at ${light} of 16 places, dark at ${dark}`,
    holds: light >= 13 && dark >= 11,
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
