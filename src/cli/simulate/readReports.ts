import type { TrainingReport } from '../../descent/illustrative/illustrativePath.js';
import { DEFAULT_PARSE_LIMITS } from '../../protocol/index.js';
import { CommandFailure } from '../commandFailure.js';
import type { LogInput } from '../log/logInput.js';
import { readLines } from '../../log/readLines.js';
import { explainReading } from '../validate/checkLog.js';
import { parseReport } from './parseReport.js';

/** Hands over a training's reports, and waits until each has been taken. */
export type Reports = (take: (report: TrainingReport) => Promise<void>) => Promise<void>;

/** Reports from a list. */
export function createKnownReports(reports: Iterable<TrainingReport>, signal: AbortSignal): Reports {
  return async (take) => {
    for (const report of reports) {
      if (signal.aborted) return;
      await take(report);
    }
  };
}

/**
 * Reports from a file, or from a pipe as they come: see {@link parseReport}.
 * Rejects with a CommandFailure where the input cannot be read, has an invalid line, or has no loss.
 */
export function createReadReports(input: LogInput, signal: AbortSignal): Reports {
  return async (take) => {
    const { maxMessageChars } = DEFAULT_PARSE_LIMITS;
    let waiting: (readonly [text: string, place: string])[] = [];
    let count = 0;

    // A line is parsed in its turn, so that the reports before an invalid line are still taken.
    async function takeWaiting(): Promise<void> {
      for (const [text, place] of waiting) {
        if (signal.aborted) break;
        const report = parseReport(text, place);
        if (report === null) continue;
        count += 1;
        await take(report);
      }
      waiting = [];
    }

    try {
      await readLines(readUntilAborted(input.open(), signal), maxMessageChars, {
        onLine: (text, line) => void waiting.push([text, `${input.name}:${line}`]),
        onTooLong: (_bytes, line) => {
          throw new CommandFailure(`${input.name}:${line}: is longer than a line may be.`);
        },
        afterChunk: takeWaiting,
      });
      await takeWaiting();
    } catch (error) {
      throw explainReading(input.name, error);
    }
    if (count === 0 && !signal.aborted) throw new CommandFailure(`${input.name}: there is no loss in it.`);
  };
}

/** Ends when the signal aborts, even while nothing comes. */
async function* readUntilAborted(
  chunks: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const reading = chunks[Symbol.asyncIterator]();
  const aborted = new Promise<null>((resolve) => {
    signal.addEventListener('abort', () => resolve(null), { once: true });
  });
  try {
    while (!signal.aborted) {
      const next = await Promise.race([reading.next(), aborted]);
      if (next === null || next.done === true) return;
      yield next.value;
    }
  } finally {
    // Not awaited: a pending read would have to end first.
    void reading.return?.();
  }
}
