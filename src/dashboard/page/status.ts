import type { RunsState } from 'gradient-descent-viz';

/** The status of what is shown and of its link. */
export type Status = 'connecting' | 'playing' | 'live' | 'quiet' | 'complete' | 'ended' | 'lost';

/**
 * Computes the status. A run that has ended is no longer live, whether or not its backend keeps the link open.
 * @param isLive - whether it is a live run
 * @param total - messages of a recording, or null where their number is not known
 */
export function computeStatus(
  { connection, messages, runs }: Pick<RunsState, 'connection' | 'messages' | 'runs'>,
  isLive: boolean,
  total: number | null,
): Status {
  if (total !== null && messages.received >= total) return 'complete';
  if ('isForNextRun' in connection) return 'ended';
  if (connection.status === 'open') {
    if (connection.isQuiet === true) return 'quiet';
    const isOver = runs.size > 0 && [...runs.values()].every(({ status }) => status === 'finished');
    if (total === null && isOver) return 'ended';
    return isLive ? 'live' : 'playing';
  }
  return connection.status === 'idle' || connection.status === 'connecting' ? 'connecting' : 'lost';
}
