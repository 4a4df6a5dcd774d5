import type { Answer, SeenTimeline } from '../observation.js';
import { listLosses, type LossLine } from '../words/lossLines.js';
import { findLastStep } from '../words/lastStep.js';
import { readRun } from '../words/readRun.js';
import { writeCount, writeNumber } from '../words/writeNumber.js';
import { differenceOf, parseColor, pixelAt } from './colors.js';
import { readEnd, type End } from './endAnswers.js';
import { isDark } from './isDark.js';
import { distanceOf, type Scene } from './scene.js';
import type { Place } from './view.js';

/** The plot within the strip: how far its edges are from the strip's, in CSS pixels. */
const EDGES_PX = { top: 8, bottom: 6 } as const;
const COLORS = {
  light: { good: '#0c7a43', bad: '#c02617', note: '#8a5300' },
  dark: { good: '#5fd698', bad: '#ff8a7d', note: '#f0b964' },
} as const;
/** The end's mark is by the upper end of the plot: what has its colour there, and what has not. */
const END_MARKS: Readonly<
  Record<
    End,
    {
      readonly color: 'good' | 'bad' | null;
      readonly full: readonly number[];
      readonly free: readonly number[];
    }
  >
> = {
  converged: { color: 'good', full: [0, 2], free: [] },
  max_steps: { color: null, full: [0, 2], free: [] },
  cancelled: { color: null, full: [3], free: [] },
  error: { color: 'bad', full: [], free: [] },
  unstated: { color: null, full: [0, 2], free: [] },
};

/** The loss curve under the picture: its range, its value under the playhead in words and as a dot, and its marks. */
export function answerTimeline(scene: Scene): Answer[] {
  const { timeline } = scene.seen;
  const { points, marked, example } = scene;
  if (timeline === null || marked === undefined) return [];
  const lines = listLosses(example.events);
  const plot = placePlot(timeline);
  const run = readRun(example.events)!;
  const last = findLastStep(run) ?? points.at(-1)!.step;
  const values = lines.map((line) => valueAt(line, marked.step));
  const said = lines
    .map((line, n) => `${line.name} ${writeNumber(values[n]!)}`)
    .filter((_, n) => !Number.isNaN(values[n]))
    .join(', ');
  const steps = [
    ...points.map(({ step }) => step),
    ...lines.flatMap((line) => line.values.map(([step]) => step)),
  ];
  const range = { min: Math.max(Math.min(...steps), 0), max: Math.max(...steps) };
  return [
    compare('range of the timeline', `${range.min} to ${range.max}`, `${timeline.min} to ${timeline.max}`),
    compare('playhead', String(marked.step), String(timeline.value)),
    compare(
      "the timeline's value in words",
      `step ${writeCount(marked.step)} of ${writeCount(last)}${said === '' ? '' : `, ${said}`}`,
      timeline.valueText,
    ),
    compare(
      'values of the lines',
      lines.map((line, n) => `${line.name} ${writeNumber(values[n]!)}`).join(', '),
      timeline.lines.map((line) => line.join(' ')).join(', '),
    ),
    ...answerDots(plot, timeline, lines, values, marked.step),
    ...answerBestRing(scene, plot, timeline, lines),
    ...answerEndMark(scene, plot, timeline),
    ...answerHoles(scene, plot, timeline, lines),
  ];
}

interface Plot {
  readonly leftPx: number;
  readonly rightPx: number;
  readonly topPx: number;
  readonly bottomPx: number;
}

function placePlot({ strip, slider, thumbPx }: SeenTimeline): Plot {
  return {
    leftPx: slider.leftPx + thumbPx / 2,
    rightPx: slider.leftPx + slider.widthPx - thumbPx / 2,
    topPx: strip.topPx + EDGES_PX.top,
    bottomPx: strip.topPx + strip.heightPx - EDGES_PX.bottom,
  };
}

const xOf = ({ leftPx, rightPx }: Plot, { min, max }: SeenTimeline, step: number): number =>
  leftPx + ((step - min) / (max - min)) * (rightPx - leftPx);

/** From the least of all values at the bottom to the greatest at the top. */
function yOf({ topPx, bottomPx }: Plot, lines: readonly LossLine[], value: number): number {
  const all = lines.flatMap((line) => line.values.map(([, one]) => one));
  const [least, most] = [Math.min(...all), Math.max(...all)];
  return bottomPx - ((value - least) / (most - least)) * (bottomPx - topPx);
}

/** The newest value up to a step. */
function valueAt({ values }: LossLine, step: number): number {
  return values.findLast(([at]) => at <= step)?.[1] ?? Number.NaN;
}

const compare = (what: string, expected: string, observed: string): Answer => ({
  what,
  expected,
  observed,
  holds: expected === observed,
});

function answerDots(
  plot: Plot,
  timeline: SeenTimeline,
  lines: readonly LossLine[],
  values: readonly number[],
  step: number,
): Answer[] {
  const known = values.filter((value) => !Number.isNaN(value));
  return [
    compare('dots at the playhead', String(known.length), String(timeline.dots.length)),
    ...known.slice(0, timeline.dots.length).map((value, n) => {
      const dot = timeline.dots[n]!;
      const place = { xPx: xOf(plot, timeline, step), yPx: yOf(plot, lines, value) };
      const off = distanceOf(dot, place);
      return {
        what: `dot of line ${n + 1}`,
        ...dot,
        expected: `at ${place.xPx.toFixed(1)}, ${place.yPx.toFixed(1)}`,
        observed: `${off.toFixed(2)} px away`,
        holds: off < 1.5,
      };
    }),
  ];
}

/** A ring at the least loss of the first line, where no dot and no text is. */
function answerBestRing(
  scene: Scene,
  plot: Plot,
  timeline: SeenTimeline,
  lines: readonly LossLine[],
): Answer[] {
  const [first] = lines;
  if (first === undefined) return [];
  const least = Math.min(...first.values.map(([, value]) => value));
  const [step] = first.values.find(([, value]) => value === least)!;
  const place = { xPx: xOf(plot, timeline, step), yPx: yOf(plot, lines, least) };
  if (timeline.dots.some((dot) => distanceOf(dot, place) < 9)) return [];
  return [countColor(scene, 'best loss on the curve', place, [0, 4.5], 'good', 8)];
}

function answerEndMark(scene: Scene, plot: Plot, timeline: SeenTimeline): Answer[] {
  const end = readEnd(scene.example);
  const place = { xPx: plot.rightPx, yPx: plot.topPx };
  if (timeline.dots.some((dot) => distanceOf(dot, place) < 9)) return [];
  const color = end === null ? null : END_MARKS[end].color;
  return (['good', 'bad'] as const).map((name) => {
    const least = color === name ? 8 : 0;
    return countColor(scene, `end on the curve, ${name}`, place, [0, 4.5], name, least);
  });
}

/** A tint over steps that are missing, of a curve that is the path's own. */
function answerHoles(
  scene: Scene,
  plot: Plot,
  timeline: SeenTimeline,
  [line]: readonly LossLine[],
): Answer[] {
  if (line === undefined || line.isReported) return [];
  const gaps = scene.points.slice(1).flatMap((to, n) => {
    const from = scene.points[n]!;
    return to.step > from.step + 1 ? [(from.step + to.step) / 2] : [];
  });
  return gaps.map((step) => {
    const place = { xPx: xOf(plot, timeline, step), yPx: plot.bottomPx };
    return countColor(scene, 'missing steps on the curve', place, [0, 2], 'note', 3);
  });
}

/** Pixels of a colour between two distances from a place: at least so many, or for 0 none. */
function countColor(
  { seen, example }: Scene,
  what: string,
  place: Place,
  [fromPx, toPx]: readonly [number, number],
  name: 'good' | 'bad' | 'note',
  least: number,
): Answer {
  const color = parseColor(COLORS[isDark(example) ? 'dark' : 'light'][name]);
  let count = 0;
  for (let y = Math.floor(place.yPx - toPx); y <= place.yPx + toPx; y++) {
    for (let x = Math.floor(place.xPx - toPx); x <= place.xPx + toPx; x++) {
      const away = distanceOf({ xPx: x + 0.5, yPx: y + 0.5 }, place);
      if (away < fromPx || away > toPx) continue;
      if (differenceOf(pixelAt(seen.pixels, x, y), color) <= 60) count++;
    }
  }
  return {
    what,
    ...place,
    expected: least === 0 ? 'none of its colour' : `its colour at ${least} pixels and more`,
    observed: `at ${count}`,
    holds: least === 0 ? count === 0 : count >= least,
  };
}
