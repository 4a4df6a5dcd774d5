import type { Diagnostic, DiagnosticCode } from '../../protocol/diagnostic.js';
import type { ReceivedEvent } from '../../protocol/envelope.js';
import { EVENT_NAMES } from '../../protocol/contract/contract.js';
import { describeValue } from '../../protocol/describeValue.js';
import type { UnknownRecord } from '../../protocol/ownField.js';
import { DEFAULT_PARSE_LIMITS } from '../../protocol/parseLimits.js';
import type { ParsedMessage } from '../../protocol/parseMessage.js';
import { envelopeField, readMessages, type MessageSeen } from '../log/readMessages.js';
import { formatAmount } from '../terminal/formatAmount.js';
import { RunRecords } from '../log/runRecords.js';
import { closeRun } from './closeRun.js';
import { checkFields, type ReportField } from './fieldCheck.js';
import { isEventName, selectEventName, selectMessageShape } from './fieldShape.js';
import { createFinding, type LogFinding, type FindingCode, type FindingWords } from './finding.js';
import { createEventGuess } from './intendedEvent.js';
import { ProjectCheck } from './projectCheck.js';
import { CheckedRun, type ReportFinding } from './runCheck.js';
import { describeWrapped, findInLine, findWrappedMessage, type WrappedMessage } from './wrappedMessage.js';

/** More projects than real logs have; beyond it the state of the first ones is dropped. */
const MAX_PROJECTS = 64;
/** Diagnostics of an envelope without an event. */
const NO_EVENT: ReadonlySet<FindingCode> = new Set<DiagnosticCode>(['event_invalid', 'event_name_invalid']);
const NOBODY = { projectId: null, runId: null, seq: null };

/** Called with each finding of a log. @param times - how many findings it counts for */
export type OnFinding = (finding: LogFinding, times: number) => void;

type FindingOrigin = Pick<LogFinding, 'projectId' | 'runId' | 'seq'>;

/** A message of the contract, usable or not. */
type OwnMessage = Exclude<ParsedMessage, { kind: 'ignored' }>;

/** Counts of messages. */
export interface LogCounters {
  events: number;
  /** Messages of other types, which are ignored. */
  ignored: number;
  /** Messages, or lines, that cannot be used at all. */
  rejected: number;
  runs: number;
}

/** Checks a log, message by message, in memory that does not grow with it. */
export class LogCheck {
  readonly counters: LogCounters = { events: 0, ignored: 0, rejected: 0, runs: 0 };
  private readonly runs: RunRecords<CheckedRun>;
  private readonly projects = new Map<string, ProjectCheck>();
  private readonly guessEvent = createEventGuess();
  private pathPrefix = '';
  /** Lines, or entries of a line, that are JSON but no object: JSON within a string, or parts of a bus's message. */
  private oddEntries = 0;

  constructor(private readonly onFinding: OnFinding) {
    this.runs = new RunRecords(
      (projectId, runId, line) => {
        this.counters.runs += 1;
        return new CheckedRun(projectId, runId, line);
      },
      (run) => this.closeRun(run),
    );
  }

  /** Checks one message's text, or an array of messages. */
  takeText(text: string, line: number): void {
    const { oddEntries, counters } = this;
    const { events } = counters;
    const fault = readMessages(text, DEFAULT_PARSE_LIMITS, (message) => this.takeMessage(message, line));
    this.pathPrefix = '';
    if (fault !== null) {
      this.counters.rejected += 1;
      this.reportDiagnostic(fault, line, '');
      this.reportWrapped(findInLine(text), fault, line);
    } else if (this.oddEntries > oddEntries && counters.events === events)
      this.reportWrapped(findWrappedMessage(JSON.parse(text.trim())), NOBODY, line);
  }

  /** Reports a line that is too long to be a message. @param length - with its unit */
  takeTooLong(length: string, line: number): void {
    this.counters.rejected += 1;
    this.report('message_too_large', NOBODY, line, {
      path: 'message',
      found: length,
      expected: `at most ${DEFAULT_PARSE_LIMITS.maxMessageChars} characters`,
    });
  }

  /** Call at the end of the log. */
  finish(): void {
    this.pathPrefix = '';
    this.runs.closeAll();
    if (this.counters.events > 0) return;
    const { ignored, rejected } = this.counters;
    this.report('no_events', NOBODY, 0, {
      path: 'message',
      found: `none among ${formatAmount(ignored + rejected, 'message')}`,
      expected: `at least one of ${EVENT_NAMES.join(', ')}`,
    });
  }

  private takeMessage({ parsed, envelope, pathPrefix }: MessageSeen, line: number): void {
    this.pathPrefix = pathPrefix;
    if (parsed.kind === 'ignored') {
      this.counters.ignored += 1;
      this.checkIgnored(parsed.name, envelope, line);
      return;
    }
    for (const diagnostic of parsed.diagnostics) this.reportDiagnostic(diagnostic, line, pathPrefix);
    this.checkFields(parsed, envelope, line);
    if (parsed.kind === 'rejected') {
      this.counters.rejected += 1;
      const [first] = parsed.diagnostics;
      if (first.code === 'message_not_object') this.oddEntries += 1;
      const wrapped = NO_EVENT.has(first.code) ? findWrappedMessage(envelope) : null;
      // An event in `event` is in our envelope, though its name was not read.
      if (wrapped?.path !== 'event') this.reportWrapped(wrapped, first, line);
      return;
    }
    this.counters.events += 1;
    this.takeEvent(parsed.received, envelope, line);
  }

  private takeEvent(received: ReceivedEvent, envelope: UnknownRecord, line: number): void {
    const { projectId, runId, order } = received;
    if (received.epoch === null) this.checkEpoch(received, envelope, line);
    const ts = envelopeField(envelope, 'ts');
    if (order.tsMs >= 0 && typeof ts === 'number') this.findProject(projectId).check(received, ts, line);
    this.runs.find(projectId, runId, line).check(received, line, this.reportOfEvent);
  }

  /** The reader ignores unknown fields, which may be misspelt or misplaced. */
  private checkFields(parsed: OwnMessage, envelope: UnknownRecord, line: number): void {
    const report: ReportField = (code, words) => {
      if (parsed.kind === 'event') this.reportOfEvent(code, parsed.received, line, words);
      else this.report(code, parsed.diagnostics[0], line, words);
    };
    checkFields(envelope, selectMessageShape(envelope), report);
  }

  private findProject(projectId: string): ProjectCheck {
    let project = this.projects.get(projectId);
    if (project === undefined) {
      if (this.projects.size >= MAX_PROJECTS) this.projects.clear();
      project = new ProjectCheck(this.reportOfEvent);
      this.projects.set(projectId, project);
    }
    return project;
  }

  private checkEpoch(received: ReceivedEvent, envelope: UnknownRecord, line: number): void {
    const epoch = envelopeField(envelope, 'epoch');
    if (epoch === undefined) return;
    const expected = 'a text that is not empty';
    this.reportOfEvent('epoch_invalid', received, line, {
      path: 'epoch',
      found: describeValue(epoch),
      expected,
    });
  }

  /** The reader ignores messages of other types, which may be misspelt or wrapped events. */
  private checkIgnored(name: string | null, envelope: UnknownRecord, line: number): void {
    if (isEventName(selectEventName(envelope))) {
      const found = describeValue(envelopeField(envelope, 'type'));
      this.report('type_doubtful', NOBODY, line, { path: 'type', found, expected: '"EVENT"' });
      return;
    }
    const wrapped = findWrappedMessage(envelope);
    // An event in `event` is in our envelope, and only its name was not read.
    if (wrapped !== null && wrapped.path !== 'event') {
      this.reportWrapped(wrapped, NOBODY, line);
      return;
    }
    const intended = name === null ? null : this.guessEvent(name);
    if (intended === null) return;
    const path = selectEventName(envelope) === undefined ? 'type' : 'event.name';
    this.report('event_name_doubtful', NOBODY, line, {
      path,
      found: describeValue(name),
      expected: intended,
    });
  }

  private reportWrapped(wrapped: WrappedMessage | null, origin: FindingOrigin, line: number): void {
    if (wrapped !== null) this.report('message_wrapped', origin, line, describeWrapped(wrapped));
  }

  private closeRun(run: CheckedRun): void {
    closeRun(run, (code, line, words, times = 1) => {
      const { projectId, runId } = run;
      this.onFinding(createFinding(code, { line, projectId, runId, seq: null }, words), times);
    });
  }

  private readonly reportOfEvent: ReportFinding = (code, { projectId, runId, order }, line, words) => {
    this.report(code, { projectId, runId, seq: order.seq < 0 ? null : order.seq }, line, words);
  };

  private reportDiagnostic(diagnostic: Diagnostic, line: number, pathPrefix: string): void {
    this.pathPrefix = pathPrefix;
    this.report(diagnostic.code, diagnostic, line, diagnostic);
  }

  private report(code: FindingCode, origin: FindingOrigin, line: number, words: FindingWords): void {
    const { projectId, runId, seq } = origin;
    const { found, expected } = words;
    const path = prefixPath(this.pathPrefix, words.path);
    this.onFinding(createFinding(code, { line, projectId, runId, seq }, { path, found, expected }), 1);
  }
}

function prefixPath(prefix: string, path: string): string {
  if (prefix === '') return path;
  return path === 'message' ? prefix.slice(0, -1) : `${prefix}${path}`;
}
