import type { Answer } from '../observation.js';
import { colorOf, differenceOf, formatColor, luminanceOf, pixelAt, toLinear, type Rgb } from './colors.js';
import { isOffFloor } from './floorAnswers.js';
import { isDark } from './isDark.js';
import { isFree, isOffPath, type Scene } from './scene.js';
import { findHit, type Hit } from './sight.js';
import type { Place } from './view.js';

/** Places that are asked about lie on a lattice of so many pixels. */
const LATTICE_PX = 14;
/** Rows in which contours are looked for are so far apart. */
const ROWS_PX = 21;
/** A channel may be off by this: a mesh of triangles has other heights than its formula, by 0.2 % of their range. */
const COLOR_ROOM = 7;
/** Contours closer together than so many pixels are left out, to which they must fade. */
const CONTOURS_APART_PX = 5;

/** A pixel, and what of the surface is in it and beside it. */
interface SurfacePixel extends Place {
  readonly hit: Hit;
  /** By how much the share changes to the next pixel, at most. */
  readonly change: number;
}

const middleOf = (x: number, y: number): Place => ({ xPx: Math.floor(x) + 0.5, yPx: Math.floor(y) + 0.5 });

const isCutNear = ({ model }: Scene, { x, y }: Hit): boolean =>
  [-0.03, 0, 0.03].some((dx) => [-0.03, 0, 0.03].some((dy) => model.isCutAt(x + dx, y + dy)));

/** What must be seen in a pixel; null where it is a matter of less than a pixel. */
function lookAt({ model, view }: Scene, place: Place): SurfacePixel | 'nothing' | null {
  const [hit, ...around] = [
    [0, 0],
    [1.5, 0],
    [-1.5, 0],
    [0, 1.5],
    [0, -1.5],
  ].map(([dx, dy]) => findHit(model, view.rayThrough({ xPx: place.xPx + dx!, yPx: place.yPx + dy! }))) as [
    Hit | null,
    ...(Hit | null)[],
  ];
  if (hit === null) return around.every((at) => at === null) ? 'nothing' : null;
  if (around.some((at) => at === null || Math.abs(at.t - hit.t) > 0.06)) return null;
  return { ...place, hit, change: Math.max(...around.map((at) => Math.abs(at!.share - hit.share))) };
}

/** The surface: each pixel of it, without light, has the colour of its height; beside it and in its holes there is nothing. */
export function answerSurface(scene: Scene): Answer[] {
  if (scene.model.surface === null) return [];
  const { seen } = scene;
  const answers: Answer[] = [];
  for (let y = LATTICE_PX / 2; y < seen.heightPx; y += LATTICE_PX) {
    for (let x = LATTICE_PX / 2; x < seen.widthPx; x += LATTICE_PX) {
      const place = middleOf(x, y);
      const look = lookAt(scene, place);
      if (look === 'nothing') answers.push(answerNothing(scene, place));
      else if (look !== null && !isCutNear(scene, look.hit) && isBetweenContours(scene, look)) {
        answers.push(answerColor(scene, look));
        if (isFree(scene, place, 6) && isOffPath(scene, place, 8) && isOffFloor(scene, place))
          answers.push(answerLight(scene, look));
      }
    }
  }
  return answers;
}

/** Beside the surface there is the background alone: nearly white, or nearly black. */
function answerNothing(scene: Scene, place: Place): Answer {
  const { seen, example } = scene;
  const [, , , alpha] = pixelAt(seen.unlit, place.xPx, place.yPx);
  const isBare = isFree(scene, place, 8) && isOffPath(scene, place, 24) && isOffFloor(scene, place);
  const shown = pixelAt(seen.pixels, place.xPx, place.yPx);
  const luminance = luminanceOf(shown);
  const isBackground = isDark(example) ? luminance < 0.03 : luminance > 0.8;
  return {
    what: 'beside the surface',
    ...place,
    expected: `nothing${isBare ? ', on the background' : ''}`,
    observed: alpha === 0 ? `nothing, on ${formatColor(shown)}` : 'surface',
    holds: alpha === 0 && (!isBare || isBackground),
  };
}

/** The colours that a pixel may have: of all heights in it and right beside it. */
function listColors({ example, model }: Scene, { hit, change }: SurfacePixel): Rgb[] {
  const room = 0.004 + change;
  const shares = [-1, -0.5, 0, 0.5, 1].map((part) => hit.share + part * room);
  return model.surface === null ? [] : shares.map((share) => colorOf(example.props, share));
}

function answerColor(scene: Scene, pixel: SurfacePixel): Answer {
  const observed = pixelAt(scene.seen.unlit, pixel.xPx, pixel.yPx);
  const expected = listColors(scene, pixel);
  return {
    what: `height ${pixel.hit.share.toFixed(3)}`,
    xPx: pixel.xPx,
    yPx: pixel.yPx,
    expected: formatColor(colorOf(scene.example.props, pixel.hit.share)),
    observed: observed[3] === 255 ? formatColor(observed) : 'nothing',
    holds: observed[3] === 255 && expected.some((color) => differenceOf(color, observed) <= COLOR_ROOM),
  };
}

/** The amounts that light may multiply a colour by, and add to it as a mirror does: whatever the light is, it is white. */
const LIGHT: Readonly<Record<'least' | 'most' | 'shine' | 'room', number>> = {
  least: 0.4,
  most: 1.35,
  shine: 0.09,
  room: 0.035,
};

/** In light the pixel's colour is its own times one factor, and a little white: no other colour. */
function answerLight(scene: Scene, pixel: SurfacePixel): Answer {
  const observed = pixelAt(scene.seen.pixels, pixel.xPx, pixel.yPx);
  const lit = observed.slice(0, 3).map(toLinear);
  const off = Math.min(...listColors(scene, pixel).map((color) => fitLight(color.map(toLinear), lit)));
  return {
    what: `height ${pixel.hit.share.toFixed(3)} in light`,
    xPx: pixel.xPx,
    yPx: pixel.yPx,
    expected: `${formatColor(colorOf(scene.example.props, pixel.hit.share))} times a factor`,
    observed: formatColor(observed),
    holds: off <= LIGHT.room,
  };
}

/** How far a colour is from the nearest `factor · own + shine`, in amounts of light; none is more than a screen can show. */
function fitLight(own: readonly number[], lit: readonly number[]): number {
  let least = Infinity;
  for (let shine = 0; shine <= LIGHT.shine; shine += 0.015) {
    for (let factor = LIGHT.least; factor <= LIGHT.most; factor += 0.02) {
      const offs = own.map((c, i) => Math.abs(Math.min(factor * c + shine, 1) - lit[i]!));
      least = Math.min(least, Math.max(...offs));
    }
  }
  return least;
}

/** From a level to the nearest whole one. */
const offWhole = (level: number): number => Math.abs(level - Math.round(level));

function isBetweenContours({ model }: Scene, { hit, change }: SurfacePixel): boolean {
  const level = model.contourLevel(hit.share);
  const perPixel = Math.abs(model.contourLevel(hit.share + change / 1.5) - level);
  return offWhole(level) > 1.6 * perPixel + 0.02;
}

/** Contours: along rows of pixels, one where the loss passes a round value, and none halfway to the next. */
export function answerContours(scene: Scene): Answer[] {
  const { model, seen, view } = scene;
  if (model.surface === null) return [];
  const answers: Answer[] = [];
  for (let y = ROWS_PX / 2; y < seen.heightPx; y += ROWS_PX) {
    let before: Hit | null = null;
    for (let x = 0; x < seen.widthPx; x++) {
      const place = middleOf(x, y);
      const hit = findHit(model, view.rayThrough(place));
      if (hit !== null && before !== null && Math.abs(hit.t - before.t) < 0.06) {
        const [a, b] = [model.contourLevel(before.share), model.contourLevel(hit.share)];
        if (Math.floor(a) !== Math.floor(b) && Math.abs(b - a) < 1 / CONTOURS_APART_PX) {
          const answer = answerContour(scene, place, Math.max(Math.floor(a), Math.floor(b)));
          if (answer !== null) answers.push(answer);
        }
      }
      before = hit;
    }
  }
  return answers;
}

function answerContour(scene: Scene, place: Place, level: number): Answer | null {
  const look = lookAt(scene, place);
  if (look === null || look === 'nothing' || isCutNear(scene, look.hit)) return null;
  const perPixel = Math.abs(
    scene.model.contourLevel(look.hit.share + look.change / 1.5) - scene.model.contourLevel(look.hit.share),
  );
  if (perPixel > 1 / CONTOURS_APART_PX) return null;
  const own = luminanceOf(colorOf(scene.example.props, look.hit.share));
  const shades = [-1, 0, 1].map((dx) => {
    const pixel = pixelAt(scene.seen.unlit, place.xPx + dx, place.yPx);
    return luminanceOf(pixel) / own;
  });
  const contrast = Math.max(...shades.map((shade) => Math.max(shade, 1 / shade)));
  return {
    what: `contour ${level}`,
    ...place,
    expected: 'a line',
    observed: `a contrast of ${contrast.toFixed(2)}`,
    holds: contrast > 1.15,
  };
}
