import type { Surface } from '../../surface/index.js';
import type { Place } from '../objective.js';

/** A minimum as it is published, to double precision. */
export interface Minimum extends Place {
  /** The value there, in loss units. */
  readonly value: number;
  /** Whether no other point of the plane lies lower. */
  readonly isGlobal: boolean;
}

/**
 * A standard test function of optimization. It goes on beyond its domain, which holds its published minima; no kind of
 * the contract's: to show one, send it sampled (`sampleObjective`).
 */
export interface TestFunction extends Surface {
  readonly name: string;
  /** The formula, to be read. */
  readonly formula: string;
  /** Where the formula and the minima are published. */
  readonly source: string;
  /** The global minima first. Complete for all but Ackley and Rastrigin, which have a local one in every cell. */
  readonly minima: readonly Minimum[];
  /** A start from which the way down is worth seeing, in surface units. */
  readonly start: Place;
}
