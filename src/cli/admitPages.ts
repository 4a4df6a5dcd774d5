import type { CommandHost } from './commandHost.js';

/** What `--allow-origin` does, for the help of each command that serves. */
export const ALLOW_ORIGIN_HELP =
  'let pages of this origin connect, and no longer those of localhost; may be repeated';

/** Which pages may connect to what a command serves, and who is called where one may not. */
export interface PageAdmission {
  readonly allowedOrigins: readonly string[];
  readonly allowsLoopbackPages: boolean;
  readonly onRefusedOrigin: (origin: string) => void;
}

/** Any page may try, with a name of its choice as often as it likes. */
const MAX_PRINTED = 20;
const MAX_ORIGIN_CHARS = 200;

/**
 * Admits the pages of the origins that were given, or those of this machine where none was. Prints of each origin that is
 * refused, once and up to so many, what the person can do; a page does not learn why it was refused.
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
      // What a terminal would obey is a stranger's too.
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
