import type { Diagnostic } from '../../protocol/diagnostic.js';
import type { ReceivedEvent } from '../../protocol/envelope.js';
import { EVENT_NAMES } from '../../protocol/events.js';
import { describeValue } from '../../protocol/describeValue.js';
import type { UnknownRecord } from '../../protocol/ownField.js';
import { DEFAULT_PARSE_LIMITS } from '../../protocol/parseLimits.js';
import { envelopeField, readMessages, type MessageSeen } from '../log/readMessages.js';
import { formatAmount } from '../terminal/formatAmount.js';
import { RunRecords } from '../log/runRecords.js';
import { closeRun } from './closeRun.js';
import { createFinding, type Finding, type FindingCode } from './finding.js';
import { ProjectCheck } from './projectCheck.js';
import { CheckedRun, type TellFinding } from './runCheck.js';

/** More projects than one log has; beyond, those that came first are looked at anew. */
const MAX_PROJECTS = 64;
const MAX_NAMES = 1024;
const NOBODY = { projectId: null, runId: null, seq: null };

/** Who is told what a log holds. @param times - how often, where one finding stands for several */
export type OnFinding = (finding: Finding, times: number) => void;

/** How many there were. */
export interface LogTally {
  events: number;
  /** Messages of other kinds, which are passed over. */
  ignored: number;
  /** Messages, or lines, of which nothing can be used. */
  rejected: number;
  runs: number;
}

/** Checks a log, message by message, in memory that does not grow with it. */
export class LogCheck {
  readonly tally: LogTally = { events: 0, ignored: 0, rejected: 0, runs: 0 };
  private readonly runs: RunRecords<CheckedRun>;
  private readonly projects = new Map<string, ProjectCheck>();
  private readonly doubtfulNames = new Map<string, string | null>();
  private pathPrefix = '';

  constructor(private readonly onFinding: OnFinding) {
    this.runs = new RunRecords(
      (projectId, runId, line) => {
        this.tally.runs += 1;
        return new CheckedRun(projectId, runId, line);
      },
      (run) => this.closeRun(run),
    );
  }

  /** Checks one message's text, or an array of messages. */
  takeText(text: string, line: number): void {
    const fault = readMessages(text, DEFAULT_PARSE_LIMITS, (message) => this.takeMessage(message, line));
    if (fault !== null) {
      this.tally.rejected += 1;
      this.tellDiagnostic(fault, line, '');
    }
  }

  /** A line that is too long to be a message. */
  takeTooLong(bytes: number, line: number): void {
    this.tally.rejected += 1;
    this.tell('message_too_large', NOBODY, line, {
      path: 'message',
      found: `${bytes} bytes`,
      expected: `at most ${DEFAULT_PARSE_LIMITS.maxMessageChars} characters`,
    });
  }

  /** The log has ended. */
  finish(): void {
    this.pathPrefix = '';
    this.runs.closeAll();
    if (this.tally.events > 0) return;
    const { ignored, rejected } = this.tally;
    this.tell('no_events', NOBODY, 0, {
      path: 'message',
      found: `none among ${formatAmount(ignored + rejected, 'message')}`,
      expected: `at least one of ${EVENT_NAMES.join(', ')}`,
    });
  }

  private takeMessage({ parsed, envelope, pathPrefix }: MessageSeen, line: number): void {
    this.pathPrefix = pathPrefix;
    if (parsed.kind === 'ignored') {
      this.tally.ignored += 1;
      if (parsed.name !== null) this.checkIgnored(parsed.name, envelope, line);
      return;
    }
    for (const diagnostic of parsed.diagnostics) this.tellDiagnostic(diagnostic, line, pathPrefix);
    if (parsed.kind === 'rejected') {
      this.tally.rejected += 1;
      return;
    }
    this.tally.events += 1;
    this.takeEvent(parsed.received, envelope, line);
  }

  private takeEvent(received: ReceivedEvent, envelope: UnknownRecord, line: number): void {
    const { projectId, runId, order } = received;
    if (received.epoch === null) this.checkEpoch(received, envelope, line);
    const ts = envelopeField(envelope, 'ts');
    if (order.tsMs >= 0 && typeof ts === 'number') this.findProject(projectId).check(received, ts, line);
    this.runs.find(projectId, runId, line).check(received, line, this.tellOfEvent);
  }

  private findProject(projectId: string): ProjectCheck {
    let project = this.projects.get(projectId);
    if (project === undefined) {
      if (this.projects.size >= MAX_PROJECTS) this.projects.clear();
      project = new ProjectCheck(this.tellOfEvent);
      this.projects.set(projectId, project);
    }
    return project;
  }

  private checkEpoch(received: ReceivedEvent, envelope: UnknownRecord, line: number): void {
    const epoch = envelopeField(envelope, 'epoch');
    if (epoch === undefined) return;
    const expected = 'a text that is not empty';
    this.tellOfEvent('epoch_invalid', received, line, {
      path: 'epoch',
      found: describeValue(epoch),
      expected,
    });
  }

  /** What the reader passes over in silence, since it is of another kind, may only be misspelt. */
  private checkIgnored(name: string, envelope: UnknownRecord, line: number): void {
    if ((EVENT_NAMES as readonly string[]).includes(name)) {
      const found = describeValue(envelopeField(envelope, 'type'));
      this.tell('type_doubtful', NOBODY, line, { path: 'type', found, expected: '"EVENT"' });
      return;
    }
    if (!this.doubtfulNames.has(name) && this.doubtfulNames.size < MAX_NAMES)
      this.doubtfulNames.set(name, findIntendedName(name));
    const intended = this.doubtfulNames.get(name) ?? null;
    if (intended === null) return;
    this.tell('event_name_doubtful', NOBODY, line, {
      path: 'event.name',
      found: describeValue(name),
      expected: intended,
    });
  }

  private closeRun(run: CheckedRun): void {
    closeRun(run, (code, line, words, times = 1) => {
      const { projectId, runId } = run;
      this.onFinding(createFinding(code, { line, projectId, runId, seq: null }, words), times);
    });
  }

  private readonly tellOfEvent: TellFinding = (code, { projectId, runId, order }, line, words) => {
    this.tell(code, { projectId, runId, seq: order.seq < 0 ? null : order.seq }, line, words);
  };

  private tellDiagnostic(diagnostic: Diagnostic, line: number, pathPrefix: string): void {
    this.pathPrefix = pathPrefix;
    this.tell(diagnostic.code, diagnostic, line, diagnostic);
  }

  private tell(
    code: FindingCode,
    origin: Pick<Finding, 'projectId' | 'runId' | 'seq'>,
    line: number,
    words: Pick<Finding, 'path' | 'found' | 'expected'>,
  ): void {
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

/** What a name that is none of ours was probably meant to be; null for the other events of a pipeline. */
function findIntendedName(name: string): string | null {
  const letters = lettersOf(name);
  const intended =
    EVENT_NAMES.find((known) => lettersOf(known) === letters) ??
    // With its first part left out, with a letter more, or cut short.
    EVENT_NAMES.find((known) => {
      const core = lettersOf(known).replace(/^(?:GD|LOSS)(?=PATH|SURFACE)/, '');
      return letters.includes(core.replace(/(?:ED|READY)$/, ''));
    });
  if (intended !== undefined) return `"${intended}"`;
  return name.startsWith('GD_') ? `one of ${EVENT_NAMES.join(', ')}` : null;
}

function lettersOf(name: string): string {
  return name.toUpperCase().replace(/[^A-Z]/g, '');
}
