import { type RunStore, type RunsState, usePacedState } from 'gradient-descent-viz';

/** Props of {@link ConnectionStatus}. */
export interface ConnectionStatusProps {
  readonly store: RunStore;
  /** Messages of the log, or null where their number is not known. */
  readonly total: number | null;
}

type Status = 'connecting' | 'playing' | 'live' | 'quiet' | 'complete' | 'ended' | 'lost';

const LABELS: Readonly<Record<Status, string>> = {
  connecting: 'Connecting',
  playing: 'Playing',
  live: 'Live',
  quiet: 'Waiting for data',
  complete: 'Complete',
  ended: 'Ended',
  lost: 'Disconnected',
};

/** Says how the link is and how much has come. */
export function ConnectionStatus({ store, total }: ConnectionStatusProps) {
  const state = usePacedState(store);
  const status = computeStatus(state, total);
  // After a lost link the server plays from the start again; the store takes nothing twice, nor does the count.
  const received = Math.min(state.messages.received, total ?? Number.POSITIVE_INFINITY);
  const count = received.toLocaleString('en');
  return (
    <div className="status" data-status={status}>
      <span className="status-dot" aria-hidden="true" />
      <span role="status">{LABELS[status]}</span>
      <span className="status-count">
        {total === null ? count : `${count} / ${total.toLocaleString('en')}`}
      </span>
      {total !== null && (
        <progress className="status-progress" aria-label="Messages received" max={total} value={received} />
      )}
    </div>
  );
}

function computeStatus({ connection, messages }: RunsState, total: number | null): Status {
  if (total !== null && messages.received >= total) return 'complete';
  if ('isForNextRun' in connection) return 'ended';
  if (connection.status === 'open') {
    if (connection.isQuiet === true) return 'quiet';
    return total === null ? 'live' : 'playing';
  }
  return connection.status === 'idle' || connection.status === 'connecting' ? 'connecting' : 'lost';
}
