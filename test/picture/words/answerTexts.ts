import type { Answer, Observation } from '../observation.js';
import type { PictureCase } from '../pictureCase.js';
import { expectedReadOut } from './expectedFigures.js';
import { expectedLegend, type ExpectedLegend } from './expectedLegend.js';
import { expectedNotices } from './expectedNotices.js';
import { gridHeightAt, readGrid } from './plainGrid.js';
import { plainHeights, type PlainGrid } from './plainSurface.js';
import { readRun, type PlainRun } from './readRun.js';
import { writeCount } from './writeNumber.js';

/** Below this height there is no room for the projection, below this width none for its two axes. */
const PROJECTION_PX = { height: 420, width: 719 };

/** Each text over a picture, in the order in which it is read, against what the events say. */
export function answerTexts(example: PictureCase, seen: Observation): Answer[] {
  const ticks = seen.texts.filter(({ className }) => className.includes('gdv-legend-tick'));
  const expected = listWords(example, ticks.length);
  const observed = seen.texts.filter(({ className }) => !/gdv-(label|mark)/.test(className));
  return Array.from({ length: Math.max(expected.length, observed.length) }, (_, n) => {
    const box = observed[n]?.box;
    const said = observed[n]?.text ?? 'nothing';
    const wanted = expected[n] ?? 'nothing';
    return {
      what: `text ${n + 1}`,
      ...(box === undefined ? {} : { xPx: box.leftPx, yPx: box.topPx }),
      expected: wanted,
      observed: said,
      holds: said === wanted || isSilence(said, wanted),
    };
  });
}

/** A machine that took half a minute for the picture has a run of which nothing came for as long. */
const isSilence = (said: string, wanted: string): boolean =>
  wanted.endsWith('Running') && said.replace(/No step for .*/, 'Running') === wanted;

function listWords(
  { events, props, maxPoints, widthPx, heightPx }: PictureCase,
  tickCount: number,
): string[] {
  const run = readRun(events);
  if (run === null) return ['Waiting for a run'];
  const grid = readGrid(run);
  const readOut = expectedReadOut(events, {
    step: props.playback?.step,
    ...(grid && { grid, gridHeight: heightOfNewest(grid, run) }),
  })!;
  const isLog = props.heightScale === 'log';
  const range = Array.isArray(props.lossRange) ? { range: props.lossRange as [number, number] } : {};
  const notices = Object.values(
    expectedNotices(run, { ...(grid && { grid }), isLog, ...range, ...(maxPoints && { maxPoints }) }),
  );
  const heights = plainHeights(run, grid);
  const legend = heights && expectedLegend(heights, { isLog, ...range });
  const isCut = notices.some((text) => text.includes('are cut'));
  return [
    readOut.run,
    isBeforeEnd(run, props.playback?.step) ? `${readOut.status} later` : readOut.status,
    ...readOut.blocks.flatMap(({ heading, figures }) => [
      ...(heading === null ? [] : [heading]),
      ...figures.flat(),
    ]),
    ...readOut.hyperparams,
    ...notices.slice(0, 1),
    ...(notices.length > 1 ? [`${notices.length - 1} more`] : []),
    ...(heightPx > PROJECTION_PX.height ? projectionWords(run, widthPx) : []),
    ...(legend ? [legend.title, ...thinTicks(legend, tickCount)] : []),
    ...(isCut ? ['Full range'] : []),
    `Gradient descent of run ${run.runId}: ${readOut.status}${sayLength(run)}`,
  ];
}

/** Of a path that has an end it is said how long it was. */
const sayLength = ({ status, points }: PlainRun): string =>
  status === 'finished' ? ` after ${writeCount(Math.max(...points.keys()))} steps` : '';

/** Whether the end is not that of the step that is shown. */
function isBeforeEnd({ status, reportedEnd, points }: PlainRun, step: number | undefined): boolean {
  const hasEnded = status === 'finished' || reportedEnd !== null;
  return hasEnded && step !== undefined && step < Math.max(...points.keys());
}

/** A short bar has every other one of its ticks. */
function thinTicks({ ticks }: ExpectedLegend, count: number): string[] {
  const others = ticks.filter((_, n) => n % 2 === 0);
  return (count === others.length ? others : ticks).map(({ text }) => text);
}

function projectionWords({ surface }: PlainRun, widthPx: number): string[] {
  const { method, checkpoints, explainedVariance, randomWalk } = surface?.projection ?? {};
  if (method === undefined) return [];
  const shares = ([x, y]: readonly number[]): string[] => {
    const [sum, first, second] = [x! + y!, x!, y!].map((share) => `${Math.round(share * 100)} %`);
    return widthPx > PROJECTION_PX.width ? [sum!, `${first} + ${second}`] : [sum!];
  };
  const plane = method === 'pca' ? 'PCA plane' : 'Random plane';
  return [
    checkpoints === undefined ? plane : `${plane} · ${writeCount(Number(checkpoints))} checkpoints`,
    ...(Array.isArray(explainedVariance) ? ['Variance shown', ...shares(explainedVariance)] : []),
    ...(Array.isArray(randomWalk) ? ['Random walk', ...shares(randomWalk)] : []),
  ];
}

function heightOfNewest(grid: PlainGrid, { points }: PlainRun): number {
  const newest = points.get(Math.max(...points.keys()))!;
  return gridHeightAt(grid, newest.x, newest.y);
}
