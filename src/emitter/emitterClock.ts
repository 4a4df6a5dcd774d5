/** A timer that has not fired yet. */
export interface EmitterTimer {
  /** Makes it never fire; harmless once it has. */
  cancel(): void;
  /** Lets the process end before it fires, where timers keep a process alive (Node). */
  release?(): void;
}

/** Time as an emitter takes it: the core reads no clock of its own. A transport's `Clock` is one. */
export interface EmitterClock {
  /** Unix time in milliseconds. */
  now(): number;
  /** Calls `onTime` once, `delayMs` from now, unless it is cancelled. */
  startTimer(onTime: () => void, delayMs: number): EmitterTimer;
}
