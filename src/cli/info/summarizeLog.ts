import { listHyperparams } from '../../protocol/contract/hyperparams.js';
import type { OtherHyperparam, PathFinished, SurfaceSource } from '../../protocol/events.js';
import { DEFAULT_PARSE_LIMITS } from '../../protocol/parseLimits.js';
import type { CommandHost } from '../commandHost.js';
import { createMessageLines } from '../../log/eventStreamLines.js';
import type { LogInput } from '../log/logInput.js';
import { readLines } from '../../log/readLines.js';
import { readMessages } from '../log/readMessages.js';
import { RunRecord, type StepLoss } from '../log/runRecord.js';
import { RunRecords } from '../log/runRecords.js';
import type { ReportRange } from '../../path/reportedSteps.js';
import type { StepHole } from '../log/stepIntervals.js';
import { createProgressLine } from '../terminal/progressLine.js';
import { explainReading } from '../validate/checkLog.js';
import { ReportedValues, type ReportedSeries } from './reportedValues.js';

/** Holes that a summary lists; all are counted. */
const MAX_HOLES = 100;

/** How a path ended. */
type EndSummary = Omit<PathFinished, 'name'>;

/** Summary of a surface. */
interface SurfaceSummary {
  /** The kind of a formula, or the address of a grid. */
  readonly label: string;
  readonly isGrid: boolean;
  readonly domainHalf: number | null;
  /** Whether its heights are the loss; null where the event does not state it. */
  readonly source: SurfaceSource | null;
}

/** Summary of one run of a log. */
export interface RunSummary {
  readonly projectId: string;
  readonly runId: string;
  readonly status: 'idle' | 'running' | 'finished';
  readonly end: EndSummary | null;
  readonly surface: SurfaceSummary | null;
  readonly domainHalf: number | null;
  /** Each by its name on the wire. */
  readonly hyperparams: Readonly<Record<string, OtherHyperparam['value']>>;
  readonly events: number;
  readonly starts: number;
  /** Steps that have a point. */
  readonly steps: number;
  readonly firstStep: number | null;
  readonly lastStep: number | null;
  /** How many of the steps that were to be reported are missing. */
  readonly missingSteps: number;
  /** Intervals of these, both ends inclusive; the first hundred. */
  readonly missing: readonly Pick<StepHole, 'from' | 'to'>[];
  /** A point is sent for every so many steps, by the start's statement or else by the points. */
  readonly reportEvery: number;
  /** Whether the start states it. */
  readonly hasStatedReportEvery: boolean;
  readonly firstLoss: StepLoss | null;
  readonly lastLoss: StepLoss | null;
  /** What the pipeline reports beside the path, such as a loss that is not that of its points. */
  readonly reported: readonly ReportedSeries[];
  /** From the first to the last `ts`; null if there are fewer than two. */
  readonly durationMs: number | null;
  readonly startedAt: string | null;
}

/** Summary of a log. */
export interface LogSummary {
  readonly lines: number;
  readonly bytes: number;
  readonly events: number;
  readonly ignored: number;
  /** Lines, or messages in them, that cannot be used at all. */
  readonly unreadable: number;
  readonly runs: readonly RunSummary[];
}

/**
 * Reads a log to its end and summarizes it.
 * @throws CommandFailure if it cannot be read
 */
export async function summarizeLog(input: LogInput, host: CommandHost): Promise<LogSummary> {
  const { maxMessageChars } = DEFAULT_PARSE_LIMITS;
  const runs: RunSummary[] = [];
  const reported = new ReportedValues();
  const records = new RunRecords(
    (projectId, runId, line) => new RunRecord(projectId, runId, line),
    (run) => runs.push(summarizeRun(run, reported)),
  );
  const counters = { events: 0, ignored: 0, unreadable: 0 };
  function takeText(text: string, line: number): void {
    const fault = readMessages(text, DEFAULT_PARSE_LIMITS, ({ parsed, envelope }) => {
      if (parsed.kind === 'ignored') {
        counters.ignored += 1;
        reported.apply(parsed.name, envelope);
      } else if (parsed.kind === 'rejected') counters.unreadable += 1;
      else {
        counters.events += 1;
        const { projectId, runId } = parsed.received;
        records.find(projectId, runId, line).apply(parsed.received, line);
      }
    });
    if (fault !== null) counters.unreadable += 1;
  }
  const onTooLong = (): void => void (counters.unreadable += 1);
  const lines = createMessageLines(takeText, maxMessageChars, onTooLong);
  const progress = createProgressLine(host, input.name, input.sizeBytes);
  try {
    const read = await readLines(input.open(), maxMessageChars, {
      onLine: (text, line) => lines.push(text, line),
      onTooLong,
      afterChunk: (doneBytes) => progress.report(doneBytes),
    });
    lines.finish();
    records.closeAll();
    return { ...read, ...counters, runs };
  } catch (error) {
    throw explainReading(input.name, error);
  } finally {
    progress.erase();
  }
}

function summarizeRun(run: RunRecord, values: ReportedValues): RunSummary {
  const { projectId, runId, status, end, surface, start, hyperparams, events, starts, steps } = run;
  const { keptPace } = run;
  const reported = keptPace ?? steps.stated;
  const missing = steps.listHoles(reported, MAX_HOLES).map(({ from, to }) => ({ from, to }));
  const atEnd = run.missingAtEnd(reported);
  if (atEnd !== null) missing.push(...listRange(atEnd, reported.every, MAX_HOLES - missing.length));
  const hasTime = Number.isFinite(run.firstTsMs);
  return {
    projectId,
    runId,
    status,
    end: end && summarizeEnd(end.event),
    surface: surface && summarizeSurface(surface.event),
    domainHalf: run.domainHalf,
    hyperparams: Object.fromEntries(listHyperparams(hyperparams).map(({ name, value }) => [name, value])),
    events,
    starts,
    steps: steps.count,
    firstStep: steps.last < 0 ? null : steps.first,
    lastStep: steps.last < 0 ? null : steps.last,
    missingSteps: steps.countMissing(reported) + countRange(atEnd, reported.every),
    missing,
    reportEvery: reported.every,
    hasStatedReportEvery: start?.event.reportEvery !== undefined,
    firstLoss: run.firstLoss,
    lastLoss: run.lastLoss,
    reported: values.listSeries(projectId, runId),
    durationMs: hasTime ? run.lastTsMs - run.firstTsMs : null,
    startedAt: hasTime ? formatTime(run.firstTsMs) : null,
  };
}

/** Steps of a range: as one interval where all are to be reported, else one by one. */
function listRange({ from, to }: ReportRange, every: number, max: number): ReportRange[] {
  if (every === 1) return max > 0 ? [{ from, to }] : [];
  const count = Math.min(max, countRange({ from, to }, every));
  return Array.from({ length: count }, (_, i) => ({ from: from + i * every, to: from + i * every }));
}

function countRange(range: ReportRange | null, every: number): number {
  return range === null ? 0 : (range.to - range.from) / every + 1;
}

function summarizeEnd({ finalStep, reason }: PathFinished): EndSummary {
  return { finalStep, reason };
}

function summarizeSurface(surface: NonNullable<RunRecord['surface']>['event']): SurfaceSummary {
  const { domainHalf, source = null } = surface;
  const isGrid = surface.name === 'LOSS_SURFACE_GRID_READY';
  return { label: isGrid ? surface.assetUrl : surface.kind, isGrid, domainHalf, source };
}

/** ISO 8601; null beyond the year 275760, the last that a date can have. */
function formatTime(tsMs: number): string | null {
  const date = new Date(tsMs);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}
