/** How much of what was emitted has been taken by those who must have it: `send`, and sinks attached as required. */
export interface DeliveryReport {
  /** Whether each of them has taken every event; true where there is none. */
  readonly complete: boolean;
  /** Events that the one furthest behind has not taken; 0 where `complete`. */
  readonly behind: number;
}
