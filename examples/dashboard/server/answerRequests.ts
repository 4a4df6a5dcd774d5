import type { RequestListener, ServerResponse } from 'node:http';
import type { LogLibrary, LogSummary } from './logLibrary.js';
import type { LossGrid } from './lossGrid.js';
import type { StaticFile } from './staticFiles.js';

/** The answer to `GET /api/logs`. */
export interface LogList {
  readonly logs: readonly LogSummary[];
  /** The speed that the server was told to play at, or null. */
  readonly speed: number | null;
}

/** What plain HTTP requests are answered from. */
export interface AnswerOptions {
  readonly library: LogLibrary;
  readonly speed: number | null;
  /** The page's files by their paths. */
  readonly files: ReadonlyMap<string, StaticFile>;
  /** The sampled losses by their paths; asked for only where a path begins with `/grids/`. */
  readonly readGrids: () => ReadonlyMap<string, LossGrid>;
}

/** A name of an asset that names its content: what it stands for never changes. */
const FOR_EVER = 'public, max-age=31536000, immutable';

/** Creates the listener that answers `GET /api/logs` and serves grids and the page's files. */
export function createRequestListener({ library, speed, files, readGrids }: AnswerOptions): RequestListener {
  async function answerLogs(response: ServerResponse): Promise<void> {
    const list: LogList = { logs: await library.list(), speed };
    answer(response, 200, 'application/json; charset=utf-8', JSON.stringify(list));
  }

  return ({ method, url = '' }, response) => {
    if (method !== 'GET' && method !== 'HEAD') {
      response.setHeader('Allow', 'GET, HEAD');
      answerSentence(response, 405, 'Only GET and HEAD are answered here.');
      return;
    }
    const path = url.split('?', 1)[0] ?? '';
    const file = files.get(path);
    const grid = path.startsWith('/grids/') ? readGrids().get(path) : undefined;
    if (path === '/api/logs') {
      answerLogs(response).catch((error: unknown) => answerSentence(response, 500, String(error)));
    } else if (grid) answer(response, 200, 'application/octet-stream', grid.bytes, FOR_EVER);
    else if (file) answer(response, 200, file.type, file.bytes);
    else answerSentence(response, 404, 'Not found.');
  };
}

function answerSentence(response: ServerResponse, status: number, sentence: string): void {
  answer(response, status, 'text/plain; charset=utf-8', sentence);
}

/** Node leaves the body out where the request was HEAD. */
function answer(
  response: ServerResponse,
  status: number,
  type: string,
  body: string | Uint8Array,
  cacheControl = 'no-cache',
): void {
  const headers = {
    'Content-Type': type,
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': cacheControl,
    'X-Content-Type-Options': 'nosniff',
  };
  response.writeHead(status, headers).end(body);
}
