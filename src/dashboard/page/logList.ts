import type { LogList } from '../server/answerRequests.js';
import type { ListedLog } from '../server/logLibrary.js';

export type { LogList, ListedLog };

/**
 * Fetches the list of logs from the server.
 * @throws Error if the server does not answer with a list
 */
export async function fetchLogList(): Promise<LogList> {
  const response = await fetch('api/logs');
  if (!response.ok) throw new Error(`The list of logs: ${response.status} ${response.statusText}`);
  return (await response.json()) as LogList;
}

/**
 * The size of a log, in words: `673 messages · 16.0 s`, or `1.0 GB` if it is too large to be read for that; for a live run,
 * that it is live.
 */
export function describeLog({ messages, durationMs, bytes, isLive }: ListedLog): string {
  if (isLive) return 'live';
  if (messages === null || durationMs === null) return formatSize(bytes ?? 0);
  return `${messages.toLocaleString('en')} messages · ${formatDuration(durationMs)}`;
}

function formatDuration(durationMs: number): string {
  if (durationMs < 1000) return `${Math.round(durationMs)} ms`;
  const seconds = durationMs / 1000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${(minutes / 60).toFixed(1)} h`;
}

const SIZE_UNITS = ['MB', 'GB', 'TB'] as const;
/** From here on an amount would be rounded to `1000.0`. */
const LARGEST_AMOUNT = 999.95;

/** @param bytes - of a large file: a smaller one would be `0.0 MB` */
function formatSize(bytes: number): string {
  let amount = bytes / 1e6;
  let unit = 0;
  for (; amount >= LARGEST_AMOUNT && unit < SIZE_UNITS.length - 1; unit += 1) amount /= 1000;
  return `${amount.toFixed(1)} ${SIZE_UNITS[unit]!}`;
}
