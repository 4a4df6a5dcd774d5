import type { IncomingMessage } from 'node:http';
import { reportFault } from '../../host/reportFault.js';
import type { ClientLimit } from './clientLimit.js';
import type { EventFeed } from './eventFeed.js';

/** Why a client is not served, in the words that it is sent. */
export interface FeedRefusal {
  /** An HTTP status: 401, 404, 503, … */
  readonly status: number;
  /** A sentence or two: what came, what is expected. */
  readonly message: string;
  /** Seconds after which it may come back (`Retry-After`); left out where nothing is said of that. */
  readonly retryAfterS?: number;
}

/** What a client gets: a feed, a refusal, or null for 404. */
export type FeedAnswer = EventFeed | FeedRefusal | null;

/** Who is asked for the feed of each request. It may look at address, headers and cookies, and take its time. */
export type FindFeed = (request: IncomingMessage) => FeedAnswer | Promise<FeedAnswer>;

/** Which feed a client gets, and who may be one. */
export interface FeedAccess {
  readonly findFeed: FindFeed;
  /** The name or address that the server listens on; its own page may connect by that name. @defaultValue '127.0.0.1' */
  readonly boundHost?: string;
  /** Origins, beside the server's own, whose pages may connect: `scheme://host:port`; a port only where it is not the scheme's own. */
  readonly allowedOrigins?: readonly string[];
  /**
   * Clients at once: those beyond are refused with 503. Two handlers that are given one limit share it.
   * @defaultValue 1,000, for each handler
   */
  readonly clientLimit?: ClientLimit;
  /**
   * Whether pages of this machine's own loopback (`http://localhost:3000`) may connect too, whatever their port: where
   * the server listens on the loopback alone, and the connection comes from there. For a tool on a developer's machine;
   * a program that anybody runs there can serve such a page. @defaultValue false
   */
  readonly allowsLoopbackPages?: boolean;
  /**
   * Called with the origin of each page that is refused, as it was sent: a stranger's text. Of a request that was refused for
   * its name (`Host`), what a page of that name would send. @defaultValue nobody is called
   */
  readonly onRefusedOrigin?: (origin: string) => void;
  /** Called with a sentence where `findFeed` threw, or a feed took no client. @defaultValue console.error */
  readonly onProblem?: (sentence: string) => void;
}

/** In a microtask: what the host's own code throws is reported as such, and costs no client its answer. */
export function reportProblem({ onProblem = console.error }: FeedAccess, sentence: string): void {
  void Promise.resolve(sentence).then(onProblem).catch(reportFault);
}
