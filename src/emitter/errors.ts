/** A call that the contract forbids at this moment, such as a point before the start. Nothing was sent, and nothing changed. */
export class EmitterStateError extends Error {
  override readonly name = 'EmitterStateError';
}

/** What went wrong while events were sent, in words that an engineer can act on. The emitter goes on in every case. */
export interface EmitterProblem {
  /**
   * - `send_failed`: a sink threw or rejected; it is asked again, with the same event
   * - `sink_silent`: a sink has not answered in time, and is not waited for until it does
   * - `sink_behind`: a sink fell too far behind; it gets the rest as a replay when it answers, without what later events
   *   made void. A required one has then more behind it than its backlog holds
   * - `sink_given_up`: a required sink was waited for as long as may be, and is not until it takes an event, but at the end
   * - `step_diverged`: a step was not finite, and was not sent
   * - `field_left_out`: a point's `loss` or `residual` could not be used; the point was sent without it
   * - `flush_failed`: a batch whose time had come could not be sent; the next call tries it again, and throws
   */
  readonly code:
    | 'send_failed'
    | 'sink_silent'
    | 'sink_behind'
    | 'sink_given_up'
    | 'step_diverged'
    | 'field_left_out'
    | 'flush_failed';
  readonly message: string;
  /** The sink that it is about, where it is about one. */
  readonly sink?: unknown;
  /** What was thrown, where something was. */
  readonly error?: unknown;
}
