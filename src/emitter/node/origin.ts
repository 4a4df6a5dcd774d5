import { isIP } from 'node:net';

/** What decides whether a page may read events here. */
export interface OriginCheck {
  /** The request's `Origin`. */
  readonly origin: string | undefined;
  /** The request's `Host`. */
  readonly host: string | undefined;
  /** The name or address that the server listens on. */
  readonly boundHost: string;
  /** Further origins, as `scheme://host:port`; see {@link assertOrigins}. */
  readonly allowedOrigins: readonly string[];
}

/**
 * Asserts that a server's `allowedOrigins` are origins: one that cannot be parsed would match no page.
 * @throws RangeError that names the first that is not
 */
export function assertOrigins(allowedOrigins: readonly string[] = []): void {
  for (const [i, origin] of allowedOrigins.entries()) {
    if (URL.canParse(origin) && new URL(origin).host !== '') continue;
    const expected = "expected scheme://host:port, as in 'http://localhost:3000'";
    throw new RangeError(`allowedOrigins[${i}]: ${expected}, got '${origin}'`);
  }
}

/**
 * Whether a request's origin is the server's own, or allowed, or absent: browsers send it with every WebSocket, other clients
 * need not. Browsers let any page open a socket to any address, this machine's included, so the server must check.
 */
export function isOriginAllowed({ origin, host, boundHost, allowedOrigins }: OriginCheck): boolean {
  if (origin === undefined) return true;
  const url = URL.canParse(origin) ? new URL(origin) : null;
  if (!url || url.host === '') return false;
  // Not by `URL.origin`, which is `null` for all schemes but those of the web.
  const isAllowed = (allowed: URL): boolean => allowed.protocol === url.protocol && allowed.host === url.host;
  if (allowedOrigins.some((allowed) => isAllowed(new URL(allowed)))) return true;
  return url.host === normalizeHost(host, url.protocol) && isTrustedName(url.hostname, boundHost);
}

/**
 * Whether a request without an `Origin` may be answered. Browsers send none to the page's own server, so the `Host` has to be
 * one that others cannot make resolve to this machine, or that of an allowed origin.
 */
export function isHostAllowed({ host, boundHost, allowedOrigins }: Omit<OriginCheck, 'origin'>): boolean {
  if (host === undefined) return true;
  const allowed = allowedOrigins.map((origin) => new URL(origin));
  if (allowed.some((url) => url.host === normalizeHost(host, url.protocol))) return true;
  return URL.canParse(`http://${host}`) && isTrustedName(new URL(`http://${host}`).hostname, boundHost);
}

/** `Host` without its scheme's default port, in lower case, as URL writes it. */
function normalizeHost(host: string | undefined, protocol: string): string | null {
  const address = `${protocol}//${host ?? ''}`;
  return URL.canParse(address) ? new URL(address).host : null;
}

/**
 * Anyone can make a domain of theirs resolve to this machine, and its page then sends an `Origin` that equals `Host` (DNS
 * rebinding). `localhost`, bare addresses and the server's own host cannot be such a domain.
 */
function isTrustedName(hostname: string, boundHost: string): boolean {
  const address = hostname.replace(/^\[(.*)\]$/, '$1');
  return hostname === 'localhost' || isIP(address) !== 0 || hostname === boundHost.toLowerCase();
}
