import type { DiagnosticCode } from '../../protocol/diagnostic.js';
import { DIAGNOSTIC_HINTS } from './diagnosticHints.js';
import { STREAM_RULES, type StreamCode } from './streamRules.js';

/**
 * `error`: something that was sent is lost, or means something else than was meant. `warning`: all is read, and a
 * viewer misses something all the same. `note`: it is as it may be, and good to know.
 */
export type FindingLevel = 'error' | 'warning' | 'note';

/** A diagnostic of the reader's, or a rule that more than one message is needed to see. */
export type FindingCode = DiagnosticCode | StreamCode;

/** Where in a log something stands, and whose it is as far as that is known. */
export interface FindingPlace {
  /** Counts from 1; 0 for the log as a whole. */
  readonly line: number;
  readonly projectId: string | null;
  readonly runId: string | null;
  readonly seq: number | null;
}

/** Something that a log holds and its sender should know of. */
export interface LogFinding extends FindingPlace {
  readonly level: FindingLevel;
  readonly code: FindingCode;
  /** Where in the envelope, e.g. `event.payload.points[3].x`; `message` for the message as a whole. */
  readonly path: string;
  readonly found: string;
  readonly expected: string;
  /** What to change at the backend. */
  readonly hint: string;
}

/** Where in a message something is, what was found there, and what was expected. */
export type FindingWords = Pick<LogFinding, 'path' | 'found' | 'expected'>;

/** Diagnostics with which everything is read as it was probably meant; under any other something is lost. */
const MILD: ReadonlySet<FindingCode> = new Set<DiagnosticCode>([
  'version_unknown',
  'id_too_long',
  'step_start_missing',
  'surface_kind_unknown',
  'grid_format_invalid',
]);

/** How bad a finding of this code is. */
export function selectLevel(code: FindingCode): FindingLevel {
  if (isStreamCode(code)) return STREAM_RULES[code].level;
  return MILD.has(code) ? 'warning' : 'error';
}

/** A finding, with the level and the hint of its code. */
export function createFinding(code: FindingCode, place: FindingPlace, words: FindingWords): LogFinding {
  const { line, projectId, runId, seq } = place;
  const { path, found, expected } = words;
  const hint = isStreamCode(code) ? STREAM_RULES[code].hint : DIAGNOSTIC_HINTS[code];
  return { level: selectLevel(code), code, line, path, found, expected, hint, projectId, runId, seq };
}

function isStreamCode(code: FindingCode): code is StreamCode {
  return Object.hasOwn(STREAM_RULES, code);
}
