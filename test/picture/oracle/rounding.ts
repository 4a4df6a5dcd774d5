/**
 * The round step (1, 2 or 5 times a power of ten) that gives about `count` steps in a range: of the three the nearest on a
 * logarithmic scale, so that the borders between them are √2, √10 and √50.
 */
export function computeRoundStep(range: number, count: number): number {
  const raw = range / count;
  const power = 10 ** Math.floor(Math.log10(raw));
  const rest = raw / power;
  const digit = rest < Math.SQRT2 ? 1 : rest < Math.sqrt(10) ? 2 : rest < Math.sqrt(50) ? 5 : 10;
  return digit * power;
}

/** The multiples of a step in a range, its ends included, ascending. */
export function listMultiples(step: number, least: number, greatest: number): number[] {
  const multiples: number[] = [];
  const room = 1e-9 * step;
  for (let n = Math.ceil((least - room) / step); n * step <= greatest + room; n++) multiples.push(n * step);
  return multiples;
}
