import { isReportedName, parseReported, type ParsedReport } from '../protocol/parseReported.js';
import { ReportedOnce } from './reportedOnce.js';

const NOTHING: ParsedReport = { received: null, diagnostics: [] };

/**
 * Reads what a pipeline says beside the path. What cannot be used is a diagnostic once a run and field: a metric comes at
 * every step, and another pipeline may mean something else by such a name.
 */
export class ReportReader {
  private readonly reported = new ReportedOnce();

  /** @param isOn - whether anything is read at all */
  constructor(private readonly isOn: boolean) {}

  /**
   * @param name - of the envelope's event
   * @param isOwn - whether the envelope was parsed from a text here
   */
  read(name: string | null, envelope: unknown, isOwn: boolean): ParsedReport {
    if (!this.isOn || !isReportedName(name)) return NOTHING;
    const { received, diagnostics } = parseReported(envelope, isOwn);
    if (diagnostics.length === 0) return { received, diagnostics };
    const first = diagnostics.filter(({ code, path, projectId, runId }) =>
      this.reported.isFirst(name, code, path, projectId, runId),
    );
    return { received, diagnostics: first };
  }
}
