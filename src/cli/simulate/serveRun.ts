import { createNodeEmitter } from '../../emitter/node/createNodeEmitter.js';
import { serveEvents } from '../../emitter/node/serveEvents.js';
import { admitPages } from '../admitPages.js';
import { CommandFailure, describeFailure } from '../commandFailure.js';
import type { CommandHost } from '../commandHost.js';
import { writeText } from '../terminal/writeText.js';
import { waitForAbort } from '../../host/abortSignal.js';
import { emitRun, type RunOutcome } from './emitRun.js';
import type { RunPace } from './runPace.js';
import type { SimulatedRun } from './simulatedRun.js';
import type { RunNames } from './writeRun.js';

/** Where and to which clients a run is served. */
export interface ServeRunOptions {
  readonly port: number;
  readonly host: string;
  readonly allowOrigin: readonly string[];
  readonly maxClients?: number;
}

/**
 * Serves a run until the user asks for the end. Late clients are sent the run so far.
 * @param onEnd - called with the outcome of the run, once it has ended
 * @throws CommandFailure if the port is taken, or the host is no address of this machine
 */
export async function serveRun(
  run: SimulatedRun,
  names: RunNames,
  pace: RunPace,
  { port, host: address, allowOrigin, maxClients }: ServeRunOptions,
  host: CommandHost,
  onEnd: (outcome: RunOutcome) => Promise<void>,
): Promise<void> {
  const emitter = createNodeEmitter({ ...names, clock: pace.clock });
  const server = await serveEvents({
    feed: emitter,
    port,
    host: address,
    ...admitPages(allowOrigin, host),
    ...(maxClients === undefined ? {} : { maxClients }),
    onProblem: (error) => void host.stderr.write(`${describeFailure(error)}\n`),
  }).catch((error: unknown) => {
    throw new CommandFailure(describeFailure(error));
  });
  try {
    await writeText(host.stdout, `WebSocket           ${server.webSocketUrl}\n`);
    await writeText(host.stdout, `server-sent events  ${server.eventSourceUrl}\n`);
    await onEnd(await emitRun(run, emitter, pace));
    await waitForAbort(host.interrupt);
  } finally {
    emitter.close();
    await server.close();
  }
}
