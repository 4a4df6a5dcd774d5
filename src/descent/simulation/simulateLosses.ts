import { createSeededRandom, type SeededRandom } from '../../maths/seededRandom.js';
import type { TrainingReport } from '../illustrative/illustrativePath.js';

/** Options of a made-up training. */
export interface SimulateLossesOptions {
  /** How many reports, an integer of at least 1. @defaultValue 100 */
  readonly epochs?: number;
  /** In loss units, finite. @defaultValue 2.3, which a classifier of ten classes begins with */
  readonly firstLoss?: number;
  /** The loss that the training approaches, in loss units, finite; a hundredth of the difference is left at the end. @defaultValue 0.05 */
  readonly lastLoss?: number;
  /** The greatest deviation of an epoch, as a share of the loss above `lastLoss`, in [0, 1). @defaultValue 0.05 */
  readonly noise?: number;
  /** @defaultValue 1 */
  readonly seed?: number;
}

/** Decades by which the loss above `lastLoss` falls. */
const DECADES = 2;

/** Shares of the epochs, and of the fall of the loss's logarithm by then: with a stall, then a setback. */
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
    // No noise in the first epoch, since all others are measured by it.
    const factor = epoch === 0 ? 1 : 1 + noise * (2 * random.uniform() - 1);
    const share = factor * 10 ** (-DECADES * computeCourse(progress));
    yield { loss: lastLoss + (firstLoss - lastLoss) * share, progress };
  }
}

/** The share of the fall at a share of the epochs, both in [0, 1]. */
function computeCourse(progress: number): number {
  const next = Math.max(
    1,
    COURSE.findIndex(([at]) => at >= progress),
  );
  const [from, gone] = COURSE[next - 1]!;
  const [to, then] = COURSE[next]!;
  return gone + ((then - gone) * (progress - from)) / (to - from);
}
