import { createIllustrativePath } from '../../descent/illustrative/illustrativePath.js';
import type { RunCall } from '../../descent/simulation/runCall.js';
import { simulateRun, type SimulateRunOptions } from '../../descent/simulation/simulateRun.js';
import { resolveSurface, type SimulatedSurface } from '../../descent/simulation/simulatedSurface.js';
import { CommandFailure } from '../commandFailure.js';
import type { Reports } from './readReports.js';

/** Makes the emitter's calls for one step or report. */
type TakeCalls = (calls: readonly RunCall[]) => Promise<void>;

/** A run as a series of moments: each waits until the one before it has been taken. */
export interface SimulatedRun {
  readonly play: (take: TakeCalls) => Promise<void>;
  /** Whether a moment's points are sent at once and do not wait for others. */
  readonly isSentAtOnce: boolean;
}

/** Options of a training shown by an illustrative path. */
export interface TrainingOptions {
  readonly surface: SimulatedSurface;
  /** Selects the path down the surface. */
  readonly seed: number;
  readonly goalLoss?: number;
}

/**
 * An optimizer's run: a moment is a step.
 * @throws RangeError for options that cannot be used
 */
export function createDescentRun(options: SimulateRunOptions): SimulatedRun {
  const calls = simulateRun(options);
  return {
    isSentAtOnce: false,
    async play(take) {
      let opening: RunCall[] | null = [];
      for (const call of calls) {
        opening?.push(call);
        if (opening === null) await take([call]);
        else if (call.call === 'start') {
          await take(opening);
          opening = null;
        }
      }
      if (opening !== null && options.signal?.aborted !== true)
        throw new CommandFailure(
          'the surface has no finite value at the start: begin elsewhere (--start x,y).',
        );
    },
  };
}

/**
 * An illustrated training: a moment is a report. It runs for as long as there are reports.
 * @throws RangeError for options that cannot be used
 */
export function createTrainingRun(
  options: TrainingOptions,
  reports: Reports,
  signal: AbortSignal,
): SimulatedRun {
  const { surface, announcement } = resolveSurface(options.surface, 'illustrative');
  const path = createIllustrativePath({ ...options, surface });
  return {
    isSentAtOnce: true,
    async play(take) {
      await take([announcement, { call: 'start', point0: path.point0 }]);
      let lastLoss = 0;
      await reports(async (report) => {
        lastLoss = report.loss ?? lastLoss;
        await take(path.report(report).map((point) => ({ call: 'step', point })));
      });
      const reason = Number.isFinite(lastLoss) ? 'max_steps' : 'error';
      await take([{ call: 'finish', reason: signal.aborted ? 'cancelled' : reason }]);
    },
  };
}
