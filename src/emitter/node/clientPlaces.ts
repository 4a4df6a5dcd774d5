import { createClientLimit, type ClientLimit } from './clientLimit.js';
import { reportProblem, type FeedAccess } from './feedAccess.js';

/** Once fewer clients than this share of the limit are connected, the next refusal is reported again. */
const CALM_SHARE = 0.9;

/** The places for a handler's clients. A refusal is reported once, until clients fall below `CALM_SHARE` of the limit. */
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
   * Takes a place until a connection or response closes.
   * @returns false where no place is left
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
