import { reportFault } from './reportFault.js';
import type { TransportSink } from './transport.js';

/** A sink that never throws, and that hears nothing once it is shut. */
export interface GuardedSink extends TransportSink {
  shut(): void;
  isShut(): boolean;
}

/**
 * Wraps a sink so that an error of the host's code (a listener of diagnostics, a subscriber of the store) costs neither
 * the connection nor the messages that follow.
 * @param onFault - hears of such errors
 */
export function createGuardedSink(sink: TransportSink, onFault: (error: unknown) => void): GuardedSink {
  let isShut = false;
  function guard<Value>(call: (value: Value) => void): (value: Value) => void {
    return (value) => {
      if (isShut) return;
      try {
        call(value);
      } catch (error) {
        try {
          onFault(error);
        } catch (secondError) {
          reportFault(secondError);
        }
      }
    };
  }
  return {
    ingest: guard((message: unknown) => sink.ingest(message)),
    setConnection: guard((state) => sink.setConnection(state)),
    shut: () => void (isShut = true),
    isShut: () => isShut,
  };
}
