import type { RunCall } from '../../descent/simulation/runCall.js';
import type { Emitter } from '../../emitter/createEmitter.js';
import { encodeRawGrid } from '../../projection/encodeGrid.js';
import type { FinishReason } from '../../protocol/index.js';
import { CommandFailure } from '../commandFailure.js';
import type { RunPace } from './runPace.js';
import type { SimulatedRun } from './simulatedRun.js';

/** How a run went. */
export interface RunOutcome {
  /** Steps after the start. */
  readonly steps: number;
  /** Null where it did not come to an end. */
  readonly reason: FinishReason | null;
}

/**
 * Gives a run to an emitter, at a pace. Where the run breaks off, its path is ended (`cancelled`) before the error goes on.
 * @param afterMoment - waited for before the next moment
 * @throws CommandFailure where a viewer could not use what the options make
 */
export async function emitRun(
  run: SimulatedRun,
  emitter: Emitter,
  pace: RunPace,
  afterMoment: () => Promise<void> = () => Promise.resolve(),
): Promise<RunOutcome> {
  let steps = 0;
  let reason: FinishReason | null = null;
  const take = async (calls: readonly RunCall[]): Promise<void> => {
    if (calls[0]?.call === 'step') await pace.waitForStep();
    for (const call of calls) {
      if (call.call === 'step') steps += 1;
      if (call.call === 'finish') reason = call.reason;
      await perform(emitter, call);
    }
    if (run.isSentAtOnce) await emitter.flush();
    await afterMoment();
  };
  try {
    await run.play(take);
    return { steps, reason };
  } catch (error) {
    if (emitter.status === 'running') await take([{ call: 'finish', reason: 'cancelled' }]);
    // What the emitter refuses comes of the options: there is no other input.
    throw error instanceof RangeError ? new CommandFailure(error.message) : error;
  }
}

function perform(emitter: Emitter, call: RunCall): Promise<unknown> {
  switch (call.call) {
    case 'surfaceSpec':
      return emitter.surfaceSpec(call.surface);
    case 'surfaceGrid': {
      const { samples, ...grid } = call.surface;
      return emitter.surfaceGrid({ ...grid, assetUrl: createDataUrl(samples) });
    }
    case 'hyperparams':
      return emitter.hyperparams(call.values);
    case 'start':
      return emitter.start(call.point0);
    case 'step':
      return emitter.step(call.point);
    case 'finish':
      return emitter.finish(call.reason);
  }
}

/** The samples themselves as an address, so that a log needs no file beside it. */
function createDataUrl(samples: Float32Array): string {
  return `data:application/octet-stream;base64,${Buffer.from(encodeRawGrid(samples).buffer).toString('base64')}`;
}
