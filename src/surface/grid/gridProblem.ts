import type { DiagnosticCode } from '../../protocol/diagnostic.js';
import { describeValue, MAX_FOUND_CHARS, shortenText } from '../../protocol/describeValue.js';

/** What can be wrong with a sampled grid or with its address: see `DIAGNOSTIC_DESCRIPTIONS`. */
export type GridProblemCode = Extract<
  DiagnosticCode,
  | 'asset_url_refused'
  | 'asset_origin_refused'
  | 'asset_unreachable'
  | 'asset_status'
  | 'asset_timeout'
  | 'asset_too_large'
  | 'asset_empty'
  | 'asset_not_grid'
  | 'grid_length_mismatch'
  | 'grid_shape_invalid'
  | 'grid_format_unsupported'
>;

/** Why there is no grid, for the engineer who sent its address. */
export interface GridProblem {
  readonly code: GridProblemCode;
  /** What was received, in at most 80 characters. */
  readonly found: string;
  /** What was expected. */
  readonly expected: string;
  /** What the sender or the host can do about it, as a clause without a full stop. */
  readonly hint?: string;
  /** Whether the same request may succeed later. */
  readonly isRetryable: boolean;
}

/** Samples of a loss surface on a square grid of nodes over `[-domainHalf, domainHalf]²`. */
export interface SampledGrid {
  /**
   * `nodes²` values in loss units, row-major, x fastest, row 0 at `y = -domainHalf`, less `offset`. One that is not
   * finite is missing. Do not change it: it may be a view of the received bytes, and others may hold the same grid.
   */
  readonly samples: Float32Array;
  /**
   * What was subtracted from every loss before it was rounded to float32, in loss units; absent if nothing was. A file of
   * doubles has an offset if float32 would lose their differences.
   */
  readonly offset?: number;
  /** Nodes per side, at least 2. */
  readonly nodes: number;
}

/** A grid, or why there is none. */
export type GridDecoding =
  { readonly ok: true; readonly grid: SampledGrid } | { readonly ok: false; readonly problem: GridProblem };

/** A problem for which another attempt does not help. `found` is shortened if it is too long. */
export function createProblem(
  code: GridProblemCode,
  found: string,
  expected: string,
  hint?: string,
): GridProblem {
  const problem = { code, found: shortenText(found, MAX_FOUND_CHARS), expected, isRetryable: false };
  return hint === undefined ? problem : { ...problem, hint };
}

/** {@link createProblem} as the result of a decoding. */
export function refuseGrid(
  code: GridProblemCode,
  found: string,
  expected: string,
  hint?: string,
): { readonly ok: false; readonly problem: GridProblem } {
  return { ok: false, problem: createProblem(code, found, expected, hint) };
}

/** Why {@link loadGrid} has no grid. */
export class GridLoadError extends Error {
  override readonly name = 'GridLoadError';

  /**
   * @param problem - what was received and what was expected
   * @param cause - what was thrown, if something was
   */
  constructor(
    readonly problem: GridProblem,
    cause?: unknown,
  ) {
    const { found, expected, hint } = problem;
    const message = `expected ${expected}, got ${found}${hint === undefined ? '' : `; ${hint}`}`;
    super(message, cause === undefined ? undefined : { cause });
  }
}

/** The problem with a resolution, or null. Checked before anything is multiplied or allocated. */
export function checkResolution(resolution: number, maxBytes: number): GridProblem | null {
  if (!(Number.isSafeInteger(resolution) && resolution >= 2)) {
    const found = `a resolution of ${describeValue(resolution)}`;
    return createProblem('grid_shape_invalid', found, 'an integer of at least 2');
  }
  const maxNodes = computeMaxNodes(maxBytes);
  if (resolution <= maxNodes) return null;
  return createTooLarge(`a resolution of ${resolution}`, `at most ${maxNodes} for ${maxBytes} bytes`);
}

/** The most nodes per side whose float32 samples take at most `maxBytes`; NaN if that is NaN. */
export function computeMaxNodes(maxBytes: number): number {
  return Math.floor(Math.sqrt(Math.max(0, maxBytes) / 4));
}

/** The problem of a grid beyond the limit. */
export function createTooLarge(found: string, expected: string): GridProblem {
  return createProblem('asset_too_large', found, expected, 'send a lower resolution, or raise the limit');
}
