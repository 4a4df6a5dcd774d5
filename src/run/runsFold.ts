import { copyText, MIN_SLICE_CHARS } from '../protocol/boundText.js';
import type { Diagnostic } from '../protocol/diagnostic.js';
import type { ReceivedEvent } from '../protocol/envelope.js';
import { readCount } from '../protocol/checkOption.js';
import { isArray, isRecord } from '../protocol/ownField.js';
import { ParsedText, parseJsonOnce } from '../protocol/parsedText.js';
import { resolveParseLimits, type ParseLimits } from '../protocol/parseLimits.js';
import { parseEnvelope, parseOwnEnvelope, type ParsedMessage } from '../protocol/parseMessage.js';
import type { ReceivedRunReport } from '../protocol/reportedEvents.js';
import { createRunKey } from '../protocol/runKey.js';
import { explainTooLarge, RefusedMessage, type MessageRefusal } from '../protocol/refusedMessage.js';
import { countUsable, type PlacementCounters } from '../path/runPath.js';
import type { GradientDescentEvent } from '../protocol/events.js';
import type { ConnectionState } from './connectionState.js';
import { ChurningMap } from './churningMap.js';
import { DiagnosticLog } from './diagnosticLog.js';
import {
  domainHalfMismatch,
  createJunkDiagnostic,
  eventForEvictedRun,
  createAssetDiagnostic,
  pathLimitReached,
  runLimitReached,
  seriesLimitReached,
  type FoundFault,
} from './runDiagnostics.js';
import { EarlyReports } from './earlyReports.js';
import { EvictedRuns } from './evictedRuns.js';
import { forEachElement } from './forEachElement.js';
import { ReportReader } from './reportReader.js';
import { readReportLimits, type ReportLimits } from './reportLimits.js';
import { ReportedOnce } from './reportedOnce.js';
import { ResumePositions } from './resumePositions.js';
import { HeldRun } from './heldRun.js';
import { RunStates } from './runStates.js';
import { RunOrder } from './runOrder.js';
import type { RunsState } from './runsState.js';
import type { RunStoreOptions } from './runStoreOptions.js';
import { StageStatuses } from './stageStatuses.js';

const DEFAULT_MAX_RUNS = 64;
const DEFAULT_MAX_POINTS_PER_RUN = 2_000_000;
const DEFAULT_MAX_DIAGNOSTICS = 200;
/** Named in the text of an error. */
const WHERE = 'createRunStore';
const MAX_IGNORED_NAMES = 64;
/** Elements of one array that are reported one by one though they are no messages. */
const MAX_JUNK_REPORTED = 8;
/** Events without a name, and those whose names are beyond the limit. */
const OTHER_NAMES = '…';
const NO_DIAGNOSTICS: Diagnostic[] = [];
const NO_KEYS: readonly string[] = [];

/** Folds messages into runs; `snapshot` gives the state. */
export interface RunsFold {
  /** @returns the diagnostics that the message gave */
  ingest(message: unknown): readonly Diagnostic[];
  /** @returns the diagnostic of a fault that was found elsewhere; null where it was reported before */
  report(runKey: string | null, fault: FoundFault): Diagnostic | null;
  choose(runKey: string | null): void;
  /** @param connection - the state of the link, which becomes part of the snapshot as it is */
  snapshot(connection: ConnectionState): RunsState;
}

/** @throws RangeError for an option that makes no sense; its words name it */
export function createRunsFold(options: RunStoreOptions): RunsFold {
  return new Fold(options);
}

class Fold implements RunsFold {
  private readonly entries = new ChurningMap<string, HeldRun>();
  private readonly runs = new RunStates(this.entries);
  private readonly order = new RunOrder<HeldRun>();
  private chosenRunKey: string | null = null;
  private revision = 0;
  private readonly messages = { received: 0, read: 0, ignored: 0, rejected: 0 };
  private readonly counters: PlacementCounters = { placed: 0, same: 0, superseded: 0, beyondLimit: 0 };
  private carriedPoints = 0;
  private rejectedPoints = 0;
  private readonly log: DiagnosticLog;
  /** The diagnostics of this call. */
  private fresh: Diagnostic[] = NO_DIAGNOSTICS;
  private readonly ignoredEvents = new Map<string, number>();
  private readonly evicted = new EvictedRuns();
  private evictedEvents = 0;
  private readonly reportedFaults = new ReportedOnce();
  private readonly reportedIds = new ReportedOnce();
  private readonly resume = new ResumePositions();
  private lastEntry: HeldRun | null = null;
  private readonly maxRuns: number;
  private readonly maxPoints: number;
  private readonly reportLimits: ReportLimits;
  private readonly reports: ReportReader;
  private readonly early: EarlyReports;
  private readonly stages = new StageStatuses();
  private readonly parseLimits: ParseLimits;

  constructor(options: RunStoreOptions) {
    this.parseLimits = resolveParseLimits(options.parseLimits);
    this.maxRuns = readCount(WHERE, options, 'maxRuns', DEFAULT_MAX_RUNS, 1);
    this.maxPoints = readCount(WHERE, options, 'maxPointsPerRun', DEFAULT_MAX_POINTS_PER_RUN);
    this.reports = new ReportReader(options.readsReports ?? true);
    this.reportLimits = readReportLimits(WHERE, options, this.maxPoints);
    this.early = new EarlyReports(this.reportLimits);
    this.log = new DiagnosticLog(readCount(WHERE, options, 'maxDiagnostics', DEFAULT_MAX_DIAGNOSTICS));
  }

  ingest(message: unknown): readonly Diagnostic[] {
    this.fresh = NO_DIAGNOSTICS;
    this.revision++;
    if (RefusedMessage.is(message)) this.takeRefusal(message);
    else if (typeof message !== 'string' && !ParsedText.is(message)) this.takeValue(message, parseEnvelope);
    else {
      const json = parseJsonOnce(message, this.parseLimits);
      if (json.ok) this.takeValue(json.value, parseOwnEnvelope);
      else this.take({ kind: 'rejected', diagnostics: [json.diagnostic], rejectedPoints: 0 });
    }
    if (this.fresh.length > 0) this.log.add(this.fresh);
    return this.fresh;
  }

  report(runKey: string | null, fault: FoundFault): Diagnostic | null {
    if (!this.reportedFaults.isFirst(runKey, fault.code, fault.asset)) return null;
    const diagnostic = createAssetDiagnostic(runKey === null ? undefined : this.runs.get(runKey), fault);
    this.log.add([diagnostic]);
    this.revision++;
    return diagnostic;
  }

  choose(runKey: string | null): void {
    this.chosenRunKey = runKey;
    this.revision++;
  }

  snapshot(connection: ConnectionState): RunsState {
    const { placed, same, superseded, beyondLimit } = this.counters;
    const rejected = this.rejectedPoints;
    const { received, read, ignored, rejected: rejectedMessages } = this.messages;
    const { keys } = this.order;
    const state: RunsState = {
      revision: this.revision,
      runs: this.runs,
      runKeys: typeof keys === 'function' ? NO_KEYS : keys,
      chosenRunKey: this.chosenRunKey,
      connection,
      resumePosition: this.resume.only,
      resumePositions: this.resume.byProject,
      messages: { received, read, ignored, rejected: rejectedMessages },
      points: { carried: this.carriedPoints, placed, same, superseded, beyondLimit, rejected },
      diagnostics: this.log.list,
      diagnosticCounts: this.log.counts,
      ignoredEvents: this.ignoredEvents,
      evictedRuns: this.evicted.count,
      evictedEvents: this.evictedEvents,
    };
    if (typeof keys === 'function') Object.defineProperty(state, 'runKeys', { get: keys, enumerable: true });
    return state;
  }

  private takeValue(value: unknown, parse: typeof parseEnvelope): void {
    if (!isArray(value)) {
      this.takeEnvelope(value, parse);
      return;
    }
    let junk = 0;
    forEachElement(value, (element) => {
      if (isRecord(element) || junk++ < MAX_JUNK_REPORTED) this.takeEnvelope(element, parse);
    });
    if (junk > MAX_JUNK_REPORTED) this.rejectUnread(junk - MAX_JUNK_REPORTED);
  }

  private takeEnvelope(envelope: unknown, parse: typeof parseEnvelope): void {
    const parsed = parse(envelope, this.parseLimits);
    if (parsed.kind === 'ignored') this.takeOther(parsed.name, envelope, parse === parseOwnEnvelope);
    else this.take(parsed);
  }

  /** Counts a message that its transport did not keep. */
  private takeRefusal(refusal: MessageRefusal): void {
    const diagnostic = explainTooLarge(refusal, "the transport's maxMessageChars");
    this.take({ kind: 'rejected', diagnostics: [diagnostic], rejectedPoints: 0 });
  }

  /** Counts elements of an array that are no messages at all, with one diagnostic for all of them. */
  private rejectUnread(elements: number): void {
    this.messages.received += elements;
    this.messages.rejected += elements;
    this.addDiagnostics(createJunkDiagnostic(elements));
  }

  /** Takes in a message that is none of the contract's: it may say something of a run beside its path. */
  private takeOther(name: string | null, envelope: unknown, isOwn: boolean): void {
    this.messages.received++;
    this.messages.ignored++;
    this.countIgnored(name ?? OTHER_NAMES);
    const { received, diagnostics } = this.reports.read(name, envelope, isOwn);
    if (diagnostics.length > 0) this.addDiagnostics(...diagnostics);
    if (received?.runId === null) this.stages.apply(received);
    else if (received !== null) this.takeReport(received);
  }

  private takeReport(received: ReceivedRunReport): void {
    const entry = this.heldEntryOf(received);
    if (entry === null) {
      if (!this.evicted.has(createRunKey(received.projectId, received.runId))) this.early.apply(received);
      return;
    }
    entry.report(received, this.reportLimits);
    this.noteSeries(entry, received);
  }

  private noteSeries(entry: HeldRun, received: ReceivedEvent | ReceivedRunReport): void {
    if (entry.hasReportedSeriesLimit || !entry.facts.hasReachedSeriesLimit) return;
    entry.hasReportedSeriesLimit = true;
    this.addDiagnostics(seriesLimitReached(received, this.reportLimits.maxSeries));
  }

  private take(parsed: Exclude<ParsedMessage, { kind: 'ignored' }>): void {
    this.messages.received++;
    if (parsed.diagnostics.length > 0)
      this.addDiagnostics(...parsed.diagnostics.filter(this.isWorthReporting));
    if (parsed.kind === 'rejected') {
      this.messages.rejected++;
      return;
    }
    this.messages.read++;
    this.carriedPoints += parsed.rejectedPoints + countPoints(parsed.received.event);
    this.rejectedPoints += parsed.rejectedPoints;
    this.resume.note(parsed.received);
    this.reduce(parsed.received);
  }

  /** Every message of a run repeats its ids, so an id that is too long is reported once. */
  private readonly isWorthReporting = ({ code, path, projectId, runId }: Diagnostic): boolean =>
    code !== 'id_too_long' || this.reportedIds.isFirst(path, projectId, runId);

  private reduce(received: ReceivedEvent): void {
    const entry = this.entryOf(received);
    if (entry === null) {
      this.evictedEvents++;
      this.counters.beyondLimit += countPoints(received.event);
      return;
    }
    if (entry.apply(received, this.counters)) this.noteChanges(entry, received);
    if (this.entries.size > this.maxRuns) {
      this.evict();
      this.addDiagnostics(runLimitReached(received, this.maxRuns));
    }
  }

  private noteChanges(entry: HeldRun, received: ReceivedEvent): void {
    const { hasReachedLimit, rank } = entry.facts;
    if (hasReachedLimit && !entry.hasReportedLimit) {
      entry.hasReportedLimit = true;
      this.addDiagnostics(pathLimitReached(received, this.maxPoints));
    }
    if (received.event.name !== 'GD_PATH_UPDATE') this.reportDomainMismatch(entry, received);
    if (rank !== null && rank !== entry.rank) this.order.move(entry, rank);
  }

  /** The run of an event, made if it is new; null if it was evicted. */
  private entryOf(received: ReceivedEvent): HeldRun | null {
    const held = this.heldEntryOf(received);
    if (held !== null) return held;
    const key = createRunKey(received.projectId, received.runId);
    if (this.evicted.has(key)) {
      if (this.evicted.isFirstLateEvent(key)) this.addDiagnostics(eventForEvictedRun(received, this.maxRuns));
      return null;
    }
    this.lastEntry = this.createEntry(received, key);
    return this.lastEntry;
  }

  /** The run of an event or a report; null where none is held. Mostly it is that of the last. */
  private heldEntryOf({ projectId, runId }: Pick<ReceivedEvent, 'projectId' | 'runId'>): HeldRun | null {
    const last = this.lastEntry;
    if (last !== null && last.runId === runId && last.projectId === projectId) return last;
    const held = this.entries.get(createRunKey(projectId, runId)) ?? null;
    if (held !== null) this.lastEntry = held;
    return held;
  }

  private createEntry(received: ReceivedEvent, soughtKey: string): HeldRun {
    const projectId = copyText(received.projectId);
    const runId = copyText(received.runId);
    // A long string that is put together keeps its parts in memory: the key is made anew, from the copies of the ids.
    const key = soughtKey.length < MIN_SLICE_CHARS ? soughtKey : createRunKey(projectId, runId);
    const entry = new HeldRun(key, projectId, runId, this.maxPoints, received, this.stages);
    const reports = this.early.take(key);
    if (reports !== null) {
      entry.adopt(reports);
      this.noteSeries(entry, received);
    }
    this.entries.set(key, entry);
    this.order.add(entry);
    return entry;
  }

  /** Evicts the runs with the earliest ranks until the limit holds; never the one that the host chose. */
  private evict(): void {
    const chosen = this.chosenRunKey === null ? undefined : this.entries.get(this.chosenRunKey);
    while (this.order.size > this.maxRuns) {
      const earliest = this.order.firstBut(chosen);
      if (earliest === undefined) break;
      this.order.remove(earliest);
      this.entries.delete(earliest.key);
      this.evicted.add(earliest.key);
    }
    this.lastEntry = null;
  }

  private reportDomainMismatch(entry: HeldRun, received: ReceivedEvent): void {
    const mismatch = entry.facts.domainMismatch;
    const mismatchText = mismatch === null ? null : `${mismatch.surface} ${mismatch.start}`;
    if (mismatch !== null && mismatchText !== entry.reportedMismatch)
      this.addDiagnostics(domainHalfMismatch(received, mismatch));
    entry.reportedMismatch = mismatchText;
  }

  private addDiagnostics(...diagnostics: readonly Diagnostic[]): void {
    if (this.fresh === NO_DIAGNOSTICS) this.fresh = [];
    this.fresh.push(...diagnostics);
  }

  private countIgnored(name: string): void {
    const count = this.ignoredEvents.get(name);
    if (count !== undefined || this.ignoredEvents.size < MAX_IGNORED_NAMES) {
      this.ignoredEvents.set(count === undefined ? copyText(name) : name, (count ?? 0) + 1);
    } else this.ignoredEvents.set(OTHER_NAMES, (this.ignoredEvents.get(OTHER_NAMES) ?? 0) + 1);
  }
}

function countPoints(event: GradientDescentEvent): number {
  if (event.name === 'GD_PATH_STARTED') return event.point0 === null ? 0 : 1;
  return event.name === 'GD_PATH_UPDATE' ? countUsable(event.points) : 0;
}
