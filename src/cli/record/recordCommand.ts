import { createWriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { Command } from 'commander';
import { createBackendTransport, parseBackendUrl, parseHeader } from '../backend/connectBackend.js';
import { CommandFailure, describeFailure, errorCodeOf } from '../commandFailure.js';
import type { CommandHost } from '../commandHost.js';
import { parseCount, parsePositive } from '../parseOption.js';
import { formatAmount } from '../terminal/formatAmount.js';
import { recordStream } from './recordStream.js';
import { RunWatch } from './runWatch.js';

interface RecordOptions {
  readonly output?: string;
  readonly append?: true;
  readonly untilFinished?: true;
  readonly seconds?: number;
  readonly header: Readonly<Record<string, string>>;
  readonly attempts: number;
}

const REDRAW_MS = 200;

const HELP = `
Writes each message as it came, one a line. A link that breaks is opened again, from where it broke off if the
backend says its \`epoch\`; what is sent twice then does no harm. Ctrl-C ends the recording.

Examples:
  $ gradient-descent-viz record ws://127.0.0.1:8000/ws/projects/iris > run.ndjson
  $ gradient-descent-viz record http://127.0.0.1:8000/events -o run.ndjson --until-finished
  $ gradient-descent-viz record wss://host/ws --header 'Authorization: Bearer TOKEN' --seconds 60 | tee run.ndjson
`;

/** `record URL`: a backend's stream as a log. */
export function createRecordCommand(host: CommandHost): Command {
  return new Command('record')
    .summary('record a backend over WebSocket or server-sent events')
    .description(
      'Records what a backend sends: ws:// and wss:// by WebSocket, http:// and https:// as server-sent events.',
    )
    .argument('<url>', 'address of the stream', parseBackendUrl)
    .option('-o, --output <file>', 'where to write (standard output)')
    .option('--append', 'go on with a file that is there')
    .option('--until-finished', 'end when a run has finished and none goes on')
    .option('--seconds <n>', 'end after so many seconds', parsePositive)
    .option('--header <text>', "send 'Name: value' too; may be repeated", parseHeader, {})
    .option('--attempts <n>', 'attempts in a row that do not open before it gives up', parseCount, 10)
    .addHelpText('after', HELP)
    .action((url: string, options: RecordOptions) => record(url, options, host));
}

async function record(url: string, options: RecordOptions, host: CommandHost): Promise<void> {
  const { interrupt } = host;
  const watch = new RunWatch();
  const transport = createBackendTransport(url, () => createAddress(url, watch), {
    headers: options.header,
    maxUnopenedAttempts: Math.max(1, options.attempts),
  });
  const output = options.output === undefined ? host.stdout : await openOutput(options.output, options);
  const status = createStatusLine(host, watch);
  try {
    const { seconds, untilFinished } = options;
    const end = {
      isUntilFinished: untilFinished === true,
      afterMs: seconds === undefined ? null : seconds * 1000,
      interrupt,
    };
    await recordStream(transport, output, watch, end, status);
  } catch (error) {
    throw error instanceof CommandFailure ? new CommandFailure(`${url}: ${error.message}`) : error;
  } finally {
    status.finish();
    await finishOutput(output, host);
  }
}

/** The address for an attempt, which asks to resume after what was received. */
function createAddress(url: string, { position }: RunWatch): string {
  if (position === null) return url;
  const address = new URL(url);
  address.searchParams.set('resume', `${position.epoch}:${position.seq}`);
  return address.href;
}

async function openOutput(file: string, { append }: RecordOptions): Promise<Writable> {
  try {
    // An existing file is not overwritten, since a recording cannot be repeated.
    const handle = await open(file, append === true ? 'a' : 'wx');
    return createWriteStream(file, { fd: handle });
  } catch (error) {
    const reason =
      errorCodeOf(error) === 'EEXIST'
        ? 'is there already: --append goes on with it, or name another.'
        : `cannot be written: ${describeFailure(error)}`;
    throw new CommandFailure(`${file}: ${reason}`);
  }
}

async function finishOutput(output: Writable, host: CommandHost): Promise<void> {
  if (output === host.stdout) {
    if (output.writableLength > 0 && !output.destroyed)
      await new Promise<void>((resolve) => output.once('drain', resolve).once('close', resolve));
    return;
  }
  output.end();
  await finished(output);
}

interface StatusLine {
  readonly onState: (sentence: string) => void;
  readonly onMessage: () => void;
  readonly finish: () => void;
}

/** The state of the link, and on a terminal the number of messages. */
function createStatusLine({ stderr, env, now }: CommandHost, watch: RunWatch): StatusLine {
  const isLive = stderr.isTTY === true && env['TERM'] !== 'dumb';
  let drawnMs = Number.NEGATIVE_INFINITY;
  const erase = isLive ? '\r\x1b[K' : '';
  const count = (): string =>
    `${formatAmount(watch.messages, 'message')}, ${watch.events} of gradient descent`;
  return {
    onState(sentence) {
      stderr.write(`${erase}${sentence}\n`);
    },
    onMessage() {
      const nowMs = now();
      if (!isLive || nowMs - drawnMs < REDRAW_MS) return;
      drawnMs = nowMs;
      stderr.write(`${erase}${count()}`);
    },
    finish() {
      stderr.write(`${erase}recorded ${count()}\n`);
    },
  };
}
