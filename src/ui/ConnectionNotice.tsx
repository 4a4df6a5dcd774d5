import { useEffect, useState } from 'react';
import type { ConnectionState } from '../run/connectionState.js';
import type { Wording } from '../view/wording.js';
import { SlotPlace } from './SlotPlace.js';
import type { GradientDescentVizSlots } from './slots.js';
import { useWording } from './wordingContext.js';

/** The state of the link to the backend, unless it is open and has brought something. */
export function ConnectionNotice({
  connection,
  slot,
}: {
  readonly connection: ConnectionState;
  readonly slot?: GradientDescentVizSlots['connection'];
}) {
  const remainingS = useRemainingSeconds(connection);
  const wording = useWording();
  const text = describeConnection(connection, remainingS, wording);
  if (slot != null && connection.status !== 'idle')
    return <SlotPlace name="connection" of={slot} props={{ connection, text }} />;
  if (text === null || slot === null) return null;
  return (
    <p
      className={`gdv-connection gdv-connection--${connection.status}`}
      title={reasonOf(connection, wording)}
      dir="auto"
    >
      {text}
    </p>
  );
}

/** @param remainingS - whole seconds until the next attempt */
function describeConnection(
  connection: ConnectionState,
  remainingS: number,
  wording: Wording,
): string | null {
  const { connection: labels, units } = wording.labels;
  switch (connection.status) {
    case 'idle':
      return null;
    case 'open':
      return connection.isQuiet === true ? labels.awaitsData : null;
    case 'connecting':
      if (connection.isForNextRun === true) return labels.awaitsNextRun;
      return connection.attempt > 1
        ? labels.connectingAgain(wording.numbers.count(connection.attempt))
        : labels.connecting;
    case 'waiting':
      // The wait for the next run is long, so it shows no countdown.
      if (connection.isForNextRun === true) return labels.awaitsNextRun;
      return remainingS > 0
        ? labels.reconnectingIn(units.seconds(wording.numbers.count(remainingS), remainingS))
        : labels.reconnecting;
    case 'closed':
      return labels.closed;
    case 'failed':
      return labels.failed(connection.reason);
  }
}

function reasonOf(connection: ConnectionState, { labels }: Wording): string | undefined {
  if (connection.status === 'open') return labels.connection.awaitsDataHint;
  return 'reason' in connection ? labels.connection.reason(connection.reason) : undefined;
}

/** Whole seconds until the next attempt, counted down. */
function useRemainingSeconds(connection: ConnectionState): number {
  const totalS = connection.status === 'waiting' ? Math.ceil(connection.retryInMs / 1000) : 0;
  const [count, setCount] = useState({ connection, elapsedS: 0 });
  useEffect(() => {
    if (totalS === 0) return;
    let elapsedS = 0;
    const timer = setInterval(() => setCount({ connection, elapsedS: ++elapsedS }), 1000);
    return () => clearInterval(timer);
  }, [connection, totalS]);
  return Math.max(totalS - (count.connection === connection ? count.elapsedS : 0), 0);
}
