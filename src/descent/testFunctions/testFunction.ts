import type { Surface } from '../../surface/index.js';
import type { Place } from '../objective.js';

/** A minimum as it is published, to double precision. */
export interface Minimum extends Place {
  /** The value there, in loss units. */
  readonly value: number;
  /** Whether no other point of the plane is lower. */
  readonly isGlobal: boolean;
}

/**
 * A standard test function of optimization. It is also defined beyond its domain, which holds its published minima. The
 * contract has no formula of it: to show it, send it sampled (`sampleObjective`).
 */
export interface TestFunction extends Surface {
  readonly name: string;
  /** The formula as text, for people. */
  readonly formula: string;
  /** Where the formula and the minima are published. */
  readonly source: string;
  /** The global minima first. Complete for all but Ackley and Rastrigin, which have a local one in every cell. */
  readonly minima: readonly Minimum[];
  /** A start with an instructive descent, in surface units. */
  readonly start: Place;
}
