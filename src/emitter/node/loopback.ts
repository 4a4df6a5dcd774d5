import { BlockList, isIP } from 'node:net';

/** What decides whether a request comes from the loopback. */
export interface LoopbackCheck {
  /** The request's `Origin`. */
  readonly origin: string | undefined;
  /** The request's `Host`. */
  readonly host: string | undefined;
  /** The name or address that the server listens on. */
  readonly boundHost: string;
  /** The address that the connection comes from. */
  readonly peerAddress: string | undefined;
}

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');

/**
 * Whether a page was served by this machine to itself: its origin, the name that it asks for, the address that the server
 * listens on and the one that the connection comes from are all of the loopback. That excludes every page of another domain,
 * even one that was made to resolve to this machine, and every other machine.
 */
export function isLoopbackPage({ origin = '', ...request }: LoopbackCheck): boolean {
  if (!URL.canParse(origin)) return false;
  const { protocol, hostname } = new URL(origin);
  return /^https?:$/.test(protocol) && isLoopbackName(hostname) && isLoopbackRequest(request);
}

/** The same for a request without an origin, as browsers send it to the page's own server. */
export function isLoopbackRequest({
  host = '',
  boundHost,
  peerAddress = '',
}: Omit<LoopbackCheck, 'origin'>): boolean {
  if (!URL.canParse(`http://${host}`) || !isLoopbackAddress(peerAddress)) return false;
  return isLoopbackName(boundHost.toLowerCase()) && isLoopbackName(new URL(`http://${host}`).hostname);
}

/** Whether a URL's host name, in lower case, is of the loopback: RFC 6761 reserves `localhost` and its subdomains for it. */
export function isLoopbackName(name: string): boolean {
  return /^(?:.+\.)?localhost\.?$/.test(name) || isLoopbackAddress(name.replace(/^\[(.*)\]$/, '$1'));
}

/** Whether an IP address is of the loopback, also an IPv4 address mapped into IPv6. */
export function isLoopbackAddress(address: string): boolean {
  const version = isIP(address);
  return version !== 0 && LOOPBACK.check(address, version === 4 ? 'ipv4' : 'ipv6');
}
