import { useSyncExternalStore } from 'react';
import type { Connection, ConnectionState } from './connection.js';

/** Props of {@link ConnectionStatus}. */
export interface ConnectionStatusProps {
  readonly connection: Connection;
  /** Messages of the log, or null where their number is not known. */
  readonly total: number | null;
}

type Status = 'connecting' | 'playing' | 'live' | 'complete' | 'lost';

const LABELS: Readonly<Record<Status, string>> = {
  connecting: 'Connecting',
  playing: 'Playing',
  live: 'Live',
  complete: 'Complete',
  lost: 'Disconnected',
};

/** Says how the connection is and how much has come. */
export function ConnectionStatus({ connection, total }: ConnectionStatusProps) {
  const state = useSyncExternalStore(connection.subscribe, connection.getState);
  const status = computeStatus(state, total);
  const count = state.received.toLocaleString('en');
  return (
    <div className="status" data-status={status}>
      <span className="status-dot" aria-hidden="true" />
      <span role="status">{LABELS[status]}</span>
      <span className="status-count">
        {total === null ? count : `${count} / ${total.toLocaleString('en')}`}
      </span>
      {total !== null && (
        <progress
          className="status-progress"
          aria-label="Messages received"
          max={total}
          value={state.received}
        />
      )}
    </div>
  );
}

function computeStatus({ phase, received }: ConnectionState, total: number | null): Status {
  if (total !== null && received >= total) return 'complete';
  if (phase === 'connecting') return 'connecting';
  if (phase === 'closed') return 'lost';
  return total === null ? 'live' : 'playing';
}
