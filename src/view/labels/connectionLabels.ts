/** The link to the backend. */
export interface ConnectionLabels {
  readonly connecting: string;
  readonly connectingAgain: (attempt: string) => string;
  readonly reconnecting: string;
  readonly reconnectingIn: (duration: string) => string;
  readonly awaitsData: string;
  readonly awaitsDataHint: string;
  readonly awaitsNextRun: string;
  readonly closed: string;
  /** @param reason - of the transport or the backend, as it gave it */
  readonly failed: (reason: string) => string;
  /** Tooltip. @param reason - of the transport or the backend, as it gave it */
  readonly reason: (reason: string) => string;
}

export const ENGLISH_CONNECTION: ConnectionLabels = {
  connecting: 'Connecting',
  connectingAgain: (attempt) => `Connecting, attempt ${attempt}`,
  reconnecting: 'Reconnecting',
  reconnectingIn: (duration) => `Reconnecting in ${duration}`,
  awaitsData: 'Waiting for data',
  awaitsDataHint: 'The link is open, and nothing has come over it',
  awaitsNextRun: 'Ended, waiting for the next run',
  closed: 'Disconnected',
  failed: (reason) => `Connection failed: ${reason}`,
  reason: (reason) => reason,
};
