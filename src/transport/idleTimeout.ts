import type { Clock, Timer } from '../host/clock.js';

/** What an {@link IdleTimeout} goes by. */
export interface IdleTimeoutOptions {
  /** The host's time, in milliseconds; null until the server shows a heartbeat. */
  readonly silenceMs: number | null;
  readonly maxSilenceMs: number;
  readonly clock: Clock;
  /** The link is to be taken for dead. Called once; the watch has stopped. */
  readonly onSilent: (reason: string) => void;
}

/** While nothing is due the watch still looks at the clock, to find whether timers slept. */
const LOOK_MS = 30_000;
/** Later than any browser makes the timers of a hidden tab (once a minute): the machine slept. */
const SLEPT_MS = 90_000;
/** A timer this late was held up, and so may be the messages that would have been received. */
const HELD_UP_MS = 2000;
/** How long a doubtful link has to bring anything. */
const CHECK_MS = 5000;
/** Heartbeats closer together than this are no rhythm: a hello of several comments, or messages that piled up while the page was blocked. */
const SHORTEST_RHYTHM_MS = 1000;
const MISSED_HEARTBEATS = 3;

/**
 * Notices links that are open at this end only. A browser shows no ping frames, and a backend may be silent through
 * a long epoch, so silence means nothing until the host gave a time or heartbeats showed one.
 * One watch serves a connection's links one after another, and remembers what they taught.
 */
export class IdleTimeout {
  private timer: Timer | null = null;
  private dueMs = 0;
  private receivedMs = 0;
  private checkEndMs: number | null = null;
  private beatMs: number | null = null;
  private rhythmMs: number | null = null;
  /** By how much the time is multiplied, since links brought nothing but hellos. */
  private idleFactor = 1;
  private followsSilence = false;
  private hasLife = false;

  constructor(private readonly options: IdleTimeoutOptions) {}

  /** A link opened. */
  start(): void {
    this.receivedMs = this.options.clock.now();
    this.beatMs = null;
    this.checkEndMs = null;
    this.hasLife = false;
    this.schedule();
  }

  /** The link ended, for whatever reason; harmless where the watch has stopped. */
  stop(): void {
    if (this.timer === null) return;
    this.cancel();
    this.followsSilence = false;
  }

  /** Something came. Called for every message: it only notes the time. */
  receive(): void {
    this.receivedMs = this.options.clock.now();
    this.checkEndMs = null;
  }

  /** Something came that is no hello: the backend speaks, so a silence means what it meant at first. */
  receiveEvent(): void {
    this.receive();
    this.hasLife = true;
    if (this.idleFactor === 1) return;
    this.idleFactor = 1;
    if (this.timer !== null) this.schedule();
  }

  /** A heartbeat came. */
  receiveHeartbeat(): void {
    this.receiveEvent();
    const previousMs = this.beatMs;
    if (previousMs !== null && this.receivedMs - previousMs < SHORTEST_RHYTHM_MS) return;
    this.beatMs = this.receivedMs;
    if (previousMs === null || this.timer === null) return;
    const rhythmMs = this.receivedMs - previousMs;
    if (this.rhythmMs !== null && rhythmMs <= this.rhythmMs) return;
    this.rhythmMs = rhythmMs;
    this.schedule();
  }

  /** The link is doubted, since the machine woke or its network changed: it has one short time to bring anything. */
  check(): void {
    if (this.timer === null) return;
    this.checkEndMs = this.options.clock.now() + CHECK_MS;
    this.schedule();
  }

  /** The silence after which a link counts as dead, in milliseconds; null where none does. */
  limitMs(): number | null {
    const { silenceMs, maxSilenceMs } = this.options;
    const baseMs = silenceMs ?? (this.rhythmMs === null ? null : this.rhythmMs * MISSED_HEARTBEATS);
    // The host's own time is never cut.
    return baseMs === null
      ? null
      : Math.max(silenceMs ?? 0, Math.min(baseMs * this.idleFactor, maxSilenceMs));
  }

  private cancel(): void {
    this.timer?.cancel();
    this.timer = null;
  }

  private schedule(): void {
    this.cancel();
    const nowMs = this.options.clock.now();
    this.dueMs = Math.max(nowMs, Math.min(this.deadlineMs(), nowMs + LOOK_MS));
    this.timer = this.options.clock.startTimer(() => this.look(), this.dueMs - nowMs);
  }

  private deadlineMs(): number {
    return this.checkEndMs ?? this.receivedMs + (this.limitMs() ?? Infinity);
  }

  private look(): void {
    const nowMs = this.options.clock.now();
    const lateMs = nowMs - this.dueMs;
    const isOver = nowMs >= this.deadlineMs();
    if (this.checkEndMs !== null && isOver)
      this.giveUp('nothing came after the machine woke or its network changed');
    else if (this.checkEndMs === null && lateMs >= (isOver ? HELD_UP_MS : SLEPT_MS)) this.check();
    else if (isOver) this.giveUp(`nothing came for ${Math.round((nowMs - this.receivedMs) / 1000)} s`);
    else this.schedule();
  }

  private giveUp(reason: string): void {
    this.cancel();
    if (this.followsSilence && !this.hasLife) this.idleFactor *= 2;
    this.followsSilence = true;
    this.options.onSilent(reason);
  }
}
