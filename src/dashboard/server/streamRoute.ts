import type { FeedRefusal } from '../../emitter/node/feedAccess.js';
import { parseSpeed } from '../../log/speed.js';

/** The parts of a stream's address. */
export interface StreamRequest {
  /** The requested project: here the id of a log or of a live run. */
  readonly projectId: string;
  /** As {@link parseSpeed} gives it; null where the address names none. */
  readonly speed: number | null;
}

const ROUTE = /^\/(?:ws|events)\/projects\/([^/]+)$/;

/** Reads the address of a stream: `/ws/projects/:id?speed=4`, or the same under `/events`. */
export function parseStreamRequest(target: string): StreamRequest | FeedRefusal {
  const [path = '', query] = target.split('?', 2);
  const encodedId = ROUTE.exec(path)?.[1];
  if (encodedId === undefined)
    return { status: 404, message: `There are no events at ${path}; they are at /ws/projects/:id.` };
  const projectId = decode(encodedId);
  if (projectId === null) return { status: 400, message: `The address ${path} cannot be decoded.` };
  const speedText = new URLSearchParams(query).get('speed');
  if (speedText === null) return { projectId, speed: null };
  const speed = parseSpeed(speedText);
  if (speed !== null) return { projectId, speed };
  return { status: 400, message: `speed: expected a number of at least 0, or max, got '${speedText}'.` };
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null; // a stray `%`
  }
}
