import { createClientLimit, type ClientLimit } from './clientLimit.js';
import { reportProblem, type FeedAccess } from './feedAccess.js';

/** Below this share of the limit a refusal is news again. */
const CALM_SHARE = 0.9;

/** The places for a handler's clients; that there was none left is reported once, until it has become calm. */
export class ClientPlaces {
  private readonly limit: ClientLimit;
  private isReported = false;

  constructor(private readonly access: FeedAccess) {
    this.limit = access.clientLimit ?? createClientLimit();
  }

  get max(): number {
    return this.limit.max;
  }

  /**
   * Takes a place for as long as a connection, or its response, is there.
   * @returns false where there is none left
   */
  take(link: { once(event: 'close', listener: () => void): unknown }): boolean {
    const leave = this.limit.take();
    const { count, max } = this.limit;
    if (leave === null) {
      if (!this.isReported)
        reportProblem(
          this.access,
          `More than ${max} clients want to connect, and are refused. The option maxClients, or --max-clients, raises the limit.`,
        );
      this.isReported = true;
      return false;
    }
    if (count <= CALM_SHARE * max) this.isReported = false;
    link.once('close', leave);
    return true;
  }
}
