import { DEFAULT_PARSE_LIMITS } from '../../protocol/parseLimits.js';
import { CommandFailure } from '../commandFailure.js';
import type { CommandHost } from '../commandHost.js';
import { createMessageLines } from '../../log/eventStreamLines.js';
import { describeReadFailure, type LogInput } from '../log/logInput.js';
import { LogEncodingError, readLines, type LinesRead } from '../../log/readLines.js';
import { createProgressLine } from '../terminal/progressLine.js';
import { writeText } from '../terminal/writeText.js';
import type { FindingReport } from './findingReport.js';
import { LogCheck, type LogCounters } from './logCheck.js';

/** Counts of a log's contents. */
export interface CheckedLog extends LinesRead, LogCounters {}

/**
 * Checks a log to its end, and writes findings as they are made.
 * @throws CommandFailure if it cannot be read
 */
export async function checkLog(
  input: LogInput,
  report: FindingReport,
  host: CommandHost,
): Promise<CheckedLog> {
  const { maxMessageChars } = DEFAULT_PARSE_LIMITS;
  const check = new LogCheck((finding, times) => report.add(finding, times));
  const lines = createMessageLines(
    (text, line) => check.takeText(text, line),
    maxMessageChars,
    (chars, line) => check.takeTooLong(`${chars} characters`, line),
  );
  const progress = createProgressLine(host, input.name, input.sizeBytes);
  const firstLines: string[] = [];

  async function flush(): Promise<void> {
    const text = report.take();
    if (text === '') return;
    progress.erase();
    await writeText(host.stdout, text);
  }

  try {
    const read = await readLines(input.open(), maxMessageChars, {
      onLine(text, line) {
        if (firstLines.length < 1 && text !== '') firstLines.push(text.trim());
        lines.push(text, line);
      },
      onTooLong: (chars, line) => check.takeTooLong(`${chars} characters`, line),
      async afterChunk(doneBytes) {
        progress.report(doneBytes);
        await flush();
      },
    });
    lines.finish();
    check.finish();
    progress.erase();
    await flush();
    if (check.counters.rejected > 1 && (firstLines[0] === '[' || firstLines[0] === '{'))
      throw new CommandFailure(explainPrinted(input.name));
    return { ...read, ...check.counters };
  } catch (error) {
    progress.erase();
    throw explainReading(input.name, error);
  }
}

/** The explanation for pretty-printed JSON, which has a line for each field. */
function explainPrinted(name: string): string {
  return `${name}: expected one message a line, found JSON printed over several: \`jq -c '.[]?' FILE\` puts an array of messages on a line each.`;
}

/** A failure with what a user can do about a log that cannot be read; any other error is returned as it is. */
export function explainReading(name: string, error: unknown): unknown {
  if (error instanceof CommandFailure || error instanceof LogEncodingError)
    return error.message.startsWith(name) ? error : new CommandFailure(`${name}: ${error.message}`);
  const isFromSystem = error instanceof Error && 'syscall' in error && error.syscall !== 'write';
  return isFromSystem ? new CommandFailure(describeReadFailure(name, error)) : error;
}
