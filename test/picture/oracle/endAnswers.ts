import type { Answer } from '../observation.js';
import type { PictureCase } from '../pictureCase.js';
import { readRun } from '../words/readRun.js';
import { differenceOf, formatColor, parseColor, pixelAt, type Rgb } from './colors.js';
import { isDark } from './isDark.js';
import type { Scene } from './scene.js';
import type { Place } from './view.js';

export type End = 'converged' | 'max_steps' | 'cancelled' | 'error' | 'unstated';

/** Right and up from the marker's place, in CSS pixels. */
type Offset = readonly [right: number, up: number];

/** What of an end's mark has its colour, what is the light sign in it, and where it leaves the picture free. */
interface EndLook {
  /** Null where it has the colour of the line's dark edge. */
  readonly color: string | null;
  readonly colored: readonly Offset[];
  readonly light: readonly Offset[];
  readonly free: readonly Offset[];
}

const around = (radiusPx: number, anglesRad: readonly number[]): Offset[] =>
  anglesRad.map((angle) => [radiusPx * Math.cos(angle), radiusPx * Math.sin(angle)]);
const QUARTERS = [0, 1, 2, 3].map((n) => (n * Math.PI) / 2);
const DIAGONALS = QUARTERS.map((angle) => angle + Math.PI / 4);

/** A disc with a check, a square with a bar, a ring with a slash, a cross, a ring with a dot. */
const LOOKS: Readonly<Record<End, EndLook>> = {
  converged: {
    color: '#0b8043',
    colored: [
      [0, 4.5],
      [-4.2, 3],
      [0, -5.6],
      [4.8, -1.8],
    ],
    light: [
      [-1.1, -2.4],
      [1.3, 0.2],
    ],
    free: around(8.9, DIAGONALS),
  },
  max_steps: {
    color: '#b35c00',
    colored: [...around(7.2, DIAGONALS), [0, 4.2], [0, -4.2]],
    light: [
      [0, 0],
      [2.4, 0],
      [-2.4, 0],
    ],
    free: around(9, QUARTERS),
  },
  cancelled: {
    color: '#566072',
    colored: [
      ...around(6.3, [...QUARTERS, Math.PI / 4, (5 * Math.PI) / 4]),
      [0, 0],
      [-2.6, 2.6],
      [2.6, -2.6],
    ],
    light: [
      [2.5, 2.5],
      [-2.5, -2.5],
    ],
    free: around(9, QUARTERS),
  },
  error: {
    color: '#d0021b',
    colored: [[0, 0], ...around(6.4, DIAGONALS)],
    light: [],
    free: around(6.6, QUARTERS),
  },
  unstated: {
    color: null,
    colored: [...around(6.3, QUARTERS), [0, 0]],
    light: around(4.2, QUARTERS),
    free: around(9, QUARTERS),
  },
};

const WHITE: Rgb = [255, 255, 255];

/** How the run has ended that is shown, of its path or as its pipeline reports; null where it goes on. */
export function readEnd({ events }: PictureCase): End | null {
  const run = readRun(events);
  if (run?.status === 'finished') return (run.reason ?? 'unstated') as End;
  return run?.reportedEnd === 'failed' ? 'error' : run?.reportedEnd === 'ended' ? 'unstated' : null;
}

/** The end that the marker has to show: it stands at the newest point. */
export function findShownEnd({ example, marked, points }: Scene): End | null {
  return marked === points.at(-1) ? readEnd(example) : null;
}

export function endColor({ example }: Pick<Scene, 'example'>, end: End): Rgb {
  return parseColor(LOOKS[end].color ?? (isDark(example) ? '#05070c' : '#141a26'));
}

/** The mark of an end, by its colour and by its shape: a disc of that colour would not do. */
export function answerEnd(scene: Scene, place: Place, end: End): Answer[] {
  const { colored, light, free } = LOOKS[end];
  const color = endColor(scene, end);
  const name = end === 'unstated' ? 'unstated end' : `end ${end}`;
  return [
    ...colored.map((offset) => answerAt(scene, place, offset, `${name} in its colour`, color, true)),
    ...light.map((offset) => answerAt(scene, place, offset, `${name}'s sign`, WHITE, true)),
    ...free.map((offset) => answerAt(scene, place, offset, `beside ${name}`, color, false)),
  ];
}

/** How far a channel may be off: between two pixels none is wholly of one colour. */
const ROOM = 56;

function answerAt(
  { seen }: Scene,
  { xPx, yPx }: Place,
  [right, up]: Offset,
  what: string,
  color: Rgb,
  isThere: boolean,
): Answer {
  const at = { xPx: xPx + right, yPx: yPx - up };
  const touched = [-0.4, 0.4].flatMap((dx) =>
    [-0.4, 0.4].map((dy) => pixelAt(seen.pixels, at.xPx + dx, at.yPx + dy)),
  );
  const nearest = touched.sort((a, b) => differenceOf(a, color) - differenceOf(b, color))[0]!;
  const observed = isThere ? nearest : pixelAt(seen.pixels, at.xPx, at.yPx);
  return {
    what: `${what} at ${right.toFixed(1)}, ${up.toFixed(1)}`,
    ...at,
    expected: `${isThere ? '' : 'not '}${formatColor(color)}`,
    observed: formatColor(observed),
    holds: differenceOf(observed, color) <= ROOM === isThere,
  };
}
