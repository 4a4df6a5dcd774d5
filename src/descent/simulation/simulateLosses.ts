import { createSeededRandom, type SeededRandom } from '../../maths/seededRandom.js';
import type { TrainingReport } from '../illustrative/illustrativePath.js';

/** How a made-up training goes. */
export interface SimulateLossesOptions {
  /** How many reports, an integer of at least 1. @defaultValue 100 */
  readonly epochs?: number;
  /** In loss units, finite. @defaultValue 2.3, which a classifier of ten classes begins with */
  readonly firstLoss?: number;
  /** What it would come to in the end, in loss units, finite; a hundredth of the way to it is left. @defaultValue 0.05 */
  readonly lastLoss?: number;
  /** Of the loss above `lastLoss`: the greatest part that an epoch is off, in [0, 1). @defaultValue 0.05 */
  readonly noise?: number;
  /** @defaultValue 1 */
  readonly seed?: number;
}

/** Decades that the loss above the last falls through. */
const DECADES = 2;

/** Share of the epochs, and of the way that the logarithm of the loss has gone by then: a stall, then a setback. */
const COURSE = [
  [0, 0],
  [0.35, 0.55],
  [0.5, 0.55],
  [0.58, 0.4],
  [1, 1],
] as const;

/**
 * The reports of a training that falls, stalls, gets worse and recovers; the same for a seed each time.
 * @throws RangeError for an option outside its range
 */
export function simulateLosses(
  options: SimulateLossesOptions = {},
): Generator<Required<TrainingReport>, void, void> {
  const { epochs = 100, firstLoss = 2.3, lastLoss = 0.05, noise = 0.05, seed = 1 } = options;
  if (!(Number.isSafeInteger(epochs) && epochs >= 1)) {
    throw new RangeError(`epochs: expected an integer of at least 1, got ${epochs}`);
  }
  if (!Number.isFinite(firstLoss - lastLoss)) {
    throw new RangeError(`firstLoss, lastLoss: expected finite numbers, got ${firstLoss} and ${lastLoss}`);
  }
  if (!(noise >= 0 && noise < 1)) throw new RangeError(`noise: expected a number in [0, 1), got ${noise}`);
  const random = createSeededRandom(seed);
  return generateLosses({ epochs, firstLoss, lastLoss, noise }, random);
}

function* generateLosses(
  options: Required<Omit<SimulateLossesOptions, 'seed'>>,
  random: SeededRandom,
): Generator<Required<TrainingReport>, void, void> {
  const { epochs, firstLoss, lastLoss, noise } = options;
  for (let epoch = 0; epoch < epochs; epoch++) {
    const progress = epochs === 1 ? 1 : epoch / (epochs - 1);
    // Nothing is off in the first epoch, since all others are measured by it.
    const factor = epoch === 0 ? 1 : 1 + noise * (2 * random.uniform() - 1);
    const share = factor * 10 ** (-DECADES * computeCourse(progress));
    yield { loss: lastLoss + (firstLoss - lastLoss) * share, progress };
  }
}

/** The way gone at a share of the epochs, both in [0, 1]. */
function computeCourse(progress: number): number {
  const next = Math.max(
    1,
    COURSE.findIndex(([at]) => at >= progress),
  );
  const [from, gone] = COURSE[next - 1]!;
  const [to, then] = COURSE[next]!;
  return gone + ((then - gone) * (progress - from)) / (to - from);
}
