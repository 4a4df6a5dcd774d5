import { FIRST_MILLISECOND_TS } from '../../protocol/contentOrder.js';
import type { ReceivedEvent } from '../../protocol/envelope.js';
import type { ReportFinding } from './runCheck.js';

/** How many events are remembered to find repeated numbers; a power of two. */
const REMEMBERED = 4096;
/** The years 2000 and 2200, in Unix milliseconds. */
const EARLIEST_MS = 946_684_800_000;
const LATEST_MS = 7_258_118_400_000;

/** `seq` and `ts` of an event. */
interface Stamp {
  readonly seq: number;
  readonly tsMs: number;
  readonly line: number;
  readonly epoch: string | null;
}

/** Checks `ts` and `seq` of the events of one project, in the order of the log. */
export class ProjectCheck {
  /** The latest events by the low bits of `seq`: columns of `seq`, time, content and line, so that an event allocates nothing. */
  private readonly seqs = new Float64Array(REMEMBERED).fill(-1);
  private readonly times = new Float64Array(REMEMBERED);
  private readonly contents = new Float64Array(REMEMBERED);
  private readonly lines = new Float64Array(REMEMBERED);
  private newest: Stamp | null = null;
  private unit: { readonly isSeconds: boolean; readonly line: number } | null = null;
  private hasReportedTime = false;

  constructor(private readonly report: ReportFinding) {}

  /** @param ts - as it came; the event's own order has it in milliseconds */
  check(received: ReceivedEvent, ts: number, line: number): void {
    const { order, epoch } = received;
    this.checkUnit(received, ts, line);
    this.checkTime(received, line);
    const { seq, tsMs, content } = order;
    const slot = seq & (REMEMBERED - 1);
    if (this.seqs[slot] === seq && !this.checkRepetition(received, slot, line)) return;
    this.follow(received, { seq, tsMs, line, epoch });
    this.seqs[slot] = seq;
    this.times[slot] = tsMs;
    this.contents[slot] = content;
    this.lines[slot] = line;
  }

  /** @returns whether the event is from a new process, whose counter begins again */
  private checkRepetition(received: ReceivedEvent, slot: number, line: number): boolean {
    const { seq, tsMs, content } = received.order;
    if (this.times[slot] === tsMs && this.contents[slot] === content) return false;
    const { newest } = this;
    const isOtherEpoch = newest !== null && received.epoch !== newest.epoch;
    // Without an epoch, a number that is repeated with a later time, but not at once, is from a restarted process.
    const isRestart = received.epoch === null && this.times[slot]! < tsMs && seq !== newest?.seq;
    if (isOtherEpoch || isRestart) return true;
    this.report('seq_repeated', received, line, {
      path: 'seq',
      found: `${seq}, which another event has too (line ${this.lines[slot]!})`,
      expected: 'a number that no other event of the project has',
    });
    return false;
  }

  private follow(received: ReceivedEvent, stamp: Stamp): void {
    const { newest } = this;
    if (newest === null) this.newest = stamp;
    else if (stamp.epoch !== newest.epoch || (stamp.seq < newest.seq && stamp.tsMs > newest.tsMs)) {
      this.beginAnew(received, stamp, newest);
    } else if (stamp.seq > newest.seq) {
      if (stamp.tsMs < newest.tsMs) this.reportTimeBack(received, stamp, newest);
      this.newest = stamp;
    }
  }

  private beginAnew(received: ReceivedEvent, stamp: Stamp, newest: Stamp): void {
    // Earlier events of another process are a replay, not a step back in time.
    if (stamp.tsMs < newest.tsMs) return;
    this.seqs.fill(-1);
    this.newest = stamp;
    this.report('seq_restarted', received, stamp.line, {
      path: 'seq',
      found: `${stamp.seq} after ${newest.seq} (line ${newest.line})`,
      expected: 'a number above the last one of the same process',
    });
  }

  private reportTimeBack(received: ReceivedEvent, stamp: Stamp, newest: Stamp): void {
    this.report('ts_back', received, stamp.line, {
      path: 'ts',
      found: `${formatMs(newest.tsMs - stamp.tsMs)} before that of seq ${newest.seq} (line ${newest.line})`,
      expected: `at least ${newest.tsMs}, since seq ${stamp.seq} is the later`,
    });
  }

  private checkUnit(received: ReceivedEvent, ts: number, line: number): void {
    const isSeconds = ts < FIRST_MILLISECOND_TS;
    this.unit ??= { isSeconds, line };
    if (this.unit.isSeconds === isSeconds) return;
    this.report('ts_unit_mixed', received, line, {
      path: 'ts',
      found: `${ts}, in ${isSeconds ? 'seconds' : 'milliseconds'}`,
      expected: `${isSeconds ? 'milliseconds' : 'seconds'}, as on line ${this.unit.line}`,
    });
  }

  private checkTime(received: ReceivedEvent, line: number): void {
    const { tsMs } = received.order;
    if (this.hasReportedTime || (tsMs >= EARLIEST_MS && tsMs <= LATEST_MS)) return;
    this.hasReportedTime = true;
    this.report('ts_doubtful', received, line, {
      path: 'ts',
      found: `${tsMs} ms, ${tsMs > LATEST_MS ? 'after the year 2200' : 'before the year 2000'}`,
      expected: 'the Unix time of the event',
    });
  }
}

function formatMs(ms: number): string {
  return `${Number(ms.toPrecision(6))} ms`;
}
