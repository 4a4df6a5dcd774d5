import type { RunCall } from '../../descent/simulation/runCall.js';
import type { Emitter } from '../../emitter/createEmitter.js';
import { encodeRawGrid } from '../../projection/encodeGrid.js';
import type { FinishReason } from '../../protocol/index.js';
import { CommandFailure } from '../commandFailure.js';
import type { RunPace } from './runPace.js';
import type { SimulatedRun } from './simulatedRun.js';

/** The outcome of a run. */
export interface RunOutcome {
  /** Steps after the start. */
  readonly steps: number;
  /** Null where it did not end by itself. */
  readonly reason: FinishReason | null;
}

/**
 * Emits a run at a pace. If the run throws, its path is ended (`cancelled`) before the error is thrown on.
 * @param afterMoment - awaited before the next moment
 * @throws CommandFailure where a viewer could not use the run that the options make
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
    // Options are the only input, so they are the cause of what the emitter refuses.
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

/** The samples as a `data:` address, so that a log needs no further file. */
function createDataUrl(samples: Float32Array): string {
  return `data:application/octet-stream;base64,${Buffer.from(encodeRawGrid(samples).buffer).toString('base64')}`;
}
