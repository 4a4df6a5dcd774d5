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
    this.newest = this.maxDiagnostics > 0 ? [...this.newest, ...diagnostics].slice(-this.maxDiagnostics) : [];
  }
}
