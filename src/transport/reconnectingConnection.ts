import type { Timer } from '../host/clock.js';
import { describeError } from '../host/describeError.js';
import { FirstByteWatch } from './firstByteWatch.js';
import { createGuardedSink, type GuardedSink } from './guardedSink.js';
import type { Address, Link, LinkEnd, LinkEvents, OpenLink } from './link.js';
import { MessageIntake, type LinkLife } from './messageIntake.js';
import { createQuietFault } from './quietFault.js';
import type { ResolvedReconnectOptions } from './reconnectOptions.js';
import { RetryPolicy } from './retryPolicy.js';
import { IdleTimeout } from './idleTimeout.js';
import type { TransportConnection, TransportSink } from './transport.js';

/** What a {@link ReconnectingConnection} needs to open links. */
export interface ReconnectingSetup {
  readonly address: Address;
  /** Whether each attempt has new credentials, so that the next one may succeed after a refusal. */
  readonly hasFreshCredentials: boolean;
  readonly openLink: OpenLink;
  /** Why an open link may bring no byte, and what to do about it, as a clause without a full stop. */
  readonly quietCause: string;
  readonly options: ResolvedReconnectOptions;
}

/** A tab that was hidden for less than this did not sleep, so its link is not checked. */
const LONG_HIDDEN_MS = 30_000;

/** One attempt to open a link, and the link. */
interface Attempt extends LinkLife {
  link: Link | null;
  openedMs: number | null;
}

/** Keeps a link open: one attempt at a time, with a wait between two. `openLink` has what differs between WebSocket and HTTP. */
export class ReconnectingConnection implements TransportConnection {
  private readonly sink: GuardedSink;
  private readonly idleTimeout: IdleTimeout;
  private readonly firstByte: FirstByteWatch;
  private readonly intake: MessageIntake;
  private readonly stopListening: () => void;
  private current: Attempt | null = null;
  /** Runs until the next attempt, or until the current one has taken too long. */
  private timer: Timer | null = null;
  private isWaiting = false;
  /** Number of the attempt, since the link was last open. */
  private attemptNumber = 0;
  private readonly policy: RetryPolicy;

  constructor(
    private readonly setup: ReconnectingSetup,
    sink: TransportSink,
  ) {
    const { options } = setup;
    this.sink = createGuardedSink(sink, options.onFault);
    this.policy = new RetryPolicy(options, setup.hasFreshCredentials);
    this.idleTimeout = new IdleTimeout({
      ...options,
      onSilent: (reason) => this.drop({ outcome: 'retry', reason }),
    });
    this.firstByte = new FirstByteWatch({
      ...options,
      onQuiet: () => this.noteQuiet(),
      onReceived: () => this.sink.setConnection({ status: 'open' }),
    });
    this.intake = new MessageIntake(this.sink, this.idleTimeout, this.policy, options);
    this.stopListening = options.signals.listen(
      () => this.wake(true),
      (hiddenMs) => this.wake(hiddenMs >= LONG_HIDDEN_MS),
    );
    this.begin();
  }

  close(): void {
    if (this.sink.isShut()) return;
    this.stopListening();
    this.leave('host');
    this.sink.shut({ status: 'closed', reason: 'closed by the host' });
  }

  reconnect(): void {
    if (this.sink.isShut()) return;
    this.leave('host');
    this.attemptNumber = 0;
    this.policy.reset();
    this.begin();
  }

  /** Called when the machine woke or its network changed. */
  private wake(isLinkDoubtful: boolean): void {
    if (this.isWaiting) this.begin();
    else if (isLinkDoubtful) this.idleTimeout.check();
  }

  private begin(): void {
    this.leave('dead');
    const attempt: Attempt = { link: null, openedMs: null, hasLife: false, isOver: false };
    this.current = attempt;
    this.attemptNumber += 1;
    const { clock, connectTimeoutMs } = this.setup.options;
    const reason = `no connection after ${connectTimeoutMs / 1000} s`;
    this.timer = clock.startTimer(() => this.end(attempt, { outcome: 'retry', reason }), connectTimeoutMs);
    const { isForNextRun } = this.policy;
    this.sink.setConnection({
      status: 'connecting',
      attempt: this.attemptNumber,
      ...(isForNextRun ? { isForNextRun } : {}),
    });
    // The host may have closed the connection while it was called.
    if (!attempt.isOver) void this.open(attempt);
  }

  private async open(attempt: Attempt): Promise<void> {
    const { address } = this.setup;
    try {
      const url = typeof address === 'string' ? address : await address();
      if (!attempt.isOver) this.openLink(attempt, url);
    } catch (error) {
      this.end(attempt, { outcome: 'retry', reason: `no address to connect to: ${describeError(error)}` });
    }
  }

  private openLink(attempt: Attempt, url: string): void {
    const { address, openLink } = this.setup;
    try {
      attempt.link = openLink(url, this.createEvents(attempt));
      if (attempt.isOver) attempt.link.abandon('dead');
    } catch (error) {
      // Another address may work; the same one never will.
      const outcome = typeof address === 'string' ? 'failed' : 'retry';
      this.end(attempt, { outcome, reason: `cannot connect: ${describeError(error)}` });
    }
  }

  private createEvents(attempt: Attempt): LinkEvents {
    const receive = (call: () => void) => (): void => {
      if (!attempt.isOver) call();
    };
    return {
      onOpen: receive(() => this.enterOpen(attempt)),
      onText: (text) => {
        if (!attempt.isOver) this.firstByte.receive();
        this.intake.take(attempt, text);
      },
      onTooLong: (chars) => {
        if (!attempt.isOver) this.firstByte.receive();
        this.intake.refuse(attempt, chars);
      },
      onOtherBytes: receive(() => {
        this.firstByte.receive();
        this.idleTimeout.receive();
      }),
      onBeat: receive(() => {
        this.firstByte.receive();
        this.intake.beat(attempt);
      }),
      onRetryDelay: (delayMs) => this.policy.noteServerDelay(delayMs),
      onEnd: (end) => this.end(attempt, end),
    };
  }

  private enterOpen(attempt: Attempt): void {
    this.cancelTimer();
    attempt.openedMs = this.setup.options.clock.now();
    this.attemptNumber = 0;
    this.policy.noteOpen();
    this.idleTimeout.start();
    this.firstByte.start();
    this.sink.setConnection({ status: 'open' });
  }

  /** Called when an open link has brought no byte. After the end of every run none is expected. */
  private noteQuiet(): void {
    if (this.sink.hasEnded()) return;
    this.sink.setConnection({ status: 'open', isQuiet: true });
    this.sink.report(createQuietFault(this.setup.quietCause, this.setup.options.firstByteMs));
  }

  private drop(end: LinkEnd): void {
    if (this.current !== null) this.end(this.current, end);
  }

  private end(attempt: Attempt, end: LinkEnd): void {
    if (attempt.isOver) return;
    this.leave('dead');
    const { clock } = this.setup.options;
    const { openedMs } = attempt;
    const openForMs = openedMs === null ? null : clock.now() - openedMs;
    const outcome = this.policy.judge(end, openForMs, this.sink.hasEnded());
    if (outcome.status === 'waiting') {
      this.isWaiting = true;
      this.timer = clock.startTimer(() => this.begin(), outcome.retryInMs);
      this.sink.setConnection({ ...outcome, attempt: this.attemptNumber + 1 });
    } else this.sink.setConnection(outcome);
  }

  /** Abandons the current link or attempt, or the wait for the next. */
  private leave(why: 'host' | 'dead'): void {
    this.cancelTimer();
    this.idleTimeout.stop();
    this.firstByte.stop();
    this.isWaiting = false;
    const attempt = this.current;
    this.current = null;
    if (attempt === null) return;
    attempt.isOver = true;
    attempt.link?.abandon(why);
  }

  private cancelTimer(): void {
    this.timer?.cancel();
    this.timer = null;
  }
}
