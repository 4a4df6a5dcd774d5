import type { IncomingMessage } from 'node:http';

/**
 * Where a client says that it broke off: in the header `Last-Event-ID`, which server-sent events give by themselves, or
 * in the address, `?resume=` or `?lastEventId=`, which is all that a WebSocket has.
 * @returns `epoch:seq`, or null where it says nothing
 */
export function readResumePosition({ headers, url = '' }: IncomingMessage): string | null {
  const header = headers['last-event-id'];
  // The header's bytes are UTF-8 (HTML Standard, section 9.2.3), which Node gives as one character each.
  if (typeof header === 'string' && header !== '') return Buffer.from(header, 'latin1').toString();
  const query = new URLSearchParams(url.split('?').slice(1).join('?'));
  return query.get('resume') ?? query.get('lastEventId');
}
