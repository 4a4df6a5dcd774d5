import type { Answer, Raster } from '../observation.js';
import { differenceOf, formatColor, parseColor, pixelAt, type Rgb } from './colors.js';
import { writeNumber } from '../words/writeNumber.js';
import { findBest } from './best.js';
import { answerEnd, endColor, findShownEnd } from './endAnswers.js';
import { isDark } from './isDark.js';
import { distanceOf, isFree, type Scene } from './scene.js';
import { sightOf } from './sight.js';
import type { Place } from './view.js';

const MARKER: Rgb = [255, 61, 46];
const WHITE: Rgb = [255, 255, 255];
/** Radius of the marker's disc, of a hidden one's ring (its middle), and where the start's ring is; CSS pixels. */
const RADIUS_PX = { marker: 7, hidden: 6.25, startRing: 4.6 } as const;

/** The marker stands on the newest point, or at the step that the viewer is at, a start at the first; what the surface hides of them is a ring, or nothing. */
export function answerMarks(scene: Scene): Answer[] {
  const { points, marked, model, view } = scene;
  const [first] = points;
  if (first === undefined || marked === undefined) return [];
  const world = model.placeOn(marked.x, marked.y);
  const marker = view.project(world);
  const sight = sightOf(model, world, view.pose.position);
  const answers: Answer[] = [];
  if (isFree(scene, marker, 12)) {
    const end = findShownEnd(scene);
    if (sight === 'seen')
      answers.push(...(end === null ? answerMarker(scene, marker) : answerEnd(scene, marker, end)));
    if (sight === 'hidden') answers.push(...answerHidden(scene, marker, marked));
  }
  answers.push(...answerBest(scene, marker));
  const start = model.placeOn(first.x, first.y);
  const place = view.project(start);
  const isSeen = sightOf(model, start, view.pose.position) === 'seen';
  const best = findBest(scene)?.point;
  const isUnderBest =
    best !== undefined && distanceOf(view.project(model.placeOn(best.x, best.y)), place) < 12;
  const isAlone = !isUnderBest && isFree(scene, place, 8) && distanceOf(place, marker) > 34;
  if (first.step === 0 && isSeen && isAlone) {
    answers.push(...answerStart(scene, place));
  }
  return answers;
}

const BEST: Rgb = [255, 225, 77];

/** The best point is marked where the marker does not stand on it, and named by its loss wherever it is free to. */
function answerBest(scene: Scene, marker: Place): Answer[] {
  const { model, view, seen, marked } = scene;
  const best = findBest(scene);
  const named = seen.texts.filter(({ className }) => className.includes('gdv-mark--best'));
  const isElsewhere = best !== null && best.point.step !== marked?.step;
  const text = isElsewhere ? `best ${writeNumber(best.loss)}` : 'none';
  const answers: Answer[] = named.map((label) => ({
    what: 'label of the best point',
    xPx: label.box.leftPx,
    yPx: label.box.topPx,
    expected: text,
    observed: label.text,
    holds: label.text === text,
  }));
  if (!isElsewhere) return answers;
  const world = model.placeOn(best.point.x, best.point.y);
  const place = view.project(world);
  const isSeen = sightOf(model, world, view.pose.position) === 'seen';
  // After the marker it is faint.
  const isLater = best.point.step > (marked?.step ?? 0);
  if (!isSeen || isLater || !isFree(scene, place, 6) || distanceOf(place, marker) < 24) return answers;
  const found = findColored(seen.pixels, place, 4, BEST, 40).length;
  return [
    ...answers,
    {
      what: 'best point',
      ...place,
      expected: 'its colour at 8 pixels and more',
      observed: `at ${found}`,
      holds: found >= 8,
    },
  ];
}

/** Pixels of a colour in a disc. */
function findColored(raster: Raster, around: Place, radiusPx: number, color: Rgb, room: number): Place[] {
  const found: Place[] = [];
  for (let y = Math.floor(around.yPx - radiusPx); y <= around.yPx + radiusPx; y++) {
    for (let x = Math.floor(around.xPx - radiusPx); x <= around.xPx + radiusPx; x++) {
      const place = { xPx: x + 0.5, yPx: y + 0.5 };
      const isNear = distanceOf(place, around) <= radiusPx;
      if (isNear && differenceOf(pixelAt(raster, x, y), color) <= room) found.push(place);
    }
  }
  return found;
}

function answerMarker({ seen }: Scene, place: Place): Answer[] {
  const red = findColored(seen.pixels, place, 16, MARKER, 12);
  const middle = {
    xPx: red.reduce((sum, { xPx }) => sum + xPx, 0) / red.length,
    yPx: red.reduce((sum, { yPx }) => sum + yPx, 0) / red.length,
  };
  const [least, most] = [Math.PI * (RADIUS_PX.marker - 1) ** 2, Math.PI * (RADIUS_PX.marker + 0.7) ** 2];
  const off = distanceOf(middle, place);
  return [
    {
      what: 'marker on its point',
      ...place,
      expected: `its middle there`,
      observed: `${off.toFixed(2)} px away`,
      holds: off <= 0.8,
    },
    {
      what: "marker's disc",
      ...place,
      expected: `${Math.round(least)} to ${Math.round(most)} pixels`,
      observed: String(red.length),
      holds: red.length >= least && red.length <= most,
    },
    answerRing(seen.pixels, place, RADIUS_PX.marker + 1.5, WHITE, "marker's white ring"),
  ];
}

/** Around a place, at a radius, most pixels have a colour. */
function answerRing(raster: Raster, around: Place, radiusPx: number, color: Rgb, what: string): Answer {
  const places = Array.from({ length: 16 }, (_, i) => ({
    xPx: around.xPx + radiusPx * Math.cos((i * Math.PI) / 8),
    yPx: around.yPx + radiusPx * Math.sin((i * Math.PI) / 8),
  }));
  const colored = places.filter((place) => findColored(raster, place, 0.8, color, 60).length > 0);
  return {
    what,
    ...around,
    expected: 'all around',
    observed: `at ${colored.length} of 16 places`,
    holds: colored.length >= 13,
  };
}

/** A ring where the surface hides it, and a line down to the floor. */
function answerHidden(scene: Scene, place: Place, { x, y }: { x: number; y: number }): Answer[] {
  const { seen, view, model } = scene;
  const middle = pixelAt(seen.pixels, place.xPx, place.yPx);
  const foot = view.project([x, model.floorY, -y]);
  const end = findShownEnd(scene);
  const outline = end === null ? MARKER : endColor(scene, end);
  const seenOutline = findColored(seen.pixels, place, 10, outline, 60).length;
  const ringOf = answerRing(seen.pixels, place, RADIUS_PX.hidden, MARKER, "hidden marker's ring");
  const answers = [
    end === null
      ? ringOf
      : {
          what: 'outline of a hidden end',
          ...place,
          expected: `${formatColor(outline)} at 12 pixels and more`,
          observed: `at ${seenOutline}`,
          holds: seenOutline >= 12,
        },
    {
      what: "inside the hidden marker's ring",
      ...place,
      expected: 'the surface, faintly coloured',
      observed: formatColor(middle),
      holds: differenceOf(middle, MARKER) > 60,
    },
  ];
  const length = distanceOf(place, foot);
  const reach = RADIUS_PX.hidden + 8;
  if (length < reach + 6 || !isFree(scene, foot, 6)) return answers;
  const shares = [0.25, 0.5, 0.75].map((part) => (reach + part * (length - reach)) / length);
  const red = shares.filter((share) => {
    const at = {
      xPx: place.xPx + share * (foot.xPx - place.xPx),
      yPx: place.yPx + share * (foot.yPx - place.yPx),
    };
    return findColored(seen.pixels, at, 1.2, MARKER, 90).length > 0;
  });
  return [
    ...answers,
    {
      what: 'line down to the floor',
      ...foot,
      expected: 'at all of 3 places',
      observed: `at ${red.length}`,
      holds: red.length === 3,
    },
  ];
}

function answerStart({ seen, example }: Scene, place: Place): Answer[] {
  const color = parseColor(isDark(example) ? '#05070c' : '#141a26');
  const inside = findColored(seen.pixels, place, 2, color, 12);
  return [
    {
      what: 'start',
      ...place,
      expected: `${formatColor(color)} at 9 pixels and more`,
      observed: `at ${inside.length}`,
      holds: inside.length >= 9,
    },
    answerRing(seen.pixels, place, RADIUS_PX.startRing, WHITE, "start's white ring"),
  ];
}
