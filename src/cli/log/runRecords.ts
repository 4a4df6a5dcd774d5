import { createRunKey } from '../../protocol/runKey.js';
import { RunRecord } from './runRecord.js';

/** Far more than real logs have; each takes about a kilobyte. */
const MAX_RUNS = 4096;

/**
 * The runs of a log, by project and run. Beyond 4,096 the one with the oldest last event is evicted, so that a log of any
 * length is read in bounded memory.
 */
export class RunRecords<Run extends RunRecord = RunRecord> {
  private readonly byKey = new Map<string, Run>();
  private newest: Run | null = null;

  constructor(
    private readonly create: (projectId: string, runId: string, line: number) => Run,
    /** Called with a run that was evicted, and with every run at the end of the log. */
    private readonly onClose: (run: Run) => void,
  ) {}

  /** The run of an event; made where it is new. */
  find(projectId: string, runId: string, line: number): Run {
    const { newest } = this;
    if (newest !== null && newest.runId === runId && newest.projectId === projectId) return newest;
    const key = createRunKey(projectId, runId);
    const run = this.byKey.get(key) ?? this.create(projectId, runId, line);
    // Set again, since a Map keeps the order of insertion: the run with the oldest last event then stands first.
    this.byKey.delete(key);
    this.byKey.set(key, run);
    this.newest = run;
    if (this.byKey.size > MAX_RUNS) this.closeFirst();
    return run;
  }

  /** Closes all runs, in the order of their first lines. */
  closeAll(): void {
    const open = [...this.byKey.values()].sort((a, b) => a.firstLine - b.firstLine);
    this.byKey.clear();
    this.newest = null;
    open.forEach(this.onClose);
  }

  private closeFirst(): void {
    const [first] = this.byKey;
    if (first === undefined) return;
    this.byKey.delete(first[0]);
    this.onClose(first[1]);
  }
}
