/** A call that the contract forbids at this moment, such as a point before the start. Nothing was sent, and nothing changed. */
export class EmitterStateError extends Error {
  override readonly name = 'EmitterStateError';
}

/** What went wrong while events were sent. The emitter goes on in every case. */
export interface EmitterProblem {
  /**
   * - `send_failed`: a sink threw or rejected; it is sent the same event again
   * - `sink_silent`: a sink has not answered in time, and is not waited for until it does
   * - `sink_behind`: a sink fell too far behind, a required one by more than its backlog holds; when it answers it gets a
   *   replay without the events that later ones made obsolete
   * - `sink_given_up`: a wait for a required sink timed out; until it takes an event only `finish` waits for it
   * - `step_diverged`: a step was not finite, and was not sent
   * - `field_left_out`: a point's `loss` or `residual` could not be used; the point was sent without it
   * - `flush_failed`: a batch that was due could not be sent; the next call tries again, and throws
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
  /** The sink concerned, if there is one. */
  readonly sink?: unknown;
  /** What was thrown, if something was. */
  readonly error?: unknown;
}
