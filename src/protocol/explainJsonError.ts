import { MAX_FOUND_CHARS, shortenText } from './describeValue.js';
import { createDiagnostic, type Diagnostic } from './diagnostic.js';

const NO_ORIGIN = { projectId: null, runId: null, seq: null };
const LITERAL = /^(?:true|false|null|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)$/;
/** How such numbers come from Python (`NaN`, `Infinity`, `-Infinity`); the rest, `nan` or `inf`, is simply not JSON. */
const NON_FINITE = /^(?:NaN|-?Infinity)$/;
/** What cutting a word short can leave. */
const CUT_WORD =
  /^(?:-|t|tr|tru|f|fa|fal|fals|n|nu|nul|N|Na|-?I(?:n(?:f(?:i(?:n(?:i(?:t)?)?)?)?)?)?|-?[0-9.eE+-]+)$/;
const OPEN_BRACE = 0x7b;
const OPEN_BRACKET = 0x5b;
const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;

const WORD = /[-+.\w]+/y;

type Fault =
  { readonly kind: 'non_finite' | 'bad_word'; readonly at: number } | { readonly kind: 'cut' | 'grammar' };

/** Says why a text that `JSON.parse` refused is not JSON. Linear in the text, and runs only after a refusal. */
export function explainJsonError(text: string, error: unknown): Diagnostic {
  const fault = findFault(text);
  const path = 'message';
  if (fault.kind === 'cut') {
    const found = `${text.length} characters that end in ${excerpt(text, text.length)}`;
    const cure = 'the message was cut on its way, or its sender split it';
    return createDiagnostic('message_truncated', NO_ORIGIN, {
      path,
      found,
      expected: 'a whole JSON text',
      cure,
    });
  }
  if (fault.kind === 'non_finite') {
    const found = `${wordAt(text, fault.at)} at character ${fault.at}: ${excerpt(text, fault.at)}`;
    const expected = 'JSON, which has no NaN or Infinity';
    const cure = "Python's json.dumps writes NaN by default; use allow_nan=False and leave the value out";
    return createDiagnostic('json_non_finite', NO_ORIGIN, { path, found, expected, cure });
  }
  const reason = error instanceof Error ? error.message : 'text that is not JSON';
  const found =
    fault.kind === 'bad_word'
      ? `character ${fault.at}: ${excerpt(text, fault.at)}`
      : shortenText(reason, MAX_FOUND_CHARS);
  return createDiagnostic('json_invalid', NO_ORIGIN, { path, found, expected: 'JSON' });
}

/**
 * Goes over the text token by token, up to the first that cannot stand where it does: `JSON.parse` stopped there too,
 * so a refusal costs what the refused text's good beginning costs.
 */
function findFault(text: string): Fault {
  const open: number[] = [];
  let isValueDue = true;
  /** Right after an opener a closer may come though a value is due. */
  let isEmpty = false;
  let i = 0;
  while (i < text.length) {
    const code = text.charCodeAt(i);
    if (isSpace(code)) i += 1;
    else if (code === COMMA || code === COLON) {
      if (isValueDue || open.length === 0) return { kind: 'bad_word', at: i };
      isValueDue = true;
      isEmpty = false;
      i += 1;
    } else if (code === OPEN_BRACE + 2 || code === OPEN_BRACKET + 2) {
      // `}` and `]` stand two above their openers.
      if (open.pop() !== code - 2 || (isValueDue && !isEmpty)) return { kind: 'bad_word', at: i };
      isValueDue = false;
      i += 1;
    } else {
      const word = isOpener(code) || code === QUOTE ? '' : wordAt(text, i);
      if (NON_FINITE.test(word)) return { kind: 'non_finite', at: i };
      if (!isValueDue) return { kind: 'bad_word', at: i };
      isValueDue = isOpener(code);
      isEmpty = isValueDue;
      if (isValueDue) open.push(code);
      if (code === QUOTE) {
        i = endOfString(text, i);
        if (i < 0) return { kind: 'cut' };
      } else if (word === '') i += 1;
      else {
        const end = i + word.length;
        if (end === text.length && open.length > 0 && CUT_WORD.test(word)) return { kind: 'cut' };
        if (!LITERAL.test(word)) return { kind: 'bad_word', at: i };
        i = end;
      }
    }
  }
  return { kind: open.length > 0 ? 'cut' : 'grammar' };
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
  return code === 0x20 || (code >= 0x09 && code <= 0x0d);
}

/** Some characters around a place, quoted. */
function excerpt(text: string, at: number): string {
  return shortenText(JSON.stringify(text.slice(Math.max(0, at - 16), at + 12)), 40);
}
