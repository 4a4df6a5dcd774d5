import type { Writable } from 'node:stream';
import { onAbort } from '../../host/abortSignal.js';
import { systemClock } from '../../host/systemClock.js';
import type { MessageRefusal } from '../../protocol/refusedMessage.js';
import type { ConnectionState } from '../../run/connectionState.js';
import type { Transport, TransportSink } from '../../transport/transport.js';
import { CommandFailure } from '../commandFailure.js';
import { joinLines } from '../../log/joinLines.js';
import { formatDuration } from '../terminal/formatAmount.js';
import type { RunWatch } from './runWatch.js';

/** The most that may be received and not yet written: a disk that does not keep up must not fill the memory. */
const MAX_WAITING_BYTES = 268_435_456;

/** When a recording ends by itself. */
export interface RecordingEnd {
  readonly isUntilFinished: boolean;
  /** Null for no limit of time. */
  readonly afterMs: number | null;
  /** Aborted when the user asks for the end. */
  readonly interrupt: AbortSignal;
}

/** Callbacks during a recording. */
export interface RecordingListener {
  /** Called with a sentence for the user. */
  readonly onState: (sentence: string) => void;
  readonly onMessage: () => void;
}

/**
 * Writes the messages of a transport, one a line, until the recording ends.
 * @throws CommandFailure if the connection fails for good, or the output fails
 */
export async function recordStream(
  transport: Transport,
  output: Writable,
  watch: RunWatch,
  end: RecordingEnd,
  listener: RecordingListener,
): Promise<void> {
  const undo: (() => void)[] = [];
  try {
    await new Promise<void>((resolve, reject) => {
      output.once('error', reject);
      undo.push(onAbort(end.interrupt, resolve));
      const timer = end.afterMs === null ? null : systemClock.startTimer(resolve, end.afterMs);
      undo.push(() => timer?.cancel());
      const sink = new RecordingSink(output, watch, end.isUntilFinished, listener, resolve, reject);
      const connection = transport.connect(sink);
      undo.push(() => {
        sink.shut();
        connection.close();
      });
    });
  } finally {
    for (const step of undo) step();
  }
}

/** Writes each message until the recording ends. */
class RecordingSink implements TransportSink {
  private isOver = false;

  constructor(
    private readonly output: Writable,
    private readonly watch: RunWatch,
    private readonly isUntilFinished: boolean,
    private readonly listener: RecordingListener,
    private readonly onEnd: () => void,
    private readonly onFailure: (failure: CommandFailure) => void,
  ) {}

  readonly ingest = (message: unknown): void => {
    if (typeof message !== 'string' || this.isOver) return;
    this.output.write(`${joinLines(message)}\n`);
    this.watch.take(message);
    this.listener.onMessage();
    if (this.output.writableLength > MAX_WAITING_BYTES)
      this.onFailure(new CommandFailure('what is written to is too slow: 256 MB wait to be written.'));
    if (this.isUntilFinished && this.watch.hasFinished) this.end();
  };

  readonly refuse = ({ chars, maxChars }: MessageRefusal): void => {
    if (this.isOver) return;
    this.listener.onState(`a message of ${chars} characters, more than ${maxChars}, is not in the recording`);
  };

  readonly setConnection = (state: ConnectionState): void => {
    // Closed by the recording itself.
    if (this.isOver) return;
    const sentence = describeState(state);
    if (state.status === 'failed') this.onFailure(new CommandFailure(sentence));
    else {
      this.listener.onState(sentence);
      if (state.status === 'closed') this.end();
    }
  };

  /** Ignores further messages. */
  shut(): void {
    this.isOver = true;
  }

  private end(): void {
    this.shut();
    this.onEnd();
  }
}

function describeState(state: ConnectionState): string {
  switch (state.status) {
    case 'idle':
    case 'connecting':
      return state.status === 'idle' || state.attempt === 1
        ? 'connecting'
        : `connecting, attempt ${state.attempt}`;
    case 'open':
      return state.isQuiet === true ? 'nothing has come yet' : 'connected';
    case 'waiting':
      return `${state.reason}; connecting again in ${formatDuration(Math.ceil(state.retryInMs))}`;
    case 'closed':
      return `the backend has no more: ${state.reason}`;
    case 'failed':
      return `given up: ${state.reason}.`;
  }
}
