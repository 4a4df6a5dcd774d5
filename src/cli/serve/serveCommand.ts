import { existsSync } from 'node:fs';
import path from 'node:path';
import { Command } from 'commander';
import { admitPages, ALLOW_ORIGIN_HELP } from '../admitPages.js';
import { parseBackendUrl, parseHeader } from '../backend/connectBackend.js';
import { CommandFailure, describeFailure } from '../commandFailure.js';
import type { CommandHost } from '../commandHost.js';
import type { LiveRun } from '../../dashboard/server/dashboardRun.js';
import { createDashboardServer, type DashboardServer } from '../../dashboard/server/dashboardServer.js';
import { findLogInput } from '../log/logInput.js';
import { MAX_CLIENTS_HELP, parseCount, parseMaxClients, parseOrigins, parsePort } from '../parseOption.js';
import { parseSpeedOption } from '../replay/parseSpeedOption.js';
import { writeText } from '../terminal/writeText.js';
import { waitForAbort } from '../../host/abortSignal.js';
import { createRelay } from './relayFeed.js';

interface ServeOptions {
  readonly backend?: string;
  readonly header: Readonly<Record<string, string>>;
  readonly port: number;
  readonly host: string;
  readonly speed: number;
  readonly maxGap?: number;
  readonly allowOrigin: readonly string[];
  readonly maxClients?: number;
}

/** Folder of the built page, relative to this file: three folders up, both in `src` and in `dist`. */
const PAGE_FOLDER = path.join(import.meta.dirname, '../../../dist/dashboard/page');

const DEFAULT_PORT = 5174;
/** Id of the backend's stream in addresses of the page. */
const BACKEND_ID = 'backend';

const HELP = `
Logs are played at the pace at which they were recorded, or at one that is chosen on the page. A backend's messages are
passed through: each page has a connection to it of its own. Ctrl-C ends it.

Examples:
  $ gradient-descent-viz serve run.ndjson other.ndjson
  $ gradient-descent-viz serve --backend ws://127.0.0.1:8000/ws/projects/iris
  $ gradient-descent-viz serve --backend https://host/events --header 'Authorization: Bearer TOKEN' --port 0
`;

/** `serve`: the dashboard, with logs or with a backend. */
export function createServeCommand(host: CommandHost): Command {
  return new Command('serve')
    .summary('show recorded streams, or a running backend, in the dashboard')
    .description('Serves the dashboard with the given logs, or with what a backend sends while it runs.')
    .argument('[logs...]', 'files of one message a line')
    .option(
      '--backend <url>',
      'address of a backend: ws, wss, or http, https for server-sent events',
      parseBackendUrl,
    )
    .option('--header <text>', "send the backend 'Name: value' too; may be repeated", parseHeader, {})
    .option('--port <n>', 'first port to try; 0 takes a free one', parsePort, DEFAULT_PORT)
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--speed <n>', 'multiple of the recorded pace; max, or 0, is all at once', parseSpeedOption, 1)
    .option('--max-gap <ms>', 'shorten longer waits between two messages to this', parseCount)
    .option('--allow-origin <url>', ALLOW_ORIGIN_HELP, parseOrigins, [])
    .option('--max-clients <n>', MAX_CLIENTS_HELP, parseMaxClients)
    .addHelpText('after', HELP)
    .action(async (logs: string[], options: ServeOptions, command: Command) => {
      if (logs.length === 0 && options.backend === undefined)
        command.error('error: expected logs, or --backend and its address', { exitCode: 2 });
      await serve(logs, options, host);
    });
}

async function serve(logs: readonly string[], options: ServeOptions, host: CommandHost): Promise<void> {
  // Read before an address is printed, since a user may press Ctrl-C right after that.
  const { interrupt } = host;
  const server = await startServer(logs, options, host);
  try {
    await writeText(host.stdout, `Dashboard: ${server.url}\n`);
    await waitForAbort(interrupt);
  } finally {
    await server.close();
  }
}

async function startServer(
  logs: readonly string[],
  options: ServeOptions,
  host: CommandHost,
): Promise<DashboardServer> {
  const { port, host: address, allowOrigin, maxClients, speed, maxGap } = options;
  const logFiles = await nameLogs(logs, host);
  const onProblem = (sentence: string): void => void host.stderr.write(`${sentence}\n`);
  const runs = findBackend(options, onProblem);
  const staticFolder = findPage();
  try {
    return await createDashboardServer({
      logFiles,
      runs,
      staticFolder,
      port,
      host: address,
      ...admitPages(allowOrigin, host),
      ...(maxClients === undefined ? {} : { maxClients }),
      onProblem,
      speed,
      ...(maxGap === undefined ? {} : { maxGapMs: maxGap }),
    });
  } catch (error) {
    throw new CommandFailure(describeFailure(error));
  }
}

function findBackend(
  { backend, header }: ServeOptions,
  onProblem: (sentence: string) => void,
): ReadonlyMap<string, LiveRun> {
  if (backend === undefined) return new Map();
  const feed = createRelay(backend, header, onProblem);
  const { host, pathname } = new URL(backend);
  return new Map([[BACKEND_ID, { title: `${host}${pathname}`, feed }]]);
}

/** Logs by their ids in addresses: their names without extension, with a number added where two are the same. */
async function nameLogs(logs: readonly string[], host: CommandHost): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  for (const file of logs) {
    if (file === '-') throw new CommandFailure('what is piped in can be read but once: name a file.');
    await findLogInput(file, host);
    const name = path.basename(file, path.extname(file));
    let id = name;
    for (let n = 2; files.has(id) || id === BACKEND_ID; n += 1) id = `${name}-${n}`;
    files.set(id, path.resolve(file));
  }
  return files;
}

/**
 * Finds the folder of the dashboard's page.
 * @throws CommandFailure if it has not been built
 */
function findPage(): string {
  if (existsSync(path.join(PAGE_FOLDER, 'index.html'))) return PAGE_FOLDER;
  throw new CommandFailure('the page of the dashboard is not there: `npm run build` builds it.');
}
