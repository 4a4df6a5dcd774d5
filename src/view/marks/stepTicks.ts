import type { PathView } from '../../path/pathView.js';
import { placeInReach } from '../descentView.js';

/** No more ticks than this are on a path. */
export const MAX_TICKS = 16;
/** CSS pixels between two of them at least, in the middle of the first view. */
const LEAST_GAP_PX = 46;
/** Places that are looked at for one interval; with more of them finer intervals are left out. */
const MOST_PLACES = 400;
/** The path is looked at again after its last step has grown by less than this share of itself. */
const GROWN = 1 / 16;

/** A round step on a path. */
export interface StepTick {
  readonly step: number;
  /** Its point in the path. */
  readonly index: number;
  /** Normalized. */
  readonly x: number;
  readonly y: number;
}

/**
 * The round steps of a path that are marked: multiples of the largest 1, 2 or 5 × 10^k first, then finer ones where there is
 * room between them. So a path that hurries and then creeps has fine steps where it hurries. Which ones depends on places on
 * the surface and not on where the camera stands, so that they stay as it turns.
 */
export class StepTicks {
  /** The coarsest first; the same array until they change. */
  ticks: readonly StepTick[] = [];
  private path: PathView | null = null;
  private rewrites = 0;
  private lastStep = 0;
  private gap = 0;

  /**
   * Costs some hundred looks at the path, now and then.
   * @param unitPx - CSS pixels of a normalized unit
   * @returns whether the ticks are others
   */
  update(path: PathView, unitPx: number): boolean {
    const gap = LEAST_GAP_PX / unitPx;
    const lastStep = floorStep(path.lastStep);
    const isSame = path === this.path && this.rewrites === path.rewrites;
    if (isSame && gap === this.gap && lastStep === this.lastStep) return false;
    this.path = path;
    this.rewrites = path.rewrites;
    this.gap = gap;
    this.lastStep = lastStep;
    const ticks = chooseTicks(path, lastStep, gap);
    const isOther =
      ticks.length !== this.ticks.length || ticks.some((tick, i) => !isSameTick(tick, this.ticks[i]!));
    if (isOther) this.ticks = ticks;
    return isOther;
  }

  clear(): boolean {
    const hadSome = this.ticks.length > 0;
    this.ticks = [];
    this.path = null;
    return hadSome;
  }
}

const isSameTick = (a: StepTick, b: StepTick): boolean =>
  a.step === b.step && a.index === b.index && a.x === b.x && a.y === b.y;

/** The step up to which the path is looked at: the ticks are the same however it came to its length. */
function floorStep(lastStep: number): number {
  const grain = 2 ** Math.floor(Math.log2(Math.max(lastStep * GROWN, 1)));
  return Math.floor(lastStep / grain) * grain;
}

function chooseTicks(path: PathView, lastStep: number, gap: number): StepTick[] {
  const chosen: StepTick[] = [];
  const length = path.lowerBound(lastStep + 1);
  if (length < 2) return chosen;
  const ends = [0, length - 1].map((index) => tickAt(path, index));
  const isFree = ({ x, y }: StepTick): boolean =>
    [...ends, ...chosen].every((other) => Math.hypot(other.x - x, other.y - y) >= gap);
  const first = path.stepAt(0);
  for (const interval of roundIntervals(lastStep - first)) {
    if ((lastStep - first) / interval > MOST_PLACES) break;
    for (let step = Math.floor(first / interval + 1) * interval; step < lastStep; step += interval) {
      const index = path.lowerBound(step);
      if (interval < leastInterval(step) || path.stepAt(index) !== step) continue;
      const tick = tickAt(path, index);
      if (isFree(tick)) chosen.push(tick);
      if (chosen.length === MAX_TICKS) return chosen;
    }
  }
  return chosen;
}

function tickAt(path: PathView, index: number): StepTick {
  const { x, y } = placeInReach(path.xAt(index), path.yAt(index));
  return { step: path.stepAt(index), index, x, y };
}

/** A step has two digits that are not 0 at most; below 20, 200, … the second is even or a 5, from there on a 5: 745 is not round. */
function leastInterval(step: number): number {
  const power = 10 ** Math.floor(Math.log10(step));
  return step < 2 * power ? power / 5 : power / 2;
}

/** 1, 2 and 5 × 10^k, the largest that fits into a span first, down to 1. */
function* roundIntervals(span: number): Generator<number> {
  for (let power = Math.floor(Math.log10(Math.max(span, 1))); power >= 0; power--) {
    for (const factor of [5, 2, 1]) {
      const interval = factor * 10 ** power;
      if (interval <= span) yield interval;
    }
  }
}
