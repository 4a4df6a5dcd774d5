import type { ParsedText } from '../protocol/parsedText.js';
import { RefusedMessage } from '../protocol/refusedMessage.js';
import type { GuardedSink } from './guardedSink.js';
import { computeMessageKind, parseSignal, type MessageKind } from './messageKind.js';
import type { ResolvedReconnectOptions } from './reconnectOptions.js';
import type { RetryPolicy } from './retryPolicy.js';
import type { IdleTimeout } from './idleTimeout.js';
import { splitFrame } from './splitFrame.js';

/** What is kept about the link that brought a message. */
export interface LinkLife {
  /** Whether something other than a hello came. */
  hasLife: boolean;
  isOver: boolean;
}

/** Hands the messages of a connection's links to its sink, and notes heartbeats and hellos among them. */
export class MessageIntake {
  constructor(
    private readonly sink: GuardedSink,
    private readonly idleTimeout: IdleTimeout,
    private readonly policy: RetryPolicy,
    private readonly options: Pick<ResolvedReconnectOptions, 'maxMessageChars' | 'silenceMs'>,
  ) {}

  /** Takes the text of a frame; also after its link has ended, if the frame had come before. Runs for every frame. */
  take(life: LinkLife, text: string): void {
    const { maxMessageChars } = this.options;
    for (const message of splitFrame(text, maxMessageChars)) {
      const whole = typeof message === 'string' ? message : message.text;
      // A line's carriage return does not belong to the message.
      const chars = whole.length - (whole.endsWith('\r') ? 1 : 0);
      if (chars > maxMessageChars) this.refuse(life, chars);
      else this.sink.take(life.isOver ? message : this.noteMessage(life, message));
    }
  }

  /** Takes the length of a message that was too long, of which nothing was kept. */
  refuse(life: LinkLife, chars: number): void {
    if (!life.isOver) this.noteKind(life, 'data');
    this.sink.take(new RefusedMessage(chars, this.options.maxMessageChars));
  }

  /** Notes a heartbeat that is no message. */
  beat(life: LinkLife): void {
    this.idleTimeout.receiveHeartbeat();
    life.hasLife = true;
  }

  /** @returns the message, parsed where that was needed to find whether it is a heartbeat or a hello */
  private noteMessage(life: LinkLife, message: string | ParsedText): string | ParsedText {
    // With the host's own timeout the interval of heartbeats is not needed.
    if (life.hasLife && this.options.silenceMs !== null) {
      this.idleTimeout.receive();
      return message;
    }
    const seen = parseSignal(message);
    this.noteKind(life, computeMessageKind(seen));
    return seen;
  }

  private noteKind(life: LinkLife, kind: MessageKind): void {
    if (kind === 'hello') this.idleTimeout.receive();
    else if (kind === 'heartbeat') this.idleTimeout.receiveHeartbeat();
    else this.idleTimeout.receiveEvent();
    if (kind === 'data') this.policy.noteData();
    life.hasLife ||= kind !== 'hello';
  }
}
