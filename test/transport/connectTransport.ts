import { onTestFinished } from 'vitest';
import type { RunStore } from '../../src/run/runStore.js';
import type { Transport, TransportConnection } from '../../src/transport/transport.js';
import { createRecordingSink, type RecordingSink } from './recordingSink.js';

/** Waits that are short enough for a test over real sockets. */
export const QUICK = { backoff: { baseMs: 20, maxMs: 40, floorMs: 5 } };

/** Connects a transport to a recording sink; ends with the test. */
export function connectTransport(
  transport: Transport,
  store?: RunStore,
): {
  readonly sink: RecordingSink;
  readonly connection: TransportConnection;
} {
  const sink = createRecordingSink(store);
  const connection = transport.connect(sink);
  onTestFinished(() => connection.close());
  return { sink, connection };
}
