import { type RunStore, usePacedState } from 'gradient-descent-viz';
import { computeStatus, type Status } from './status.js';

/** Props of {@link ConnectionStatus}. */
export interface ConnectionStatusProps {
  readonly store: RunStore;
  /** Whether it is a live run; else it is a recording. */
  readonly isLive: boolean;
  /** Messages of the log, or null where their number is not known. */
  readonly total: number | null;
}

const LABELS: Readonly<Record<Status, string>> = {
  connecting: 'Connecting',
  playing: 'Playing',
  live: 'Live',
  quiet: 'Waiting for data',
  complete: 'Complete',
  ended: 'Ended',
  lost: 'Disconnected',
};

/** Shows the state of the link and how many messages have come. */
export function ConnectionStatus({ store, isLive, total }: ConnectionStatusProps) {
  const state = usePacedState(store);
  const status = computeStatus(state, isLive, total);
  // After a lost link the server plays from the start again, so messages may be received more than once.
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
