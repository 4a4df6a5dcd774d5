import type { Diagnostic, DiagnosticCode } from '../protocol/diagnostic.js';

/** How often each code has come. */
export type DiagnosticCounts = ReadonlyMap<DiagnosticCode, number>;

/** The newest diagnostics, with a count by code of all there ever were. */
export class DiagnosticLog {
  private newest: readonly Diagnostic[] = [];
  private readonly countByCode = new Map<DiagnosticCode, number>();

  constructor(private readonly maxDiagnostics: number) {}

  /** Oldest first; a new array after every `add`. */
  get list(): readonly Diagnostic[] {
    return this.newest;
  }

  /** Live. */
  get counts(): DiagnosticCounts {
    return this.countByCode;
  }

  add(diagnostics: readonly Diagnostic[]): void {
    for (const { code } of diagnostics) this.countByCode.set(code, (this.countByCode.get(code) ?? 0) + 1);
    const { newest } = this;
    const length = Math.min(newest.length + diagnostics.length, this.maxDiagnostics);
    const dropped = newest.length + diagnostics.length - length;
    // Filled, not pushed to: arrays that grow reserve room, a megabyte of it after a hundred faulty messages.
    const list = new Array<Diagnostic>(length);
    for (let i = 0; i < length; i++) {
      const at = dropped + i;
      list[i] = at < newest.length ? newest[at]! : diagnostics[at - newest.length]!;
    }
    this.newest = list;
  }
}
