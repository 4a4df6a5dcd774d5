// What `npm start` runs: builds the dashboard's page if it is missing or older than its sources, then serves it.
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { PACKAGE_SOURCE } from '../build/packageSource.mjs';
import { createPage } from './page.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, '..');
const PARENT_EVERY_MS = 500;

const HELP = `Serves the dashboard and plays runs to it: one that is computed on the spot, and recorded ones.

  npm start -- [options]

  --port N              first port to try; the next free one is taken (5174)
  --host HOST           address to listen on (127.0.0.1: this machine only)
  --speed N             pace of the playing: 1 as recorded, 0 or max at once (0.5)
  --max-gap MS          shorten longer waits between two messages to this
  --logs FOLDER         folder of .ndjson logs (the recorded ones of the package)
  --allow-origin URL    let pages of this origin connect, and no longer those of localhost; may be repeated
  --max-clients N       clients at once; those beyond are refused (1000), max is any number
  --help                show this
`;

const page = createPage(root);
/** @type {{ url: string, close(): Promise<void> } | null} */
let server = null;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, stop);

watchParent();

/** npm sends a SIGTERM to its shell, which ends without passing it on: only a new parent process shows it. */
function watchParent() {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  setInterval(() => void (process.ppid !== parent && stop()), PARENT_EVERY_MS).unref();
}

async function stop() {
  page.abandon();
  await server?.close();
  process.exit(0);
}

async function start() {
  const options = readOptions();
  if (options === null) return void process.stdout.write(HELP);
  const { createDemoServer } = await loadServer('demoServer.ts');
  const { admitPages } = await loadServer('../src/cli/admitPages.ts');
  const { allowedOrigins, ...rest } = options;
  const pages = admitPages(allowedOrigins, process);
  server = await createDemoServer({ ...rest, ...pages, staticFolder: await page.prepare() });
  await page.keep();
  console.log(`Dashboard: ${server.url}  (Ctrl-C to stop)`);
}

/** @throws Error, with a sentence for the user, if an option is unknown or not the number that it has to be */
function readOptions() {
  const text = /** @type {const} */ ({ type: 'string' });
  const { values } = parseArgs({
    options: {
      port: { ...text, default: '5174' },
      host: { ...text, default: '127.0.0.1' },
      // At half its pace the computed run takes twelve seconds.
      speed: { ...text, default: '0.5' },
      'max-gap': text,
      logs: { ...text, default: join(root, 'test/fixtures/logs') },
      'allow-origin': { ...text, multiple: true, default: [] },
      'max-clients': { ...text, default: '1000' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return null;
  const speed = values.speed === 'max' ? '0' : values.speed;
  return {
    port: readNumber('--port', values.port, 65_535),
    host: values.host,
    logsFolder: resolve(values.logs),
    allowedOrigins: values['allow-origin'].map(readOrigin),
    maxClients: readMaxClients(values['max-clients']),
    speed: readNumber('--speed', speed),
    ...(values['max-gap'] === undefined ? {} : { maxGapMs: readNumber('--max-gap', values['max-gap']) }),
  };
}

function readNumber(name, text, most = Number.MAX_VALUE) {
  const number = text.trim() === '' ? Number.NaN : Number(text);
  const isPort = name === '--port';
  if (number >= 0 && number <= most && (!isPort || Number.isInteger(number))) return number;
  throw new Error(`${name}: expected a ${isPort ? 'port' : 'number of at least 0'}, got '${text}'.`);
}

function readMaxClients(text) {
  const count = text === 'max' ? Number.POSITIVE_INFINITY : Number(text);
  if (count >= 1 && (Number.isInteger(count) || text === 'max')) return count;
  throw new Error(`--max-clients: expected an integer of at least 1, or max, got '${text}'.`);
}

function readOrigin(text) {
  if (URL.canParse(text) && new URL(text).origin !== 'null') return new URL(text).origin;
  throw new Error(`--allow-origin: expected an origin such as http://localhost:3000, got '${text}'.`);
}

/** The server is TypeScript, which Node 20 does not run; Vite, which builds the page, does. */
async function loadServer(file) {
  const { runnerImport } = await import('vite');
  const { module } = await runnerImport(join(here, file), {
    root,
    configFile: false,
    logLevel: 'warn',
    resolve: { alias: PACKAGE_SOURCE },
  });
  return module;
}

start().catch((error) => {
  page.abandon();
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
