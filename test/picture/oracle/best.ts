import { judgedLine, listLosses } from '../words/lossLines.js';
import { plainHeights } from '../words/plainSurface.js';
import { readRun } from '../words/readRun.js';
import type { Vector } from '../observation.js';
import type { PathPoint } from './path.js';
import type { Scene } from './scene.js';

/** The point with the least loss and that loss: by what was reported, else by the points' own, else by the height of a measured surface. */
export interface Best {
  readonly point: PathPoint;
  readonly loss: number;
}

/** Where the true loss of the marked point is, in world units; null where it is not known or the surface is no loss. */
export function findStemEnd({
  marked,
  model,
  example,
}: Pick<Scene, 'marked' | 'model' | 'example'>): Vector | null {
  const { surface, height } = model;
  if (marked?.loss === undefined || surface === null) return null;
  if (surface.samples === null && !isSaidToBeMeasured(example)) return null;
  return [marked.x, (model.shareOfLoss(marked.loss) - 0.5) * height, -marked.y];
}

/** Null where no loss is known. */
export function findBest({
  points,
  model,
  example,
}: Pick<Scene, 'points' | 'model' | 'example'>): Best | null {
  const { surface, domainHalf } = model;
  const judged = judgedLine(listLosses(example.events));
  if (judged?.isReported === true) {
    const [step, loss] = judged.values.reduce((a, b) => (b[1] < a[1] ? b : a));
    const point = points.find((one) => one.step === step);
    return point === undefined ? null : { point, loss };
  }
  const isReported = points.some(({ loss }) => loss !== undefined);
  const isMeasured = surface !== null && (surface.samples !== null || isSaidToBeMeasured(example));
  if (!isReported && !isMeasured) return null;
  const losses = points.map(({ x, y, loss = Number.NaN }) =>
    isReported ? loss : surface!.valueAt(x * domainHalf, y * domainHalf),
  );
  const least = Math.min(...losses.filter((loss) => !Number.isNaN(loss)));
  return Number.isFinite(least) ? { point: points[losses.indexOf(least)]!, loss: least } : null;
}

function isSaidToBeMeasured(example: Scene['example']): boolean {
  const run = readRun(example.events);
  return run !== null && plainHeights(run)?.isIllustrative === false;
}
