import { createServer } from 'node:http';
import { createRequestListener } from './answerRequests.js';
import { type Clock, systemClock } from './clock.js';
import { type ComputedRun, computeIrisRun, IRIS_RUN_ID } from './irisRun.js';
import { listenOnFreePort } from './listenOnFreePort.js';
import { createLogLibrary } from './logLibrary.js';
import { createRecordingSockets } from './recordingSockets.js';
import { readStaticFiles, type StaticFile } from './staticFiles.js';

/** Where the server listens, what it plays, and to whom. */
export interface DashboardServerOptions {
  /** Folder of `.ndjson` logs. */
  readonly logsFolder: string;
  /** The first port to try; the next free one is taken. 0 lets the system choose. */
  readonly port: number;
  /** @defaultValue '127.0.0.1': only this machine reaches the server */
  readonly host?: string;
  /** Origins, beside the server's own page, that may open sockets: `scheme://host:port`. */
  readonly allowedOrigins?: readonly string[];
  /**
   * Multiple of the recorded pace for sockets that name none; 0 plays all at once.
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
   * @defaultValue none: there are only sockets and the list of logs
   */
  readonly staticFolder?: string;
  /** @defaultValue the machine's clock */
  readonly clock?: Clock;
  /**
   * Hears, in sentences, of logs that cannot be read.
   * @defaultValue console.error
   */
  readonly onProblem?: (sentence: string) => void;
}

/** A server that is listening. */
export interface DashboardServer {
  /** The page's address. */
  readonly url: string;
  readonly port: number;
  /** Ends every playing, every connection and the server; safe to call twice. */
  close(): Promise<void>;
}

/**
 * Creates the dashboard's server: the page, `GET /api/logs`, `/ws/projects/:id`, which plays the log `:id` from its
 * start to each client, and `/grids/…`, the losses that logs name. Beside the folder's logs stands a run that is
 * computed here.
 * @throws Error if no port is free, the host is no address of this machine, or there is no such `staticFolder`
 */
export async function createDashboardServer(options: DashboardServerOptions): Promise<DashboardServer> {
  const { logsFolder, host = '127.0.0.1', onProblem = console.error } = options;
  const gap = options.maxGapMs === undefined ? {} : { maxGapMs: options.maxGapMs };
  // Computed when it is first asked for, then kept: a client that comes back is told the same again.
  let irisRun: ComputedRun | null = null;
  const readIrisRun = () => (irisRun ??= computeIrisRun(Date.now()));
  const library = createLogLibrary({
    folder: logsFolder,
    computed: new Map([[IRIS_RUN_ID, () => readIrisRun().ndjson]]),
    onProblem,
    ...gap,
  });
  const sockets = createRecordingSockets({
    library,
    speed: options.speed ?? 1,
    boundHost: host,
    allowedOrigins: options.allowedOrigins ?? [],
    clock: options.clock ?? systemClock,
    onProblem,
  });
  const files =
    options.staticFolder === undefined
      ? new Map<string, StaticFile>()
      : await readStaticFiles(options.staticFolder);
  const server = createServer(
    createRequestListener({
      library,
      speed: options.speed ?? null,
      files,
      readGrids: () => {
        const { grid } = readIrisRun();
        return new Map([[`/${grid.url}`, grid]]);
      },
    }),
  );
  server.on('upgrade', (request, socket, head) => sockets.upgrade(request, socket, head));
  const port = await listenOnFreePort(server, host, options.port);

  let closing: Promise<void> | null = null;
  function close(): Promise<void> {
    closing ??= new Promise((resolve) => {
      server.close(() => resolve());
      sockets.close();
      server.closeAllConnections();
    });
    return closing;
  }
  return { url: `http://${formatHost(host)}:${port}/`, port, close };
}

/** The host as it stands in an address that can be opened: a wildcard is not one, this machine is. */
function formatHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}
