import { RefusedMessage } from '../protocol/refusedMessage.js';
import type { GuardedSink } from './guardedSink.js';
import { computeMessageKind, type MessageKind } from './messageKind.js';
import type { ResolvedReconnectOptions } from './reconnectOptions.js';
import type { RetryPolicy } from './retryPolicy.js';
import type { SilenceWatch } from './silenceWatch.js';
import { splitFrame } from './splitFrame.js';

/** What is remembered of the link that brought a message. */
export interface LinkLife {
  /** Something other than a greeting came. */
  hasLife: boolean;
  isOver: boolean;
}

/** Hands the messages of a connection's links to its sink, and notes what they say of the link that brought them. */
export class MessageIntake {
  constructor(
    private readonly sink: GuardedSink,
    private readonly watch: SilenceWatch,
    private readonly policy: RetryPolicy,
    private readonly options: Pick<ResolvedReconnectOptions, 'maxMessageChars' | 'silenceMs'>,
  ) {}

  /** Takes the text of a frame. Runs for every one; those that had come before their link ended are taken all the same. */
  take(life: LinkLife, text: string): void {
    const { maxMessageChars } = this.options;
    for (const message of splitFrame(text, maxMessageChars)) {
      // A line's carriage return is no part of its message.
      const chars = message.length - (message.endsWith('\r') ? 1 : 0);
      if (chars > maxMessageChars) this.refuse(life, chars);
      else {
        if (!life.isOver) this.noteMessage(life, message);
        this.sink.take(message);
      }
    }
  }

  /** A message of so many characters came, of which nothing was kept. */
  refuse(life: LinkLife, chars: number): void {
    if (!life.isOver) this.noteKind(life, 'data');
    this.sink.take(new RefusedMessage(chars, this.options.maxMessageChars));
  }

  /** A heartbeat came that is no message. */
  beat(life: LinkLife): void {
    this.watch.hearBeat();
    life.hasLife = true;
  }

  private noteMessage(life: LinkLife, message: string): void {
    // Where the host set the time, heartbeats teach nothing.
    if (life.hasLife && this.options.silenceMs !== null) this.watch.hear();
    else this.noteKind(life, computeMessageKind(message));
  }

  private noteKind(life: LinkLife, kind: MessageKind): void {
    if (kind === 'hello') this.watch.hear();
    else if (kind === 'heartbeat') this.watch.hearBeat();
    else this.watch.hearLife();
    if (kind === 'data') this.policy.noteData();
    life.hasLife ||= kind !== 'hello';
  }
}
