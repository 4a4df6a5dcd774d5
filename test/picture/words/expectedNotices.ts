import { isFormula, plainHeights, type PlainGrid, type PlainHeights } from './plainSurface.js';
import type { PlainRun } from './readRun.js';
import { writeCount, writeNumber } from './writeNumber.js';

/** What stands in docs/notices.md, from the gravest on. */
export const CODES = [
  'context_lost',
  'surface_unknown',
  'grid_not_loaded',
  'heights_cut',
  'surface_coarse',
  'losses_too_close',
  'samples_missing',
  'height_compressed',
  'path_simplified',
  'points_evicted',
  'steps_missing',
  'points_outside',
] as const;

export type ExpectedNotices = Partial<Record<(typeof CODES)[number], string>>;

/** What no event says. */
export interface Circumstances {
  readonly grid?: PlainGrid;
  readonly gridStatus?: 'loading' | 'failed';
  readonly isLog?: boolean;
  /** The heights that are drawn; others are cut. */
  readonly range?: readonly [min: number, max: number];
  readonly maxPoints?: number;
  readonly isContextLost?: boolean;
}

/** The sentences over a picture, each with its code: those that events and mathematics alone decide. */
export function expectedNotices(whole: PlainRun, circumstances: Circumstances = {}): ExpectedNotices {
  const run = keepNewest(whole, circumstances.maxPoints);
  const heights = plainHeights(run, circumstances.grid);
  const all = {
    context_lost: circumstances.isContextLost === true ? 'The picture was lost' : null,
    surface_unknown: sayUnknown(run),
    grid_not_loaded: sayGrid(run, heights, circumstances),
    heights_cut: heights && sayCut(heights, circumstances),
    samples_missing: heights && sayHoles(heights),
    height_compressed: heights && sayCompressed(heights, circumstances),
    points_evicted: run === whole ? null : sayKept(run.points.size),
    steps_missing: sayMissing(run),
    points_outside: heights && sayOutside(run),
  };
  return Object.fromEntries(Object.entries(all).filter(([, text]) => text !== null));
}

function sayUnknown({ surface }: PlainRun): string | null {
  if (surface === null) return 'The ground is flat: no surface was sent';
  if (surface.assetUrl !== undefined || isFormula(surface.kind)) return null;
  return `The ground is flat: the surface kind “${surface.kind ?? ''}” is not known`;
}

function sayGrid(
  { surface }: PlainRun,
  heights: PlainHeights | null,
  { gridStatus }: Circumstances,
): string | null {
  if (surface?.assetUrl === undefined || gridStatus === undefined) return null;
  const [ground, announced] = ['round is flat', 'nnounced surface is shown'];
  return gridStatus === 'loading'
    ? `The ${heights === null ? `g${ground}` : `a${announced}`} until the sampled surface is there`
    : `The sampled surface could not be loaded: the ${heights === null ? `g${ground}` : `a${announced}`}`;
}

function sayCut(
  { min, max, from, missing, count }: PlainHeights,
  { range, grid }: Circumstances,
): string | null {
  const [low, high] = range ?? [min, max];
  const ends = [
    ...(min < low ? [`below ${writeNumber(low)} (down to ${writeNumber(min)})`] : []),
    ...(max > high ? [`above ${writeNumber(high)} (up to ${writeNumber(max)})`] : []),
  ];
  if (ends.length === 0) return null;
  const cut = grid?.samples.filter((z) => Number.isFinite(z) && (z < low || z > high)).length ?? 0;
  const counts = from === 'grid' ? `: ${writeCount(cut)} of ${writeCount(count - missing)} samples` : '';
  return `Heights ${ends.join(' and ')} are cut${counts}`;
}

function sayHoles({ missing, count }: PlainHeights): string | null {
  return missing === 0 ? null : `${writeCount(missing)} of ${writeCount(count)} samples missing`;
}

/** Taller than 0.6 of its width. */
function sayCompressed(heights: PlainHeights, { isLog = false, range }: Circumstances): string | null {
  const [min, max] = range ?? [heights.min, heights.max];
  const proportion = ((max - min) * Math.abs(heights.zScale)) / (2 * heights.domainHalf);
  if (isLog || proportion <= 0.6) return null;
  return `Height compressed to ${writeNumber((0.6 / proportion) * 100, 2)} % of its true proportion`;
}

/** The run itself where no point of it is gone. */
function keepNewest(run: PlainRun, maxPoints = Infinity): PlainRun {
  if (run.points.size <= maxPoints) return run;
  const kept = [...run.points].sort(([a], [b]) => a - b).slice(-maxPoints);
  return { ...run, points: new Map(kept), firstStep: kept[0]![0] };
}

function sayKept(count: number): string {
  return count === 1
    ? 'Only the newest point is kept'
    : `Only the newest ${writeCount(count)} points are kept`;
}

function sayOutside({ points }: PlainRun): string | null {
  const isOutside = [...points.values()].some(({ x, y }) => Math.max(Math.abs(x), Math.abs(y)) > 1);
  return isOutside ? 'Part of the path lies outside the surface' : null;
}

/** Steps that were to be reported, from the first to the last point and on to the step before the final one. */
function sayMissing(run: PlainRun): string | null {
  const { points, firstStep, finalStep } = run;
  if (points.size === 0) return null;
  const pace = findPace(run);
  const reportEvery = pace ?? run.reportEvery;
  const last = Math.max(...points.keys(), (finalStep ?? 0) - 1);
  const missing: number[] = [];
  for (let step = firstStep; step <= last; step += reportEvery) if (!points.has(step)) missing.push(step);
  const said = pace === null ? null : `Points for every ${pace}th step`;
  if (missing.length === 0) return said;
  const intervals: [from: number, to: number][] = [];
  for (const step of missing) {
    const before = intervals.at(-1);
    if (before !== undefined && before[1] === step - reportEvery) before[1] = step;
    else intervals.push([step, step]);
  }
  const named = intervals.slice(0, 2).map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`));
  if (intervals.length > 2) named.push(`${writeCount(intervals.length - 2)} more`);
  const places = `missing (${named.join(', ')})`;
  if (said !== null) return `${said}, ${writeCount(missing.length)} of them ${places}`;
  return `${writeCount(missing.length)} ${missing.length === 1 ? 'step' : 'steps'} ${places}`;
}

/** Every how many steps a run has its points, where its start does not say; null where it has them one after the other. */
function findPace({ points, isPaceStated }: PlainRun): number | null {
  const steps = [...points.keys()].sort((a, b) => a - b);
  const least = Math.min(...steps.slice(1).map((step, i) => step - steps[i]!));
  const isPace = !isPaceStated && steps.length > 4 && least > 1 && steps.every((step) => step % least === 0);
  return isPace ? least : null;
}
