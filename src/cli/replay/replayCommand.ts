import { Command } from 'commander';
import { serveEvents } from '../../emitter/node/serveEvents.js';
import { steadyClock } from '../../host/systemClock.js';
import { admitPages, ALLOW_ORIGIN_HELP } from '../admitPages.js';
import { CommandFailure, describeFailure } from '../commandFailure.js';
import type { CommandHost } from '../commandHost.js';
import { joinLines } from '../../log/joinLines.js';
import { findLogInput } from '../log/logInput.js';
import { MAX_CLIENTS_HELP, parseCount, parseMaxClients, parseOrigins, parsePort } from '../parseOption.js';
import { writeText } from '../terminal/writeText.js';
import { waitForAbort } from '../../host/abortSignal.js';
import { parseSpeedOption } from './parseSpeedOption.js';
import { createLogFeed, playLog, type PlayedLog } from '../../emitter/node/logFeed.js';

interface ReplayOptions {
  readonly port: number;
  readonly host: string;
  readonly speed: number;
  readonly maxGap?: number;
  readonly allowOrigin: readonly string[];
  readonly maxClients?: number;
  readonly stdout?: true;
}

const HELP = `
Each client gets the log from its start, at the pace at which it was recorded, over WebSocket (/ws) or server-sent
events (/events). Listens on this machine alone unless --host says otherwise. Ctrl-C ends it.

Examples:
  $ gradient-descent-viz replay run.ndjson --port 8000
  $ gradient-descent-viz replay run.ndjson --port 8000 --speed 4 --allow-origin http://localhost:3000
  $ gradient-descent-viz replay run.ndjson --stdout --max-gap 500 | my-reader
`;

/** `replay LOG`: a log as a backend, or paced to a pipe. */
export function createReplayCommand(host: CommandHost): Command {
  return new Command('replay')
    .summary('play a recorded stream over WebSocket and server-sent events')
    .description('Plays a recorded stream to whoever connects, as the backend that it was recorded from.')
    .argument('<log>', 'a file of one message a line')
    .option('--port <n>', 'port to listen on; 0 takes a free one', parsePort, 0)
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--speed <n>', 'multiple of the recorded pace; max, or 0, is all at once', parseSpeedOption, 1)
    .option('--max-gap <ms>', 'shorten longer waits between two messages to this', parseCount)
    .option('--allow-origin <url>', ALLOW_ORIGIN_HELP, parseOrigins, [])
    .option('--max-clients <n>', MAX_CLIENTS_HELP, parseMaxClients)
    .option('--stdout', 'write to standard output instead of serving')
    .addHelpText('after', HELP)
    .action((file: string, options: ReplayOptions) => replay(file, options, host));
}

async function replay(file: string, options: ReplayOptions, host: CommandHost): Promise<void> {
  if (file === '-' && options.stdout !== true)
    throw new CommandFailure('what is piped in can be played once alone: --stdout, or name a file.');
  // Read before an address is printed, since a user may press Ctrl-C right after that.
  const { interrupt } = host;
  const { open } = await findLogInput(file, host);
  const { speed, maxGap: maxGapMs = Number.POSITIVE_INFINITY } = options;
  const log: PlayedLog = { open, speed, maxGapMs, clock: steadyClock };
  if (options.stdout === true) {
    await playLog(log, (text) => writeText(host.stdout, `${joinLines(text)}\n`), interrupt).catch(
      (error: unknown) => {
        if (!interrupt.aborted) throw error;
      },
    );
    return;
  }
  const onProblem = (error: unknown): void => void host.stderr.write(`${file}: ${describeFailure(error)}\n`);
  const { port, host: address, allowOrigin, maxClients } = options;
  const server = await serveEvents({
    feed: createLogFeed(log, onProblem),
    port,
    host: address,
    ...admitPages(allowOrigin, host),
    ...(maxClients === undefined ? {} : { maxClients }),
    onProblem,
    // Clients receive the log, byte for byte, and nothing else.
    sendsHeartbeatText: false,
  }).catch((error: unknown) => {
    throw new CommandFailure(describeFailure(error));
  });
  try {
    await writeText(host.stdout, `WebSocket           ${server.webSocketUrl}\n`);
    await writeText(host.stdout, `server-sent events  ${server.eventSourceUrl}\n`);
    await waitForAbort(interrupt);
  } finally {
    await server.close();
  }
}
