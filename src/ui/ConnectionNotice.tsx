import { useEffect, useState } from 'react';
import type { ConnectionState } from '../run/connectionState.js';

/** The state of the link to the backend, unless it is open and has brought something. */
export function ConnectionNotice({ connection }: { readonly connection: ConnectionState }) {
  const remainingS = useRemainingSeconds(connection);
  const text = describeConnection(connection, remainingS);
  if (text === null) return null;
  return (
    <p className={`gdv-connection gdv-connection--${connection.status}`} title={reasonOf(connection)}>
      {text}
    </p>
  );
}

/** The wait for the next run is long, so it shows no countdown. */
const FOR_NEXT_RUN = 'Ended, waiting for the next run';

function describeConnection(connection: ConnectionState, remainingS: number): string | null {
  switch (connection.status) {
    case 'idle':
      return null;
    case 'open':
      return connection.isQuiet === true ? 'Waiting for data' : null;
    case 'connecting':
      if (connection.isForNextRun === true) return FOR_NEXT_RUN;
      return connection.attempt > 1 ? `Connecting, attempt ${connection.attempt}` : 'Connecting';
    case 'waiting':
      if (connection.isForNextRun === true) return FOR_NEXT_RUN;
      return remainingS > 0 ? `Reconnecting in ${remainingS} s` : 'Reconnecting';
    case 'closed':
      return 'Disconnected';
    case 'failed':
      return `Connection failed: ${connection.reason}`;
  }
}

function reasonOf(connection: ConnectionState): string | undefined {
  if (connection.status === 'open') return 'The link is open, and nothing has come over it';
  return 'reason' in connection ? connection.reason : undefined;
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
