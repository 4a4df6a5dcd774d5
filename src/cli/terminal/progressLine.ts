import type { CommandHost } from '../commandHost.js';
import { formatBytes } from './formatAmount.js';

const REDRAW_MS = 100;
const BAR_CELLS = 24;
/** To the first column, and what stood there is gone. */
const ERASE = '\r\x1b[K';

/** One line on the person's terminal that says how far a command has come. */
export interface ProgressLine {
  /** @param doneBytes - since the beginning */
  readonly report: (doneBytes: number) => void;
  /** Takes the line away, so that what is written next stands alone. */
  readonly erase: () => void;
}

const SILENT: ProgressLine = { report: () => undefined, erase: () => undefined };

/**
 * A progress line on the error output where that is a terminal; in a pipe or a file nothing at all.
 * @param totalBytes - null where nobody knows: then it counts and has no bar
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
