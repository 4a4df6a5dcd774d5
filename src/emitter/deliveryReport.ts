/** How many of the events the required sinks have taken: `send`, and sinks attached as required. */
export interface DeliveryReport {
  /** Whether each of them has taken every event; true where there is none. */
  readonly complete: boolean;
  /** Events that the sink furthest behind has not taken; 0 where `complete`. */
  readonly behind: number;
}
