import type { IncomingMessage } from 'node:http';
import type { Clock } from '../../host/clock.js';
import { createClientLimit } from '../../emitter/node/clientLimit.js';
import { createClose } from '../../emitter/node/closeServer.js';
import { createEventStreamHandler } from '../../emitter/node/eventStreamHandler.js';
import type { FeedAccess, FeedAnswer } from '../../emitter/node/feedAccess.js';
import { formatHost, listenOnFreePort } from '../../emitter/node/listenOnFreePort.js';
import { steadyClock } from '../../host/systemClock.js';
import { createTurnServer } from '../../emitter/node/turnServer.js';
import { createWebSocketHandler } from '../../emitter/node/webSocketHandler.js';
import { createRequestListener } from './answerRequests.js';
import type { ComputedLog, ComputedRun, LiveRun } from './dashboardRun.js';
import { createLogLibrary, type LogLibrary } from './logLibrary.js';
import type { LogTitles } from './logTitle.js';
import { readStaticFiles, type StaticFile } from './staticFiles.js';
import { parseStreamRequest } from './streamRoute.js';

/** Where the server listens, what it shows, and to which clients. */
export interface DashboardServerOptions {
  /** Folder of `.ndjson` logs. */
  readonly logsFolder?: string;
  /** Further logs: files by their ids. */
  readonly logFiles?: ReadonlyMap<string, string>;
  /** Runs that are computed on request, by their ids. */
  readonly computed?: ReadonlyMap<string, ComputedRun>;
  /** Live runs by their ids; the map may change at any time. */
  readonly runs?: ReadonlyMap<string, LiveRun>;
  /** Titles of logs, and their order; others are called by their ids. */
  readonly titles?: LogTitles;
  /** Descriptions of logs, each a sentence, by their ids. */
  readonly details?: ReadonlyMap<string, string>;
  /** The first port to try; the next free one is taken. 0 lets the system choose. */
  readonly port: number;
  /** @defaultValue '127.0.0.1': only this machine reaches the server */
  readonly host?: string;
  /** Origins, beside the server's own page, that may open streams and read what is here: `scheme://host:port`. */
  readonly allowedOrigins?: readonly string[];
  /** Clients of streams at once; further ones are refused with 503. Infinity is no limit. @defaultValue 1,000 */
  readonly maxClients?: number;
  /** Whether pages of the loopback may too; see `FeedAccess`. @defaultValue false */
  readonly allowsLoopbackPages?: boolean;
  /** Called with the origin of each page that is refused. @defaultValue none */
  readonly onRefusedOrigin?: (origin: string) => void;
  /**
   * Multiple of the recorded pace for streams that name none; 0 plays all at once.
   * @defaultValue 1
   */
  readonly speed?: number;
  /**
   * The longest wait between two messages, in milliseconds of the recording.
   * @defaultValue none: waits are as recorded
   */
  readonly maxGapMs?: number;
  /**
   * Folder of the built page, read once.
   * @defaultValue none: there are only streams and the list of logs
   */
  readonly staticFolder?: string;
  /** Paces what is played. @defaultValue the machine's clock */
  readonly clock?: Clock;
  /**
   * Called with a sentence about each log that cannot be read and each request that could not be answered.
   * @defaultValue console.error
   */
  readonly onProblem?: (sentence: string) => void;
}

/** A server that is listening. */
export interface DashboardServer {
  /** The page's address. */
  readonly url: string;
  readonly port: number;
  /** Ends all playback, every connection and the server; may be called twice. */
  close(): Promise<void>;
}

/**
 * Creates the dashboard's server: the page; `GET /api/logs`; `/ws/projects/:id`, which plays the log `:id` from its start to
 * each client or serves a live run; `/events/projects/:id`, the same as server-sent events; and the grids of runs, under
 * `/grids/`.
 * @throws RangeError for an invalid port, `allowedOrigins` or `maxClients`; Error if no port is free, the host is no address of this machine, or there is no such `staticFolder`
 */
export async function createDashboardServer(options: DashboardServerOptions): Promise<DashboardServer> {
  const { host = '127.0.0.1', staticFolder, runs = new Map<string, LiveRun>() } = options;
  const computed = [...(options.computed ?? [])].map(([id, run]) => [id, computeOnce(run)] as const);
  const library = createLibrary(options, new Map(computed));
  const access: FeedAccess = {
    findFeed: (request) => findFeed(request, library, options),
    boundHost: host,
    allowedOrigins: options.allowedOrigins ?? [],
    clientLimit: createClientLimit(options.maxClients),
    allowsLoopbackPages: options.allowsLoopbackPages ?? false,
    onProblem: options.onProblem ?? console.error,
    ...(options.onRefusedOrigin === undefined ? {} : { onRefusedOrigin: options.onRefusedOrigin }),
  };
  // A client may count a log's messages, so no others are sent.
  const sockets = createWebSocketHandler({ ...access, sendsHeartbeatText: false });
  const streams = createEventStreamHandler(access);
  const files =
    staticFolder === undefined ? new Map<string, StaticFile>() : await readStaticFiles(staticFolder);
  const answerPlain = createRequestListener({
    access,
    library,
    runs,
    speed: options.speed ?? null,
    files,
    findAsset: (path) =>
      findInAll(
        path,
        [...runs.values()].map(({ assets }) => assets),
      ) ??
      findInAll(
        path,
        computed.map(([, run]) => run.read().assets),
      ),
  });
  const server = createTurnServer((request, response) => {
    if (request.url?.startsWith('/events/') === true) streams.answer(request, response);
    else answerPlain(request, response);
  });
  server.on('upgrade', sockets.upgrade);
  const port = await listenOnFreePort(server, host, options.port);
  const close = createClose(server, [sockets, streams]);
  return { url: `http://${formatHost(host)}:${port}/`, port, close };
}

interface KeptRun extends Pick<ComputedRun, 'title' | 'detail'> {
  /** Computes the log at the first call. */
  readonly read: () => ComputedLog;
}

function findInAll(path: string, all: readonly (LiveRun['assets'] | undefined)[]): Uint8Array | undefined {
  return all.find((assets) => assets?.has(path))?.get(path);
}

/** Caches the computed log, so that a client that reconnects is sent the same one. */
function computeOnce({ compute, ...named }: ComputedRun): KeptRun {
  let log: ComputedLog | null = null;
  return { ...named, read: () => (log ??= compute()) };
}

function createLibrary(options: DashboardServerOptions, computed: ReadonlyMap<string, KeptRun>): LogLibrary {
  const { logsFolder, logFiles = new Map(), maxGapMs, clock, onProblem } = options;
  const { titles = new Map(), details = new Map() } = options;
  const texts = [...computed].map(
    ([id, { read, ...named }]) => [id, { ...named, readText: () => read().ndjson }] as const,
  );
  return createLogLibrary({
    ...(logsFolder === undefined ? {} : { folder: logsFolder }),
    files: logFiles,
    computed: new Map(texts),
    titles,
    details,
    clock: clock ?? steadyClock,
    onProblem: onProblem ?? console.error,
    ...(maxGapMs === undefined ? {} : { maxGapMs }),
  });
}

async function findFeed(
  request: IncomingMessage,
  library: LogLibrary,
  { runs, speed = 1 }: DashboardServerOptions,
): Promise<FeedAnswer> {
  const wanted = parseStreamRequest(request.url ?? '');
  if ('status' in wanted) return wanted;
  const feed = runs?.get(wanted.projectId)?.feed;
  if (feed !== undefined) return typeof feed === 'function' ? feed(request) : feed;
  const played = await library.findFeed(wanted.projectId, wanted.speed ?? speed);
  return played ?? { status: 404, message: `There is no log '${wanted.projectId}' here.` };
}
