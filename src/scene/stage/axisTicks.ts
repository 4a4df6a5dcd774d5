import { ticks } from 'd3-array';

/** Ticks a side, about. */
const TICKS = 6;

/** Round positions along an axis from -domainHalf to domainHalf, in surface units, ascending. */
export function computeAxisTicks(domainHalf: number): number[] {
  return ticks(-domainHalf, domainHalf, TICKS);
}
