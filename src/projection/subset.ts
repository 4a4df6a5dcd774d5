import { createSeededRandom } from '../maths/seededRandom.js';

/** Which examples a surface is evaluated on, and of how many. Show `size` of `count`: the surface is theirs alone. */
export interface Subset {
  /** Ascending, each below `count`. */
  readonly indices: Uint32Array;
  /** How many there are. */
  readonly size: number;
  /** Of how many. */
  readonly count: number;
  readonly seed: number;
  /** What one evaluation on them takes by the measurement, in milliseconds. */
  readonly estimatedMs: number;
}

/** From what a subset is chosen. */
export interface SubsetOptions {
  /** Examples that there are, integer ≥ 1. */
  readonly count: number;
  /** Integer. */
  readonly seed: number;
  /** What an example costs in one evaluation, as measured, in milliseconds: an evaluation's time over its examples. */
  readonly measuredMsPerExample: number;
  /** What one evaluation may take, in milliseconds. */
  readonly budgetMs: number;
  /** The least that is chosen, whatever it takes; fewer examples make a rough surface. @defaultValue 64 */
  readonly minSize?: number;
}

/**
 * Chooses as many examples as fit the budget, at random without replacement (Fisher and Yates). One seed has one order:
 * a subset holds every smaller one of the same seed, and the same seed and size are the same subset, so that all nodes
 * of a surface and all its refinements are measured on the same data.
 * @throws RangeError if a number is outside its range
 */
export function chooseSubset(options: SubsetOptions): Subset {
  const { count, seed, measuredMsPerExample, budgetMs, minSize = 64 } = options;
  if (!Number.isInteger(count) || count < 1 || count > 0xffff_ffff)
    throw new RangeError(`count: expected an integer of at least 1, got ${count}`);
  assertPositive(measuredMsPerExample, 'measuredMsPerExample');
  assertPositive(budgetMs, 'budgetMs');
  if (!(minSize >= 1)) throw new RangeError(`minSize: expected at least 1, got ${minSize}`);
  const affordable = Math.floor(budgetMs / measuredMsPerExample);
  const size = Math.min(count, Math.max(affordable, Math.floor(minSize)));
  const order = Uint32Array.from({ length: count }, (_, i) => i);
  const random = createSeededRandom(seed);
  for (let i = 0; i < size; i++) {
    const other = i + Math.floor(random.uniform() * (count - i));
    const chosen = order[other]!;
    order[other] = order[i]!;
    order[i] = chosen;
  }
  const indices = order.slice(0, size).sort();
  return { indices, size, count, seed, estimatedMs: size * measuredMsPerExample };
}

function assertPositive(value: number, name: string): void {
  if (!(value > 0)) throw new RangeError(`${name}: expected above 0, got ${value}`);
}
