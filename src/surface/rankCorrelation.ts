/**
 * Ranks of numbers, from 1; equal numbers have their average rank.
 * @param values - finite
 */
export function computeRanks(values: Float64Array): Float64Array {
  const order = Uint32Array.from(values, (_, n) => n).sort((a, b) => values[a]! - values[b]!);
  const ranks = new Float64Array(values.length);
  let from = 0;
  while (from < order.length) {
    let to = from + 1;
    while (to < order.length && values[order[to]!] === values[order[from]!]) to++;
    for (let n = from; n < to; n++) ranks[order[n]!] = (from + 1 + to) / 2;
    from = to;
  }
  return ranks;
}

/**
 * Spearman's correlation of two columns: Pearson's correlation of their ranks, which is also right with ties.
 * @param ranksA - from `computeRanks`
 * @param ranksB - of the same length
 * @returns in [-1, 1]; 0 if all values of a column are equal, or there are none
 */
export function computeRankCorrelation(ranksA: Float64Array, ranksB: Float64Array): number {
  const mean = (ranksA.length + 1) / 2;
  let [ab, aa, bb] = [0, 0, 0];
  for (let n = 0; n < ranksA.length; n++) {
    const a = ranksA[n]! - mean;
    const b = ranksB[n]! - mean;
    ab += a * b;
    aa += a * a;
    bb += b * b;
  }
  return aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : 0;
}
