/** How the link to the backend stands. The transport says so; the store holds it for whoever shows it. */
export type ConnectionState =
  /** No transport has said anything. */
  | { readonly status: 'idle' }
  | {
      readonly status: 'connecting';
      /** 1 for the first attempt since the link was last open. */
      readonly attempt: number;
    }
  | { readonly status: 'open' }
  | {
      readonly status: 'waiting';
      readonly attempt: number;
      /** Until the next attempt, from when this was said. */
      readonly retryInMs: number;
      readonly reason: string;
    }
  /** Ended by the host, or by the backend for good. */
  | { readonly status: 'closed'; readonly reason: string }
  /** Given up; only the host can make it go on. */
  | { readonly status: 'failed'; readonly reason: string };
