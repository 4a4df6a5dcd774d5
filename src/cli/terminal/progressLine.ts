import type { CommandHost } from '../commandHost.js';
import { formatBytes } from './formatAmount.js';

const REDRAW_MS = 100;
const BAR_CELLS = 24;
/** Moves to the first column and erases the line. */
const ERASE = '\r\x1b[K';

/** A line on the terminal that shows a command's progress. */
export interface ProgressLine {
  /** @param doneBytes - since the beginning */
  readonly report: (doneBytes: number) => void;
  /** Erases the line before other output. */
  readonly erase: () => void;
}

const SILENT: ProgressLine = { report: () => undefined, erase: () => undefined };

/**
 * Creates a progress line on the error output if that is a terminal; for a pipe or a file it writes nothing.
 * @param totalBytes - null if not known: the line then counts without a bar
 */
export function createProgressLine(
  host: CommandHost,
  label: string,
  totalBytes: number | null,
): ProgressLine {
  const { stderr, now } = host;
  if (stderr.isTTY !== true || host.env['TERM'] === 'dumb') return SILENT;
  const begunMs = now();
  let drawnMs = begunMs;
  let isDrawn = false;
  return {
    report(doneBytes) {
      const nowMs = now();
      if (nowMs - drawnMs < REDRAW_MS) return;
      drawnMs = nowMs;
      isDrawn = true;
      const line = renderProgress(label, doneBytes, totalBytes, nowMs - begunMs);
      stderr.write(ERASE + line.slice(0, (stderr.columns ?? 80) - 1));
    },
    erase() {
      if (isDrawn) stderr.write(ERASE);
      isDrawn = false;
    },
  };
}

function renderProgress(label: string, doneBytes: number, totalBytes: number | null, ms: number): string {
  const rate = `${formatBytes((doneBytes / Math.max(ms, 1)) * 1000)}/s`;
  if (totalBytes === null || totalBytes === 0) return `${label}  ${formatBytes(doneBytes)}  ${rate}`;
  const share = Math.min(doneBytes / totalBytes, 1);
  const filled = Math.round(share * BAR_CELLS);
  const bar = '█'.repeat(filled) + '░'.repeat(BAR_CELLS - filled);
  return `${bar} ${Math.floor(share * 100)} %  ${formatBytes(doneBytes)} of ${formatBytes(totalBytes)}  ${rate}  ${label}`;
}
