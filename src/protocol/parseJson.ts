import { createDiagnostic, type Diagnostic } from './diagnostic.js';
import { explainJsonError } from './explainJsonError.js';
import { resolveParseLimits, type ParseLimits } from './parseLimits.js';

/** A parsed JSON text, or why it could not be parsed. */
export type ParsedJson =
  { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly diagnostic: Diagnostic };

/**
 * Parses a JSON text; never throws. A leading byte order mark and surrounding white space are tolerated.
 * A text longer than `maxMessageChars` is not parsed at all.
 */
export function parseJson(text: string, limits?: Partial<ParseLimits>): ParsedJson {
  const { maxMessageChars } = resolveParseLimits(limits);
  if (text.length > maxMessageChars) {
    const origin = { projectId: null, runId: null, seq: null };
    const expected = `at most ${maxMessageChars} characters`;
    const found = `${text.length}`;
    const cure = 'split the message, or raise maxMessageChars';
    const words = { path: 'message', found, expected, cure };
    return { ok: false, diagnostic: createDiagnostic('message_too_large', origin, words) };
  }
  // `trim` also takes the byte order mark, which JSON.parse refuses.
  const trimmed = text.trim();
  try {
    return { ok: true, value: JSON.parse(trimmed) as unknown };
  } catch (error) {
    return { ok: false, diagnostic: explainJsonError(trimmed, error) };
  }
}
