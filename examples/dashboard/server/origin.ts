import { isIP } from 'node:net';

/** What decides whether a page may open a socket here. */
export interface OriginCheck {
  /** The request's `Origin`; browsers always send it, other clients need not. */
  readonly origin: string | undefined;
  /** The request's `Host`. */
  readonly host: string | undefined;
  /** The name or address that the server was told to listen on. */
  readonly boundHost: string;
  /** Further origins, as `scheme://host:port`. */
  readonly allowedOrigins: readonly string[];
}

/**
 * Tells whether a socket's origin is the server's own page, or allowed, or none at all (not a browser).
 * Browsers let any page open a socket to any address, this machine's included, so the server must look.
 */
export function isOriginAllowed({ origin, host, boundHost, allowedOrigins }: OriginCheck): boolean {
  if (origin === undefined) return true;
  const url = URL.canParse(origin) ? new URL(origin) : null;
  if (!url || url.host === '') return false;
  if (allowedOrigins.some((allowed) => URL.canParse(allowed) && new URL(allowed).origin === url.origin))
    return true;
  return url.host === normalizeHost(host, url.protocol) && isTrustedName(url.hostname, boundHost);
}

/** `Host` without its scheme's default port, in lower case, as URL writes it. */
function normalizeHost(host: string | undefined, protocol: string): string | null {
  const address = `${protocol}//${host ?? ''}`;
  return URL.canParse(address) ? new URL(address).host : null;
}

/**
 * A stranger's domain can be made to resolve to this machine, and its page then sends an `Origin` that equals
 * `Host` (DNS rebinding). `localhost`, bare addresses and the chosen host cannot be a stranger's.
 */
function isTrustedName(hostname: string, boundHost: string): boolean {
  const address = hostname.replace(/^\[(.*)\]$/, '$1');
  return hostname === 'localhost' || isIP(address) !== 0 || hostname === boundHost.toLowerCase();
}
