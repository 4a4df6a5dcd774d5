import { boundText, MAX_ID_CHARS } from './boundText.js';
import { describeValue } from './describeValue.js';
import { createDiagnostic, type Diagnostic, type DiagnosticCode } from './diagnostic.js';
import { UNREADABLE } from './ownField.js';
import type { ParseLimits } from './parseLimits.js';

const NO_DIAGNOSTICS: readonly Diagnostic[] = Object.freeze([]);

/** What is gathered while one message is read: its project and run, its diagnostics, and how many points were rejected. */
export class ReadContext {
  projectId: string | null = null;
  runId: string | null = null;
  seq: number | null = null;
  /** Whether plain property reads find only own fields, in all of the message. */
  isPlain = false;
  /** Points that the message carried and that cannot be used. */
  rejectedPoints = 0;
  private kept: Diagnostic[] | null = null;
  /** How many diagnostics of each code came after the list was full, in the order in which they came. */
  private leftOut: Map<DiagnosticCode, number> | null = null;

  /** @param mayKeep - whether the event may hold objects of the message */
  constructor(
    readonly limits: ParseLimits,
    readonly mayKeep: boolean,
  ) {}

  /** Whether further reports are only counted. */
  get isFull(): boolean {
    return this.kept !== null && this.kept.length >= this.limits.maxDiagnosticsPerMessage;
  }

  /** Notes what could not be used. A field whose reading threw is `unreadable`, whatever the code given. */
  report(code: DiagnosticCode, path: string, found: unknown, expected: string, hint?: string): void {
    const actualCode = found === UNREADABLE ? 'unreadable' : code;
    if (this.isFull) this.leaveOut(actualCode, 1);
    else {
      this.kept ??= [];
      this.kept.push(
        createDiagnostic(actualCode, this, { path, found: describeValue(found), expected, hint }),
      );
    }
  }

  /** A name as it is kept: shortened, with a report, where it is too long. */
  bound(text: string, path: string): string {
    if (text.length <= MAX_ID_CHARS) return text;
    this.reportLong(text, path);
    return boundText(text);
  }

  /** Reports an id, a name or an `epoch` that is too long to be kept as it is. */
  reportLong(text: string, path: string): void {
    const hint = `${text.length} characters are kept as their first ${MAX_ID_CHARS} and a fingerprint of all`;
    this.report('id_too_long', path, text, `at most ${MAX_ID_CHARS} characters`, hint);
  }

  /** The diagnostics, no more than the limit: where there were more, the last one counts them. */
  get diagnostics(): readonly Diagnostic[] {
    if (this.kept === null) return NO_DIAGNOSTICS;
    return this.leftOut === null ? this.kept : [...this.kept.slice(0, -1), this.summarize(this.leftOut)];
  }

  /** Counts reports beyond the limit. */
  leaveOut(code: DiagnosticCode, times: number): void {
    if (this.leftOut === null) {
      this.leftOut = new Map();
      // The summary takes the place of the last diagnostic kept, and counts it.
      const last = this.kept?.at(-1);
      if (last !== undefined) this.leftOut.set(last.code, 1);
    }
    this.leftOut.set(code, (this.leftOut.get(code) ?? 0) + times);
  }

  private summarize(leftOut: ReadonlyMap<DiagnosticCode, number>): Diagnostic {
    const counts = [...leftOut].map(([code, count]) => `${count} × ${code}`).join(', ');
    const [code = 'point_invalid'] = leftOut.keys();
    const { maxDiagnosticsPerMessage: limit } = this.limits;
    const expected = `at most ${limit} diagnostics in one message`;
    return createDiagnostic(code, this, { path: 'message', found: `more: ${counts}`, expected });
  }
}
