import type { Diagnostic } from './diagnostic.js';
import { explainJsonError } from './explainJsonError.js';
import { resolveParseLimits, type ParseLimits } from './parseLimits.js';
import { explainTooLarge } from './refusedMessage.js';

/** A parsed JSON text, or why it could not be parsed. */
export type ParsedJson =
  { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly diagnostic: Diagnostic };

/** The refusal of a text of this many characters; null where they are within the limit. */
export function refuseLong(chars: number, { maxMessageChars: maxChars }: ParseLimits): ParsedJson | null {
  if (chars <= maxChars) return null;
  return { ok: false, diagnostic: explainTooLarge({ chars, maxChars }, 'maxMessageChars') };
}

/**
 * Parses a JSON text; never throws. A leading byte order mark and surrounding white space are tolerated.
 * A text longer than `maxMessageChars` is not parsed at all.
 */
export function parseJson(text: string, limits?: Partial<ParseLimits>): ParsedJson {
  const refused = refuseLong(text.length, resolveParseLimits(limits));
  if (refused !== null) return refused;
  // `trim` also takes the byte order mark, which JSON.parse refuses.
  const trimmed = text.trim();
  try {
    return { ok: true, value: JSON.parse(trimmed) as unknown };
  } catch (error) {
    return { ok: false, diagnostic: explainJsonError(trimmed, error) };
  }
}
