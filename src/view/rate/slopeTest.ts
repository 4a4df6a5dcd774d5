/** A straight line through values, and whether its slope is more than noise. */
export interface SlopeTest {
  /** By least squares, in loss a step. */
  readonly slope: number;
  /** Whether the values fall or rise for sure. */
  readonly isClear: boolean;
}

/** Fewer values say nothing of a slope. */
export const LEAST_VALUES = 8;

/** Quantiles of the normal distribution: by the first test a slope of noise alone is clear once in 500 windows, and stays so once in 100. */
const CLEAR = 3.09;
const STILL_CLEAR = 2.576;

/** Values as correlated as this are as good as one; more cannot be distinguished from a curve. */
const GREATEST_CORRELATION = 0.97;

const LEAST_FREEDOM = 3;

/**
 * Fits a line and tests its slope. It is clear where one of two tests says so:
 *
 * - The slope against its standard error by least squares, for residuals that are correlated from one to the next: of `n`
 *   values `n (1 - r) / (1 + r)` count (B. D. Santer et al. 2000, doi:10.1029/1999JD901105), with `r` freed of its bias
 *   (M. G. Kendall 1954; F. H. C. Marriott, J. A. Pope 1954, doi:10.1093/biomet/41.3-4.390), by Student's distribution.
 * - The signs of the differences, of which as many fall as rise in a random walk (G. H. Moore, W. A. Wallis 1943,
 *   doi:10.1080/01621459.1943.10501791): a curve without noise falls at every step, however crooked it is.
 *
 * @param given - steps, ascending
 * @param losses - finite, as many, at least {@link LEAST_VALUES}
 * @param wasClear - whether it was clear before: it then stays so somewhat longer, so that a text does not flicker
 */
export function testSlope(given: readonly number[], losses: readonly number[], wasClear: boolean): SlopeTest {
  const n = given.length;
  // From the first step and in the greatest value: squares of either as they are may be beyond what a number holds.
  const unit = Math.max(...losses.map(Math.abs)) || 1;
  const steps = given.map((step) => step - given[0]!);
  const values = losses.map((loss) => loss / unit);
  const meanStep = sum(steps) / n;
  const meanValue = sum(values) / n;
  const spread = sum(steps.map((step) => (step - meanStep) ** 2));
  const slope = sum(steps.map((step, i) => (step - meanStep) * (values[i]! - meanValue))) / spread;
  const residuals = values.map((value, i) => value - meanValue - slope * (steps[i]! - meanStep));
  const quantile = wasClear ? STILL_CLEAR : CLEAR;
  const isClear =
    Math.abs(slope) > computeLimit(residuals, spread, quantile) ||
    isOneWay(values, Math.sign(slope), wasClear);
  return { slope: slope * unit, isClear };
}

/** How steep a line through noise alone may be. */
function computeLimit(residuals: readonly number[], spread: number, quantile: number): number {
  const n = residuals.length;
  const squares = sum(residuals.map((one) => one ** 2));
  if (squares === 0) return 0;
  const products = sum(residuals.map((one, i) => (i === 0 ? 0 : one * residuals[i - 1]!)));
  const found = products / squares;
  const correlation = Math.min(Math.max(found + (2 + 4 * Math.max(found, 0)) / n, 0), GREATEST_CORRELATION);
  const inflation = (1 + correlation) / (1 - correlation);
  const freedom = Math.max(n / inflation - 2, LEAST_FREEDOM);
  const error = Math.sqrt(((squares / (n - 2)) * inflation) / spread);
  return error * quantileOfStudent(quantile, freedom);
}

/** Whether far more differences have the slope's sign than the other. */
function isOneWay(values: readonly number[], sign: number, wasClear: boolean): boolean {
  let [balance, count] = [0, 0];
  for (let i = 1; i < values.length; i++) {
    const difference = Math.sign(values[i]! - values[i - 1]!);
    balance += difference;
    count += Math.abs(difference);
  }
  return count >= LEAST_VALUES - 1 && balance * sign > (wasClear ? 1.96 : STILL_CLEAR) * Math.sqrt(count);
}

/** Student's quantile from the normal one (Abramowitz and Stegun 1964, 26.7.5). */
function quantileOfStudent(z: number, freedom: number): number {
  const [z3, z5, z7] = [z ** 3, z ** 5, z ** 7];
  return (
    z +
    (z3 + z) / (4 * freedom) +
    (5 * z5 + 16 * z3 + 3 * z) / (96 * freedom ** 2) +
    (3 * z7 + 19 * z5 + 17 * z3 - 15 * z) / (384 * freedom ** 3)
  );
}

function sum(numbers: readonly number[]): number {
  let total = 0;
  for (const number of numbers) total += number;
  return total;
}
