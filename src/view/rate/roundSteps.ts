/** The greatest of 1, 2, 5, 10, 20, 50, … that is not above a number of steps; 1 where that is less. */
export function roundDown(steps: number): number {
  if (!(steps >= 1)) return 1;
  const power = 10 ** Math.floor(Math.log10(steps));
  // A logarithm may be off by an ulp.
  const unit = power > steps ? power / 10 : power * 10 <= steps ? power * 10 : power;
  return unit * ([5, 2].find((factor) => factor * unit <= steps) ?? 1);
}

/** The least of 1, 2, 5, 10, 20, 50, … that is not below a number of steps. */
export function roundUp(steps: number): number {
  const below = roundDown(steps);
  if (below >= steps) return below;
  const isTwo = Number(String(below)[0]) === 2;
  return isTwo ? below * 2.5 : below * 2;
}
