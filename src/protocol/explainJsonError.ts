import { MAX_FOUND_CHARS, shortenText } from './describeValue.js';
import { createDiagnostic, type Diagnostic } from './diagnostic.js';

const NO_ORIGIN = { projectId: null, runId: null, seq: null };
/** Numbers that are not finite, as Python writes them; `nan`, `inf` and the like get no message of their own. */
const NON_FINITE = /^(?:NaN|-?Infinity)$/;
/** What remains of a literal that was cut short. */
const CUT_WORD =
  /^(?:-|t|tr|tru|f|fa|fal|fals|n|nu|nul|N|Na|-?I(?:n(?:f(?:i(?:n(?:i(?:t)?)?)?)?)?)?|-?[0-9.eE+-]+)$/;
const OPEN_BRACE = 0x7b;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACE = 0x7d;
const CLOSE_BRACKET = 0x5d;
const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;

const WORD = /[-+.\w]+/y;
const LITERAL = 'true|false|null|-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?';
const LITERAL_ALONE = new RegExp(`(?:${LITERAL})(?![-+.\\w])`, 'y');
/** Several literals of an array, each with its comma: one by one they take many times what JSON.parse does. At most 256, since the engine remembers every place to backtrack to. */
const LITERALS = new RegExp(`(?:(?:${LITERAL}),[ \\t\\n\\r]*){1,256}`, 'y');

/** What may come next; right after an opening bracket its closing one may too. Numbers, since every token is compared. */
const VALUE = 0;
const VALUE_OR_END = 1;
const KEY = 2;
const KEY_OR_END = 3;
const COLON_DUE = 4;
const COMMA_OR_END = 5;

type Fault =
  { readonly kind: 'non_finite' | 'bad_word'; readonly at: number } | { readonly kind: 'cut' | 'grammar' };

/** Says why a text that `JSON.parse` refused is not JSON. Linear in the text, and runs only after a refusal. */
export function explainJsonError(text: string, error: unknown): Diagnostic {
  const fault = findFault(text);
  const path = 'message';
  if (fault.kind === 'cut') {
    const found = `${text.length} characters that end in ${excerpt(text, text.length)}`;
    const hint = 'the message was cut on its way, or its sender split it';
    return createDiagnostic('message_truncated', NO_ORIGIN, {
      path,
      found,
      expected: 'a whole JSON text',
      hint,
    });
  }
  if (fault.kind === 'non_finite') {
    const found = `${wordAt(text, fault.at)} at character ${fault.at}: ${excerpt(text, fault.at)}`;
    const expected = 'JSON, which has no NaN or Infinity';
    const hint = "Python's json.dumps writes NaN by default; use allow_nan=False and leave the value out";
    return createDiagnostic('json_non_finite', NO_ORIGIN, { path, found, expected, hint });
  }
  const reason = error instanceof Error ? error.message : 'text that is not JSON';
  const found =
    fault.kind === 'bad_word'
      ? `character ${fault.at}: ${excerpt(text, fault.at)}`
      : shortenText(reason, MAX_FOUND_CHARS);
  return createDiagnostic('json_invalid', NO_ORIGIN, { path, found, expected: 'JSON' });
}

/**
 * Finds the first token that cannot stand where it does, at which `JSON.parse` stopped too: the cost is that of the valid
 * part before it.
 */
function findFault(text: string): Fault {
  /** The open brackets, innermost last, after a 0 for the text itself, so that there is always a last one. */
  const open = [0];
  let due = VALUE;
  let i = 0;
  while (i < text.length) {
    const code = text.charCodeAt(i);
    const opener = open[open.length - 1];
    const isValueDue = due <= VALUE_OR_END;
    let end = i + 1;
    if (code === COMMA && due === COMMA_OR_END && open.length > 1) {
      due = opener === OPEN_BRACE ? KEY : VALUE;
    } else if (code === COLON && due === COLON_DUE) {
      due = VALUE;
    } else if (code === QUOTE && due <= KEY_OR_END) {
      end = endOfString(text, i);
      if (end < 0) return { kind: 'cut' };
      due = isValueDue ? COMMA_OR_END : COLON_DUE;
    } else if (isOpener(code) && isValueDue) {
      open.push(code);
      due = code === OPEN_BRACE ? KEY_OR_END : VALUE_OR_END;
    } else if (isCloserOf(code, opener, due)) {
      open.pop();
      due = COMMA_OR_END;
    } else if (!isSpace(code)) {
      if (!isValueDue) return judgeWord(text, i, false);
      end = opener === OPEN_BRACKET ? endOf(LITERALS, text, i) : i;
      due = end > i ? VALUE : COMMA_OR_END;
      if (end === i) end = endOf(LITERAL_ALONE, text, i);
      if (end === i) return judgeWord(text, i, open.length > 1);
    }
    i = end;
  }
  return { kind: open.length > 1 ? 'cut' : 'grammar' };
}

/** @param canBeCut - whether the text is incomplete here, so that a word at its end may be the beginning of one */
function judgeWord(text: string, at: number, canBeCut: boolean): Fault {
  const word = wordAt(text, at);
  if (NON_FINITE.test(word)) return { kind: 'non_finite', at };
  if (canBeCut && at + word.length === text.length && CUT_WORD.test(word)) return { kind: 'cut' };
  return { kind: 'bad_word', at };
}

/** Whether a character closes what was opened last, where that can be closed. */
function isCloserOf(code: number, opener: number | undefined, due: number): boolean {
  if (code === CLOSE_BRACKET)
    return opener === OPEN_BRACKET && (due === COMMA_OR_END || due === VALUE_OR_END);
  return code === CLOSE_BRACE && opener === OPEN_BRACE && (due === COMMA_OR_END || due === KEY_OR_END);
}

function isOpener(code: number): boolean {
  return code === OPEN_BRACE || code === OPEN_BRACKET;
}

/** Just past the closing quote of the text that opens at `start`, or -1 where there is none. */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end >= 0 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end < 0 ? -1 : end + 1;
}

/** Just past what a sticky pattern finds at `start`; `start` where it finds nothing. */
function endOf(pattern: RegExp, text: string, start: number): number {
  pattern.lastIndex = start;
  return pattern.test(text) ? pattern.lastIndex : start;
}

function isEscaped(text: string, at: number): boolean {
  let backslashes = 0;
  while (text[at - 1 - backslashes] === '\\') backslashes += 1;
  return backslashes % 2 === 1;
}

/** The run of letters, digits and signs at `at`; a single character where there is none. */
function wordAt(text: string, at: number): string {
  WORD.lastIndex = at;
  return WORD.exec(text)?.[0] ?? text.charAt(at);
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}

/** Some characters around a place, quoted. */
function excerpt(text: string, at: number): string {
  return shortenText(JSON.stringify(text.slice(Math.max(0, at - 16), at + 12)), 40);
}
