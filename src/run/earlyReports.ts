import { copyText } from '../protocol/boundText.js';
import type { ReceivedRunReport } from '../protocol/reportedEvents.js';
import { createRunKey } from '../protocol/runKey.js';
import { ChurningMap } from './churningMap.js';
import { HeldReports } from './heldReports.js';
import type { ReportLimits } from './reportLimits.js';

/** Runs whose reports wait: those of which the first report came last. */
const MAX_RUNS = 64;

/**
 * What was reported of runs of whose path nothing has come yet: they are no runs to show, since a pipeline also trains
 * what nobody draws.
 */
export class EarlyReports {
  private readonly byKey = new ChurningMap<string, HeldReports>();

  constructor(private readonly limits: ReportLimits) {}

  apply(received: ReceivedRunReport): void {
    const key = createRunKey(received.projectId, received.runId);
    const known = this.byKey.get(key);
    (known ?? this.add(received)).apply(received);
  }

  /** Hands over what was reported of a run; null where nothing was. */
  take(key: string): HeldReports | null {
    if (this.byKey.size === 0) return null;
    const reports = this.byKey.get(key) ?? null;
    if (reports !== null) this.byKey.delete(key);
    return reports;
  }

  private add({ projectId, runId }: ReceivedRunReport): HeldReports {
    const reports = new HeldReports(this.limits);
    this.byKey.set(createRunKey(copyText(projectId), copyText(runId)), reports);
    for (const oldest of this.byKey.keys()) {
      if (this.byKey.size <= MAX_RUNS) break;
      this.byKey.delete(oldest);
    }
    return reports;
  }
}
