import { BlockList, isIP } from 'node:net';

/** A request, and the server that it came to. */
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
 * Whether a page was served by this machine to itself: its origin, the name that it asks for, the address that the
 * server listens on and the one that the connection comes from are all of the loopback. So no page of a stranger is
 * one, whatever its domain was made to resolve to, and none on another machine.
 */
export function isLoopbackPage({ origin = '', ...request }: LoopbackCheck): boolean {
  if (!URL.canParse(origin)) return false;
  const { protocol, hostname } = new URL(origin);
  return /^https?:$/.test(protocol) && isLoopbackName(hostname) && isLoopbackRequest(request);
}

/** The same of a request that names no origin: a browser sends none to what it takes for the page's own server. */
export function isLoopbackRequest({
  host = '',
  boundHost,
  peerAddress = '',
}: Omit<LoopbackCheck, 'origin'>): boolean {
  if (!URL.canParse(`http://${host}`) || !isLoopbackAddress(peerAddress)) return false;
  return isLoopbackName(boundHost.toLowerCase()) && isLoopbackName(new URL(`http://${host}`).hostname);
}

/** Whether a name of a URL, in lower case, is of the loopback: RFC 6761 keeps `localhost` and all below it for that. */
export function isLoopbackName(name: string): boolean {
  return /^(?:.+\.)?localhost\.?$/.test(name) || isLoopbackAddress(name.replace(/^\[(.*)\]$/, '$1'));
}

/** Whether an IP address is of the loopback, one of IPv4 that is written as one of IPv6 included. */
export function isLoopbackAddress(address: string): boolean {
  const version = isIP(address);
  return version !== 0 && LOOPBACK.check(address, version === 4 ? 'ipv4' : 'ipv6');
}
