/** Time as an emitter takes it: the core reads no clock of its own. A transport's `Clock` is one. */
export interface EmitterClock {
  /** Unix time in milliseconds. */
  now(): number;
  /** Calls `onTime` once, `delayMs` from now, unless it is cancelled. */
  startTimer(onTime: () => void, delayMs: number): { cancel(): void };
}
