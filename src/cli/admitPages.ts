import type { CommandHost } from './commandHost.js';

/** What `--allow-origin` does, for the help of each command that serves. */
export const ALLOW_ORIGIN_HELP =
  'let pages of this origin connect, and no longer those of localhost; may be repeated';

/** Which pages may connect to what a command serves, and the callback for refused ones. */
export interface PageAdmission {
  readonly allowedOrigins: readonly string[];
  readonly allowsLoopbackPages: boolean;
  readonly onRefusedOrigin: (origin: string) => void;
}

/** A limit, since any page may try any number of times, each time under another name. */
const MAX_PRINTED = 20;
const MAX_ORIGIN_CHARS = 200;

/**
 * Admits the pages of the origins that were given, or those of this machine if none was. Prints once for each refused origin,
 * up to `MAX_PRINTED` of them, what the user can do; the page is not given a reason.
 * @param allowedOrigins - what `--allow-origin` gave
 */
export function admitPages(
  allowedOrigins: readonly string[],
  { stderr }: Pick<CommandHost, 'stderr'>,
): PageAdmission {
  const printed = new Set<string>();
  return {
    allowedOrigins,
    allowsLoopbackPages: allowedOrigins.length === 0,
    onRefusedOrigin(sent) {
      // The text is the page's own, and may hold control characters that a terminal obeys.
      const origin = sent.slice(0, MAX_ORIGIN_CHARS).replace(/[^\x20-\x7e]/g, '?');
      if (printed.has(origin) || printed.size > MAX_PRINTED) return;
      printed.add(origin);
      const isLast = printed.size > MAX_PRINTED;
      stderr.write(isLast ? 'Further refusals are no longer printed.\n' : `${describeRefusal(origin)}\n`);
    },
  };
}

function describeRefusal(origin: string): string {
  if (/^https?:\/\/[\w.:[\]-]+$/.test(origin))
    return `Refused a page of ${origin} (403): to let it in, start again with --allow-origin ${origin}`;
  return `Refused a page without an origin that can be allowed (403, '${origin}'): a file, or a frame in a sandbox; serve it, from http://localhost:3000 for one`;
}
