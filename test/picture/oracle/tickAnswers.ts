import type { Answer, Box } from '../observation.js';
import { luminanceOf, pixelAt } from './colors.js';
import { readNumber } from './labelAnswers.js';
import { distanceOf, isFree, type Scene } from './scene.js';
import { sightOf } from './sight.js';
import type { Place } from './view.js';

/** A label stands so near to its step's place, measured from its nearest edge, in CSS pixels. */
const LABEL_PX = 30;
/** A tick goes so far across the line on both sides; it is looked for where the line has ended. */
const ACROSS_PX = [3.5, 4, 4.5, 5];

/** Round steps on the path: each label has a step of two digits that are not 0 at most, by its place, and none lies on another. */
export function answerTicks(scene: Scene): Answer[] {
  const labels = scene.seen.texts.filter(({ className }) => className.includes('gdv-mark--step'));
  return labels.flatMap(({ text, box }, n) => {
    const step = readNumber(text);
    const point = scene.points.find((one) => one.step === step);
    const middle = { xPx: box.leftPx + box.widthPx / 2, yPx: box.topPx + box.heightPx / 2 };
    const others = labels.filter((other, at) => at !== n && isOver(box, other.box));
    const isRound = Number.isInteger(step) && String(step).replace(/0+$/, '').length <= 2;
    const place = point && scene.view.project(scene.model.placeOn(point.x, point.y));
    const awayPx = place === undefined ? Infinity : distanceToBox(place, box);
    return [
      {
        what: `label of step ${text}`,
        ...middle,
        expected: `a round step, at most ${LABEL_PX} px from its place, on no other`,
        observed: `${awayPx.toFixed(1)} px away, on ${others.length} others`,
        holds: isRound && awayPx <= LABEL_PX && others.length === 0,
      },
      ...(place === undefined ? [] : answerStroke(scene, step, place)),
    ];
  });
}

/** Where no label has it a step has its tick all the same; those that have are looked at. */
function answerStroke(scene: Scene, step: number, place: Place): Answer[] {
  const { view, model, points, line, seen } = scene;
  const point = points.find((one) => one.step === step)!;
  const isSeen = sightOf(model, model.placeOn(point.x, point.y), view.pose.position) === 'seen';
  // After the marker, at an earlier step, the line is faint, and its ticks with it.
  const isLater = step > (scene.marked?.step ?? Infinity);
  if (!isSeen || isLater || !isFree(scene, place, 8)) return [];
  const nearest = [...line].sort((a, b) => distanceOf(a, place) - distanceOf(b, place))[0];
  if (nearest === undefined) return [];
  const { along } = nearest;
  const light = [1, -1].map((side) =>
    Math.max(
      ...ACROSS_PX.map((off) =>
        luminanceOf(
          pixelAt(seen.pixels, place.xPx - side * off * along.yPx, place.yPx + side * off * along.xPx),
        ),
      ),
    ),
  );
  return [
    {
      what: `tick of step ${step}`,
      ...place,
      expected: 'light across the line, on both sides',
      observed: light.map((one) => one.toFixed(2)).join(' and '),
      holds: light.every((one) => one > 0.4),
    },
  ];
}

const isOver = (a: Box, b: Box): boolean =>
  a.leftPx < b.leftPx + b.widthPx &&
  b.leftPx < a.leftPx + a.widthPx &&
  a.topPx < b.topPx + b.heightPx &&
  b.topPx < a.topPx + a.heightPx;

function distanceToBox({ xPx, yPx }: Place, { leftPx, topPx, widthPx, heightPx }: Box): number {
  const dx = Math.max(leftPx - xPx, xPx - leftPx - widthPx, 0);
  const dy = Math.max(topPx - yPx, yPx - topPx - heightPx, 0);
  return Math.hypot(dx, dy);
}
