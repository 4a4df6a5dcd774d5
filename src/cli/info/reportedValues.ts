import { copyText } from '../../protocol/boundText.js';
import { isReportedName, parseReported } from '../../protocol/parseReported.js';
import type { MetricReported } from '../../protocol/reportedEvents.js';
import { createRunKey } from '../../protocol/runKey.js';

/** More than real logs have; beyond it others are not listed, so that memory does not grow with a log. */
const MAX_RUNS = 4096;
const MAX_SERIES = 32;

/** A value that was reported, and its step as its pipeline counts. */
interface StepValue {
  readonly step: number;
  readonly value: number;
}

/** Summary of the values of one name and split that were reported beside a path. */
export interface ReportedSeries {
  readonly name: string;
  /** Empty where the pipeline does not state it. */
  readonly split: string;
  /** How many came, those that came again included. */
  readonly values: number;
  /** At the least step. */
  readonly first: StepValue;
  /** At the greatest step. */
  readonly last: StepValue;
}

/** What a log reports beside the paths of its runs, without its values. */
export class ReportedValues {
  private readonly byRun = new Map<string, Map<string, ReportedSeries>>();

  /** Takes in a message that is none of the contract's. @param name - of its event */
  apply(name: string | null, envelope: unknown): void {
    if (!isReportedName(name)) return;
    const { received } = parseReported(envelope, true);
    if (received?.event.name !== 'METRIC_SCALAR') return;
    const key = createRunKey(received.projectId, received.runId ?? '');
    const known = this.byRun.get(key);
    if (known === undefined && this.byRun.size >= MAX_RUNS) return;
    const ofRun = known ?? new Map<string, ReportedSeries>();
    if (known === undefined) this.byRun.set(copyText(key), ofRun);
    addValue(ofRun, received.event);
  }

  /** The series of a run, by name and split. */
  listSeries(projectId: string, runId: string): readonly ReportedSeries[] {
    const ofRun = this.byRun.get(createRunKey(projectId, runId));
    if (ofRun === undefined) return [];
    return [...ofRun].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, series]) => series);
  }
}

function addValue(ofRun: Map<string, ReportedSeries>, { metric, split, step, value }: MetricReported): void {
  const key = JSON.stringify([metric, split]);
  const known = ofRun.get(key);
  if (known === undefined) {
    if (ofRun.size >= MAX_SERIES) return;
    const only = { step, value };
    ofRun.set(key, { name: copyText(metric), split: copyText(split), values: 1, first: only, last: only });
    return;
  }
  const { first, last, values } = known;
  ofRun.set(key, {
    ...known,
    values: values + 1,
    first: step <= first.step ? { step, value } : first,
    last: step >= last.step ? { step, value } : last,
  });
}
