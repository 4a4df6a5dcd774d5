import { describeValue } from '../../protocol/describeValue.js';
import type { GridHost, ParsedUrl } from './gridHost.js';
import { createProblem, type GridProblem } from './gridProblem.js';

/** Where grids may be fetched from. */
export interface AssetUrlOptions {
  readonly host: GridHost;
  /** An absolute URL against which relative ones are resolved; without it they are refused. */
  readonly baseUrl?: string | undefined;
  /**
   * Origins, such as `https://assets.example`, of the address and of the response. `data:` and `blob:` have none, and are
   * always allowed. @defaultValue every origin
   */
  readonly allowedOrigins?: readonly string[] | undefined;
}

/** The schemes that are fetched, and whether they use a network. */
const SCHEMES: ReadonlyMap<string, boolean> = new Map([
  ['http:', true],
  ['https:', true],
  ['blob:', false],
  ['data:', false],
]);

/** A URL that may be fetched. */
export interface AssetTarget {
  /** Absolute. */
  readonly href: string;
  /** Whether it is fetched over a network, so that another attempt may help. */
  readonly isRemote: boolean;
}

/** Whether a result is a target; else it is a problem. */
export function isTarget(outcome: AssetTarget | GridProblem): outcome is AssetTarget {
  return 'href' in outcome;
}

/** Resolves an event's `asset_url`, or says why it is not fetched. Fetches nothing. */
export function resolveAssetUrl(url: string, options: AssetUrlOptions): AssetTarget | GridProblem {
  const { host, baseUrl } = options;
  const parsed = parseUrl(host, url) ?? (baseUrl === undefined ? null : parseUrl(host, url, baseUrl));
  if (parsed === null) {
    const hasBase = baseUrl !== undefined && parseUrl(host, baseUrl) !== null;
    return createProblem(
      'asset_url_refused',
      describeValue(url),
      hasBase ? 'a URL' : 'an absolute URL',
      hasBase ? undefined : 'to use relative ones, give an absolute base URL',
    );
  }
  return checkUrl(parsed, options);
}

/** The problem with a response's URL after redirects; null if there is none. */
export function checkFinalUrl(
  url: string,
  target: AssetTarget,
  options: AssetUrlOptions,
): GridProblem | null {
  if (url === '' || url === target.href) return null;
  const parsed = parseUrl(options.host, url);
  const outcome = parsed === null ? null : checkUrl(parsed, options);
  return outcome === null || isTarget(outcome) ? null : outcome;
}

function checkUrl(parsed: ParsedUrl, options: AssetUrlOptions): AssetTarget | GridProblem {
  const { href, protocol } = parsed;
  const isRemote = SCHEMES.get(protocol);
  if (isRemote === undefined) {
    const expected = `a URL that begins with ${[...SCHEMES.keys()].join(', ')}`;
    return createProblem('asset_url_refused', describeValue(href), expected);
  }
  if (parsed.username !== '' || parsed.password !== '') {
    // The password is left out of the message.
    const found = `a URL with a user name or password, at ${parsed.origin}`;
    return createProblem('asset_url_refused', found, 'a URL without either');
  }
  if (!isRemote || isAllowed(parsed.origin, options)) return { href, isRemote };
  const expected = `one of the allowed origins ${options.allowedOrigins?.join(', ')}`;
  return createProblem('asset_origin_refused', parsed.origin, expected);
}

function isAllowed(origin: string, { host, allowedOrigins }: AssetUrlOptions): boolean {
  return allowedOrigins?.some((allowed) => parseUrl(host, allowed)?.origin === origin) ?? true;
}

function parseUrl(host: GridHost, url: string, base?: string): ParsedUrl | null {
  try {
    return base === undefined ? new host.URL(url) : new host.URL(url, base);
  } catch {
    // Not a URL.
    return null;
  }
}
