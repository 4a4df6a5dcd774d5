import type { Clock, Timer } from '../host/clock.js';

/** Options of an {@link IdleTimeout}. */
export interface IdleTimeoutOptions {
  /** The timeout that the host set, in milliseconds; null where heartbeats decide. */
  readonly silenceMs: number | null;
  readonly maxSilenceMs: number;
  readonly clock: Clock;
  /** Called once when the link counts as dead; the watch has then stopped. */
  readonly onSilent: (reason: string) => void;
}

/** The clock is read this often even if nothing is due, to notice that timers did not run. */
const LOOK_MS = 30_000;
/** If a timer is this late the machine slept: browsers run the timers of a hidden tab at least once a minute. */
const SLEPT_MS = 90_000;
/** If a timer is this late the page was busy, and messages that have come may not have been handled yet. */
const HELD_UP_MS = 2000;
/** How long a doubted link has to bring anything. */
const CHECK_MS = 5000;
/** Heartbeats closer together than this show no interval: they are a hello of several comments, or piled up while the page was busy. */
const SHORTEST_RHYTHM_MS = 1000;
const MISSED_HEARTBEATS = 3;

/**
 * Notices links that are open at this end only. A browser shows no ping frames, and a backend may send nothing through a
 * long epoch, so there is no timeout until the host gave one or heartbeats showed their interval.
 * One object serves a connection's links one after another, and keeps the interval that it has learned.
 */
export class IdleTimeout {
  private timer: Timer | null = null;
  private dueMs = 0;
  private receivedMs = 0;
  private checkEndMs: number | null = null;
  private beatMs: number | null = null;
  private rhythmMs: number | null = null;
  /** Factor of the timeout, which grows while links bring nothing but hellos. */
  private idleFactor = 1;
  private followsSilence = false;
  private hasLife = false;

  constructor(private readonly options: IdleTimeoutOptions) {}

  /** Call when a link has opened. */
  start(): void {
    this.receivedMs = this.options.clock.now();
    this.beatMs = null;
    this.checkEndMs = null;
    this.hasLife = false;
    this.schedule();
  }

  /** Call when the link has ended; does nothing if the watch has stopped. */
  stop(): void {
    if (this.timer === null) return;
    this.cancel();
    this.followsSilence = false;
  }

  /** Call for every message: it only notes the time. */
  receive(): void {
    this.receivedMs = this.options.clock.now();
    this.checkEndMs = null;
  }

  /** Call when something other than a hello came: the backend is there, so the timeout is the first one again. */
  receiveEvent(): void {
    this.receive();
    this.hasLife = true;
    if (this.idleFactor === 1) return;
    this.idleFactor = 1;
    if (this.timer !== null) this.schedule();
  }

  /** Call when a heartbeat came. */
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

  /** Doubts the link, since the machine woke or its network changed: it has `CHECK_MS` to bring anything. */
  check(): void {
    if (this.timer === null) return;
    this.checkEndMs = this.options.clock.now() + CHECK_MS;
    this.schedule();
  }

  /** The timeout after which a link counts as dead, in milliseconds; null where there is none. */
  limitMs(): number | null {
    const { silenceMs, maxSilenceMs } = this.options;
    const baseMs = silenceMs ?? (this.rhythmMs === null ? null : this.rhythmMs * MISSED_HEARTBEATS);
    // `maxSilenceMs` does not shorten the timeout that the host set.
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
