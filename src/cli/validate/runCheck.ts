import { assertNever } from '../../protocol/assertNever.js';
import { compareEventOrder } from '../../protocol/contentOrder.js';
import type { EventOrder, ReceivedEvent } from '../../protocol/envelope.js';
import type { PathPoint, PathUpdate } from '../../protocol/events.js';
import { RunRecord } from '../log/runRecord.js';
import type { FindingWords } from './finding.js';
import type { StreamCode } from './streamRules.js';

/** Reports a finding about an event. */
export type ReportFinding = (
  code: StreamCode | 'domain_half_mismatch',
  received: ReceivedEvent,
  line: number,
  words: FindingWords,
) => void;

const NAME_PATH = 'event.name';

/** A run with the state of its check. */
export class CheckedRun extends RunRecord {
  /** The earliest update among those before any start. */
  private earliestUpdate: { readonly received: ReceivedEvent; readonly line: number } | null = null;
  /** The point of the highest step, to recognize its repetition. */
  private lastPoint: { readonly x: number; readonly y: number } | null = null;
  private reportedMismatch = '';

  /** Takes one event in, and reports findings about it in view of those before it. */
  check(received: ReceivedEvent, line: number, report: ReportFinding): void {
    const { event } = received;
    switch (event.name) {
      case 'GD_PATH_UPDATE':
        return this.checkUpdate(event, received, line, report);
      case 'GD_PATH_STARTED':
        this.checkStart(received, line, report);
        this.apply(received, line);
        if (this.start?.origin === line) this.lastPoint = copyPoint(event.point0);
        return this.checkDomain(received, line, report);
      case 'GD_PATH_FINISHED':
        this.checkEnd(received, line, report);
        this.apply(received, line);
        return;
      case 'GD_HYPERPARAMS':
        this.apply(received, line);
        return;
      case 'LOSS_SURFACE_SPEC_READY':
      case 'LOSS_SURFACE_GRID_READY':
        this.apply(received, line);
        this.checkDomain(received, line, report);
        return;
      default:
        assertNever(event);
    }
  }

  private checkUpdate(
    update: PathUpdate,
    received: ReceivedEvent,
    line: number,
    report: ReportFinding,
  ): void {
    const { order } = received;
    const from = this.firstStepOf(update);
    const lastStep = this.steps.last;
    const isNew = this.latestUpdate === null || compareEventOrder(order, this.latestUpdate.order) > 0;
    // An event without a usable `ts` and `seq` comes before all others, and has a finding of its own.
    if (hasPlace(order)) {
      this.checkUpdateStart(received, line, report);
      this.checkUpdateEnd(received, line, report);
    }
    this.apply(received, line);
    if (isNew && this.stepsRepeated > 0 && hasPlace(order)) {
      this.checkRepeated(update, { from, lastStep }, received, line, report);
    }
    const last = update.points.at(-1) ?? null;
    if (last !== null && from + update.points.length - 1 === this.steps.last)
      this.lastPoint = copyPoint(last);
  }

  private checkUpdateStart(received: ReceivedEvent, line: number, report: ReportFinding): void {
    const { start, starts, earliestUpdate } = this;
    if (start === null) {
      if (earliestUpdate === null || compareEventOrder(received.order, earliestUpdate.received.order) < 0)
        this.earliestUpdate = { received: forgetPoints(received), line };
    } else if (starts === 1 && hasPlace(start.order) && compareEventOrder(received.order, start.order) < 0) {
      reportUpdateBeforeStart(received, line, start.origin, report);
    }
  }

  private checkUpdateEnd(received: ReceivedEvent, line: number, report: ReportFinding): void {
    const { end } = this;
    if (end === null || !hasPlace(end.order) || compareEventOrder(received.order, end.order) < 0) return;
    report('update_after_end', received, line, {
      path: NAME_PATH,
      found: `GD_PATH_UPDATE after the path's end (line ${end.origin})`,
      expected: 'nothing of the path after its end',
    });
  }

  private checkRepeated(
    update: PathUpdate,
    { from, lastStep }: { readonly from: number; readonly lastStep: number },
    received: ReceivedEvent,
    line: number,
    report: ReportFinding,
  ): void {
    const first = update.points[0] ?? null;
    // The contract's own example repeats `point0`, and some repeat the last point of the update before.
    const isLastAgain = this.stepsRepeated === 1 && from === lastStep && isSamePoint(first, this.lastPoint);
    if (isLastAgain) return;
    const to = Math.min(lastStep, from + update.points.length - 1);
    report('steps_repeated', received, line, {
      path: 'event.payload.step_start',
      found: `${from}: ${describeSteps(from, to)} came before, up to ${lastStep}`,
      expected: lastStep === 0 ? `the point of step 0 as before, or step 1` : `${lastStep + 1}`,
    });
  }

  private checkStart(received: ReceivedEvent, line: number, report: ReportFinding): void {
    const { start, earliestUpdate } = this;
    if (start !== null) {
      if (compareEventOrder(received.order, start.order) === 0) return;
      report('second_start', received, line, {
        path: NAME_PATH,
        found: `a second GD_PATH_STARTED (the one before: line ${start.origin}), after ${describeCount(this.steps.count)}`,
        expected: 'one start a run, unless its path begins anew',
      });
    } else if (earliestUpdate !== null && hasPlace(received.order)) {
      const isBefore = compareEventOrder(earliestUpdate.received.order, received.order) < 0;
      if (isBefore) reportUpdateBeforeStart(earliestUpdate.received, earliestUpdate.line, line, report);
    }
  }

  private checkEnd(received: ReceivedEvent, line: number, report: ReportFinding): void {
    const { newestEnd, latestUpdate } = this;
    const { order } = received;
    if (!hasPlace(order) || this.isBeforeRestart(order)) return;
    const held = this.end;
    if (held !== null && newestEnd !== null && compareEventOrder(order, newestEnd.order) !== 0) {
      report('second_end', received, line, {
        path: NAME_PATH,
        found: `a second GD_PATH_FINISHED (the one before: line ${held.origin})`,
        expected: 'one end a run',
      });
    }
    if (held !== null || latestUpdate === null || compareEventOrder(latestUpdate.order, order) < 0) return;
    report('update_after_end', received, latestUpdate.line, {
      path: 'ts',
      found: `an update whose ts and seq come after those of the path's end (line ${line})`,
      expected: 'nothing of the path after its end',
    });
  }

  private checkDomain(received: ReceivedEvent, line: number, report: ReportFinding): void {
    const { domainMismatch } = this;
    if (domainMismatch === null) return;
    const mismatch = `${domainMismatch.surface} from the surface and ${domainMismatch.start} from the start`;
    if (mismatch !== this.reportedMismatch) {
      report('domain_half_mismatch', received, line, {
        path: 'event.payload.domainHalf',
        found: mismatch,
        expected: "the same in the surface's event and the path's start",
      });
    }
    this.reportedMismatch = mismatch;
  }
}

function reportUpdateBeforeStart(
  received: ReceivedEvent,
  line: number,
  startLine: number,
  report: ReportFinding,
): void {
  report('update_before_start', received, line, {
    path: NAME_PATH,
    found: `GD_PATH_UPDATE with a ts and seq before those of the path's start (line ${startLine})`,
    expected: 'GD_PATH_STARTED first',
  });
}

/** Whether an event has a usable `ts` and `seq`. */
function hasPlace(order: EventOrder): boolean {
  return order.tsMs >= 0;
}

/** A copy of an event without its points, to be remembered. */
function forgetPoints(received: ReceivedEvent): ReceivedEvent {
  return { ...received, event: { name: 'GD_PATH_UPDATE', stepStart: null, points: [] } };
}

function copyPoint(point: PathPoint | null): PathPoint | null {
  return point === null ? null : { x: point.x, y: point.y };
}

function isSamePoint(a: PathPoint | null, b: PathPoint | null): boolean {
  return a !== null && b !== null && a.x === b.x && a.y === b.y;
}

function describeSteps(from: number, to: number): string {
  return from === to ? `step ${from}` : `steps ${from} to ${to}`;
}

function describeCount(steps: number): string {
  return steps === 1 ? '1 step' : `${steps} steps`;
}
