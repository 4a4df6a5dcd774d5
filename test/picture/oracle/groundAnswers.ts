import type { Answer } from '../observation.js';
import { differenceOf, formatColor, luminanceOf, parseColor, pixelAt } from './colors.js';
import { isOffFloor } from './floorAnswers.js';
import { isDark } from './isDark.js';
import { isFree, isOffPath, type Scene } from './scene.js';
import { findHit } from './sight.js';
import type { Place } from './view.js';

const COLORS = {
  light: { ground: parseColor('#c6cfdc'), hatch: parseColor('#a9b5c6') },
  dark: { ground: parseColor('#19202c'), hatch: parseColor('#333e50') },
} as const;
/** Hatching lies where x - y is a multiple of this, normalized. */
const HATCH = 0.08;
const ROOM = 6;

/** What has no height of its own: the ground where no surface is known, and stripes where losses are cut. */
export function answerGround(scene: Scene): Answer[] {
  const { seen, model, view } = scene;
  const answers: Answer[] = [];
  for (let y = 5.5; y < seen.heightPx; y += 11) {
    for (let x = 5.5; x < seen.widthPx; x += 7) {
      const place = { xPx: x, yPx: y };
      if (!isFree(scene, place, 8) || !isOffPath(scene, place, 12)) continue;
      const hit = findHit(model, view.rayThrough(place));
      if (hit === null) continue;
      if (model.surface === null) {
        if (isOffFloor(scene, place)) answers.push(answerHatch(scene, place, hit));
      } else if (isCutAround(scene, place)) answers.push(answerStripes(scene, place));
    }
  }
  return answers.filter(({ expected }) => expected !== '');
}

function answerHatch({ seen, example }: Scene, place: Place, { x, y }: { x: number; y: number }): Answer {
  const { ground, hatch } = COLORS[isDark(example) ? 'dark' : 'light'];
  const level = (x - y) / HATCH;
  const off = Math.abs(level - Math.round(level));
  const isLine = off < 0.04;
  const isBetween = off > 0.32;
  const observed = pixelAt(seen.pixels, place.xPx, place.yPx);
  const color = isLine ? hatch : ground;
  return {
    what: isLine ? 'hatching' : 'ground',
    ...place,
    expected: isLine || isBetween ? formatColor(color) : '',
    observed: formatColor(observed),
    holds: differenceOf(observed, color) <= (isLine ? 2 * ROOM : ROOM),
  };
}

function isCutAround({ model, view }: Scene, { xPx, yPx }: Place): boolean {
  return [-8, 0, 8].every((dx) =>
    [-8, 0, 8].every((dy) => {
      const hit = findHit(model, view.rayThrough({ xPx: xPx + dx, yPx: yPx + dy }));
      return hit !== null && model.isWholeCutAt(hit.x, hit.y);
    }),
  );
}

/** Along a row of eight pixels some are much lighter than others, as no colour map is. */
function answerStripes({ seen }: Scene, place: Place): Answer {
  const shades = Array.from({ length: 8 }, (_, i) =>
    luminanceOf(pixelAt(seen.pixels, place.xPx - 4 + i, place.yPx)),
  );
  const span = Math.max(...shades) - Math.min(...shades);
  return {
    what: 'losses that are cut',
    ...place,
    expected: 'stripes of light and dark',
    observed: `luminances ${span.toFixed(2)} apart`,
    holds: span > 0.25,
  };
}
