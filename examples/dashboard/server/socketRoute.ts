import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { parseSpeed } from './speed.js';

/** What a socket's address asks for. */
export interface SocketRequest {
  /** The project whose events are wanted: here, the id of a log. */
  readonly projectId: string;
  /** As {@link parseSpeed} gives it; null where the address names none. */
  readonly speed: number | null;
}

/** An HTTP status that refuses an upgrade. */
export type Refusal = 400 | 403 | 404 | 500;

const ROUTE = /^\/ws\/projects\/([^/]+)$/;

/** Reads the address of a socket: `/ws/projects/:id?speed=4`. */
export function parseSocketRequest(target: string): SocketRequest | Refusal {
  const [path = '', query] = target.split('?', 2);
  const encodedId = ROUTE.exec(path)?.[1];
  if (encodedId === undefined) return 404;
  const projectId = decode(encodedId);
  if (projectId === null) return 400;
  const speedText = new URLSearchParams(query).get('speed');
  if (speedText === null) return { projectId, speed: null };
  const speed = parseSpeed(speedText);
  return speed === null ? 400 : { projectId, speed };
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null; // a stray `%`
  }
}

/** Answers an upgrade with an HTTP status and ends its connection. */
export function refuseUpgrade(socket: Duplex, status: Refusal): void {
  const reason = STATUS_CODES[status] ?? '';
  const head = [`HTTP/1.1 ${status} ${reason}`, 'Connection: close', 'Content-Type: text/plain'];
  socket.once('finish', () => socket.destroy());
  socket.end([...head, `Content-Length: ${reason.length}`, '', reason].join('\r\n'));
}
