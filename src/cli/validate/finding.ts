import type { DiagnosticCode } from '../../protocol/diagnostic.js';
import { DIAGNOSTIC_HINTS } from './diagnosticHints.js';
import { STREAM_RULES, type StreamCode } from './streamRules.js';

/**
 * `error`: something that was sent is lost or misread. `warning`: all is read, but a viewer lacks something. `note`: allowed,
 * and good to know.
 */
export type FindingLevel = 'error' | 'warning' | 'note';

/** The code of a reader's diagnostic, or of a rule that needs more than one message. */
export type FindingCode = DiagnosticCode | StreamCode;

/** The place of a finding in a log, and its project and run as far as they are known. */
export interface FindingPlace {
  /** Counts from 1; 0 for the log as a whole. */
  readonly line: number;
  readonly projectId: string | null;
  readonly runId: string | null;
  readonly seq: number | null;
}

/** Something in a log that its sender should know. */
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

/** Diagnostics with which everything is still read as it was probably meant; with any other something is lost. */
const MILD: ReadonlySet<FindingCode> = new Set<DiagnosticCode>([
  'version_unknown',
  'id_too_long',
  'step_start_missing',
  'surface_kind_unknown',
  'grid_format_invalid',
]);

/** The level of findings of this code. */
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
