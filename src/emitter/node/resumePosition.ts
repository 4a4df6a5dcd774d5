import type { IncomingMessage } from 'node:http';

/**
 * The position after which a client resumes: from the header `Last-Event-ID`, which clients of server-sent events send by
 * themselves, or from the address, `?resume=` or `?lastEventId=`, the only way for a WebSocket.
 * @returns `epoch:seq`, or null where there is none
 */
export function readResumePosition({ headers, url = '' }: IncomingMessage): string | null {
  const header = headers['last-event-id'];
  // The header's bytes are UTF-8 (HTML Standard, section 9.2.3); Node gives each as one character.
  if (typeof header === 'string' && header !== '') return Buffer.from(header, 'latin1').toString();
  const query = new URLSearchParams(url.split('?').slice(1).join('?'));
  return query.get('resume') ?? query.get('lastEventId');
}
