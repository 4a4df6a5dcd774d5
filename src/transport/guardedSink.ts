import { ParsedText } from '../protocol/parsedText.js';
import type { RefusedMessage } from '../protocol/refusedMessage.js';
import type { ConnectionState } from '../run/connectionState.js';
import type { FoundFault } from '../run/runDiagnostics.js';
import { takesParsedText } from '../run/parsedIngest.js';
import { selectHasEnded } from '../run/selectors.js';
import { guardCall } from '../host/guardCall.js';
import type { TransportSink } from './transport.js';

/** A sink that never throws, and that receives nothing once it is shut. */
export interface GuardedSink extends Pick<TransportSink, 'setConnection'> {
  /** Takes a message: its text, parsed or not, or the refusal of one that was too long. */
  take(message: string | ParsedText | RefusedMessage): void;
  /** Whether every run that the sink holds has ended; false where it has no `getState`. */
  hasEnded(): boolean;
  report(fault: FoundFault): void;
  /** Shuts it after a last connection state; does nothing if it is shut already, or if that state's listener calls this. */
  shut(last: ConnectionState): void;
  isShut(): boolean;
}

/**
 * Wraps a sink so that an error of the host's code (a listener of diagnostics, a subscriber of the store) costs neither
 * the connection nor the messages that follow.
 * @param onFault - called with such errors
 */
export function createGuardedSink(sink: TransportSink, onFault: (error: unknown) => void): GuardedSink {
  let isShut = false;
  function guard<Value>(call: (value: Value) => void): (value: Value) => void {
    return (value) => guardCall(() => call(value), onFault);
  }
  const take = guard((message: string | ParsedText | RefusedMessage) => {
    if (ParsedText.is(message)) sink.ingest(takesParsedText(sink.ingest) ? message : message.text);
    else if (typeof message === 'string' || sink.refuse === undefined) sink.ingest(message);
    else sink.refuse(message);
  });
  const report = guard((fault: FoundFault) => sink.report?.(null, fault));
  const setConnection = guard((state: ConnectionState) => sink.setConnection(state));
  return {
    take(message) {
      if (!isShut) take(message);
    },
    hasEnded() {
      let hasEnded = false;
      guardCall(() => {
        hasEnded = sink.getState !== undefined && selectHasEnded(sink.getState());
      }, onFault);
      return hasEnded;
    },
    report(fault) {
      if (!isShut) report(fault);
    },
    setConnection(state) {
      if (!isShut) setConnection(state);
    },
    shut(last) {
      if (isShut) return;
      isShut = true;
      setConnection(last);
    },
    isShut: () => isShut,
  };
}
