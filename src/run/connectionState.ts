/** The state of the link to the backend, set by the transport and held by the store. */
export type ConnectionState =
  /** No transport has said anything. */
  | { readonly status: 'idle' }
  | {
      readonly status: 'connecting';
      /** 1 for the first attempt since the link was last open. */
      readonly attempt: number;
      /** Whether the wait before this attempt was for the next run. */
      readonly isForNextRun?: true;
    }
  | {
      readonly status: 'open';
      /** Nothing has come since it opened, for longer than a transport's `firstByteMs`. */
      readonly isQuiet?: true;
    }
  | {
      readonly status: 'waiting';
      readonly attempt: number;
      /** Time until the next attempt, from when this state was set. */
      readonly retryInMs: number;
      readonly reason: string;
      /** Every run had ended when the server closed the link in good order: the wait is a long one, for the next run. */
      readonly isForNextRun?: true;
    }
  /** Ended by the host, or by the backend for good. */
  | { readonly status: 'closed'; readonly reason: string }
  /** Given up; only the host can make it go on. */
  | { readonly status: 'failed'; readonly reason: string };
