import { readCount } from './checkOption.js';

/** How much one message may hold. What lies beyond is left out and reported. */
export interface ParseLimits {
  /** Longest JSON text that is parsed, in characters (UTF-16 code units). */
  readonly maxMessageChars: number;
  /** Points of one update; those beyond are left out. */
  readonly maxPointsPerMessage: number;
  /** Hills of one `multi_hill` surface; those beyond are left out. */
  readonly maxHills: number;
  /** Diagnostics of one message, at least 1; the last one counts those beyond. */
  readonly maxDiagnosticsPerMessage: number;
}

/** The limits where an option gives none: far beyond what a real backend sends, small enough to read in a frame. */
export const DEFAULT_PARSE_LIMITS: ParseLimits = {
  maxMessageChars: 8_388_608,
  maxPointsPerMessage: 100_000,
  maxHills: 10_000,
  maxDiagnosticsPerMessage: 8,
};

/** All limits, those not given at their default. @throws RangeError for a limit that is no count; it names the limit */
export function resolveParseLimits(limits: Partial<ParseLimits> | undefined): ParseLimits {
  const defaults = DEFAULT_PARSE_LIMITS;
  if (limits === undefined || limits === defaults) return defaults;
  const read = (name: keyof ParseLimits, least = 0): number =>
    readCount('parseLimits', limits, name, defaults[name], least);
  return {
    maxMessageChars: read('maxMessageChars'),
    maxPointsPerMessage: read('maxPointsPerMessage'),
    maxHills: read('maxHills'),
    // At least one, which says why a message was rejected.
    maxDiagnosticsPerMessage: read('maxDiagnosticsPerMessage', 1),
  };
}
