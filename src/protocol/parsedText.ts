import { parseJson, refuseLong, type ParsedJson } from './parseJson.js';
import type { ParseLimits } from './parseLimits.js';

/**
 * A JSON text with its parsed value, on its way to a reader. It parses the text itself, so that a reader knows that the
 * value is plain JSON and that nothing else refers to it. No message can forge one, and no host is given one.
 */
export class ParsedText {
  readonly #json: ParsedJson;

  /** @param text - within the limits of the transport; the reader checks its own */
  constructor(readonly text: string) {
    this.#json = parseJson(text, { maxMessageChars: Infinity });
  }

  get json(): ParsedJson {
    return this.#json;
  }

  /** Whether a value is one; never throws, whatever the value is. */
  static is(value: unknown): value is ParsedText {
    return typeof value === 'object' && value !== null && #json in value;
  }
}

/** `parseJson`, of a text that may have been parsed before. */
export function parseJsonOnce(message: string | ParsedText, limits: ParseLimits): ParsedJson {
  if (typeof message === 'string') return parseJson(message, limits);
  return refuseLong(message.text.length, limits) ?? message.json;
}
