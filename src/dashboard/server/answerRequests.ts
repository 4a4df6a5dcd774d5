import type { OutgoingHttpHeaders, RequestListener, ServerResponse } from 'node:http';
import { describeError } from '../../host/describeError.js';
import { createCorsHeaders, findOriginRefusal } from '../../emitter/node/findAllowedFeed.js';
import { reportProblem, type FeedAccess } from '../../emitter/node/feedAccess.js';
import type { LiveRun } from './dashboardRun.js';
import type { LogLibrary, ListedLog } from './logLibrary.js';
import type { StaticFile } from './staticFiles.js';

/** The answer to `GET /api/logs`. */
export interface LogList {
  readonly logs: readonly ListedLog[];
  /** The speed that the server was started with, or null. */
  readonly speed: number | null;
}

/** What is needed to answer plain HTTP requests. */
export interface AnswerOptions {
  /** Who may read these answers, and the callback for errors. */
  readonly access: FeedAccess;
  readonly library: LogLibrary;
  /** Live runs; they are listed first. */
  readonly runs: ReadonlyMap<string, LiveRun>;
  readonly speed: number | null;
  /** The page's files by their paths. */
  readonly files: ReadonlyMap<string, StaticFile>;
  /** The asset of a run by its path; called only for paths that begin with `/grids/`. */
  readonly findAsset: (path: string) => Uint8Array | undefined;
}

/** For an asset whose name contains a hash of its content, which never changes. */
const FOR_EVER = { 'Cache-Control': 'public, max-age=31536000, immutable' };

/**
 * Creates the listener that answers `GET /api/logs` and serves grids and the page's files, to clients that may open streams.
 * A page of another domain that was made to resolve to this machine is refused.
 */
export function createRequestListener(options: AnswerOptions): RequestListener {
  const { access } = options;
  return (request, response) => {
    const { method, url = '' } = request;
    if (method !== 'GET' && method !== 'HEAD') {
      response.setHeader('Allow', 'GET, HEAD');
      answerSentence(response, 405, 'Only GET and HEAD are answered here.');
      return;
    }
    const refusal = findOriginRefusal(request, access, true);
    if (refusal !== null) {
      answerSentence(response, refusal.status, refusal.message);
      return;
    }
    const path = url.split('?', 1)[0] ?? '';
    const corsHeaders = createCorsHeaders(request);
    answerPath(path, response, corsHeaders, options).catch((error: unknown) => {
      reportProblem(access, `No answer for ${path}: ${describeError(error)}`);
      answerSentence(response, 500, 'The server could not answer; its own messages say why.');
    });
  };
}

async function answerPath(
  path: string,
  response: ServerResponse,
  corsHeaders: OutgoingHttpHeaders,
  options: AnswerOptions,
): Promise<void> {
  if (path === '/api/logs') {
    const list = JSON.stringify(await createLogList(options));
    answer(response, 200, 'application/json; charset=utf-8', list, corsHeaders);
    return;
  }
  const asset = path.startsWith('/grids/') ? options.findAsset(path) : undefined;
  const file = options.files.get(path);
  if (asset) answer(response, 200, 'application/octet-stream', asset, { ...FOR_EVER, ...corsHeaders });
  else if (file) answer(response, 200, file.type, file.bytes, corsHeaders);
  else answerSentence(response, 404, 'Not found.');
}

async function createLogList({ library, runs, speed, access }: AnswerOptions): Promise<LogList> {
  const recorded = (await library.list()).filter(({ id }) => !runs.has(id));
  const live = await Promise.all([...runs].map(([id, run]) => summarizeLive(id, run, access)));
  return { logs: [...live, ...recorded], speed };
}

async function summarizeLive(id: string, run: LiveRun, access: FeedAccess): Promise<ListedLog> {
  const { title, beside, canBeginAnew } = run;
  const detail = await run.detail?.().catch((error: unknown) => {
    reportProblem(access, `No detail of ${id}: ${describeError(error)}`);
    return undefined;
  });
  return {
    id,
    title,
    messages: 0,
    durationMs: 0,
    runs: 0,
    names: [],
    isLive: true,
    ...(detail === undefined ? {} : { detail }),
    ...(beside === undefined ? {} : { beside }),
    ...(canBeginAnew === undefined ? {} : { canBeginAnew }),
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
  further: OutgoingHttpHeaders = {},
): void {
  const headers = {
    'Content-Type': type,
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': 'no-cache',
    'X-Content-Type-Options': 'nosniff',
    ...further,
  };
  response.writeHead(status, headers).end(body);
}
