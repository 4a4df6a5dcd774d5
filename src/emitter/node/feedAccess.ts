import type { IncomingMessage } from 'node:http';
import { reportFault } from '../../host/reportFault.js';
import type { ClientLimit } from './clientLimit.js';
import type { EventFeed } from './eventFeed.js';

/** Why a client is not served, as it is sent. */
export interface FeedRefusal {
  /** An HTTP status: 401, 404, 503, … */
  readonly status: number;
  /** A sentence or two: what was received, what is expected. */
  readonly message: string;
  /** Seconds after which it may try again (`Retry-After`); without it the header is left out. */
  readonly retryAfterS?: number;
}

/** What a client is served: a feed, a refusal, or null for 404. */
export type FeedAnswer = EventFeed | FeedRefusal | null;

/** Finds the feed of each request, by address, headers or cookies; it may take its time. */
export type FindFeed = (request: IncomingMessage) => FeedAnswer | Promise<FeedAnswer>;

/** Which feed a client is served, and which clients are accepted. */
export interface FeedAccess {
  readonly findFeed: FindFeed;
  /** The name or address that the server listens on; its own page may connect by that name. @defaultValue '127.0.0.1' */
  readonly boundHost?: string;
  /** Origins, beside the server's own, whose pages may connect: `scheme://host:port`; a port only where it is not the scheme's own. */
  readonly allowedOrigins?: readonly string[];
  /**
   * Clients at once: further ones are refused with 503. Two handlers that are given the same limit share it.
   * @defaultValue 1,000, for each handler
   */
  readonly clientLimit?: ClientLimit;
  /**
   * Whether pages from this machine's own loopback (`http://localhost:3000`) may connect too, on any port, if the server
   * listens on the loopback alone and the connection comes from there. Meant for a tool on a developer's machine: any program
   * that runs there can serve such a page. @defaultValue false
   */
  readonly allowsLoopbackPages?: boolean;
  /**
   * Called with the origin of each page that is refused, as it was sent, so do not trust its text. For a request that was
   * refused for its `Host`, with the origin that a page of that name would send. @defaultValue none
   */
  readonly onRefusedOrigin?: (origin: string) => void;
  /** Called with a sentence where `findFeed` or a feed's `attach` threw. @defaultValue console.error */
  readonly onProblem?: (sentence: string) => void;
}

/** In a microtask, so that an error of the host's own code does not keep a client from its answer. */
export function reportProblem({ onProblem = console.error }: FeedAccess, sentence: string): void {
  void Promise.resolve(sentence).then(onProblem).catch(reportFault);
}
