import { createSeededRandom } from '../maths/seededRandom.js';

/** The examples that a surface is evaluated on. Show `size` of `count`, since the surface holds for these examples only. */
export interface Subset {
  /** Ascending, each below `count`. */
  readonly indices: Uint32Array;
  /** Number of examples chosen. */
  readonly size: number;
  /** Number of examples to choose from. */
  readonly count: number;
  readonly seed: number;
  /** Estimated time of one evaluation on them, in milliseconds. */
  readonly estimatedMs: number;
}

/** Options of a subset. */
export interface SubsetOptions {
  /** Number of examples, integer ≥ 1. */
  readonly count: number;
  /** Integer. */
  readonly seed: number;
  /** Measured time of one example, in milliseconds: an evaluation's time over its number of examples. */
  readonly measuredMsPerExample: number;
  /** The longest time of one evaluation, in milliseconds. */
  readonly budgetMs: number;
  /** The least number of examples, even beyond the budget: fewer make a rough surface. @defaultValue 64 */
  readonly minSize?: number;
}

/**
 * Chooses as many examples as fit the budget, at random without replacement (Fisher and Yates). The order depends on the
 * seed alone: a subset contains every smaller one of the same seed, and the same seed and size give the same subset. So all
 * nodes of a surface and all its refinements are evaluated on the same data.
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
