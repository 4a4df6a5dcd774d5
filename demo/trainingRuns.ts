import type { IncomingMessage } from 'node:http';
import type { Emitter } from 'gradient-descent-viz/emitter';
import { createNodeEmitter } from 'gradient-descent-viz/emitter/node';
import type { LiveRun } from '../src/dashboard/server/dashboardRun.js';
import { prepareClassroom, trainDigits, type Classroom } from '../examples/training/trainDigits.js';

/** Ids of the training, told the real way and the illustrative way. */
const DIGITS_ID = 'digits';
const ILLUSTRATIVE_ID = 'digits-illustrative';

/** A thousand steps then take half a minute: on a fast machine nobody could watch them else. */
const MIN_STEP_MS = 30;

/** The digits that the loss is taken from are chosen with it, so that they are the same for every training. */
const SUBSET_SEED = 1;

/** Trainings that begin when somebody looks. */
export interface TrainingRuns {
  /** For the dashboard's server. */
  readonly runs: ReadonlyMap<string, LiveRun>;
  /** Ends what is under way. */
  close(): void;
}

interface Training {
  readonly emitter: Emitter;
  readonly illustrative: Emitter;
  readonly controller: AbortController;
}

/**
 * Creates the training of the digits as two runs of the dashboard. It begins at the first connection and then goes on for
 * everybody; one that asks for a session of a new name has a new training begin, and ends the one before. Who comes back
 * with the name of an earlier one sees the one that goes on: else two pages would end each other's for ever.
 * @param onProblem - hears, in sentences, of what goes wrong in a training
 */
export function createTrainingRuns(onProblem: (sentence: string) => void): TrainingRuns {
  const grids = new Map<string, Uint8Array>();
  let classroom: Promise<Classroom> | null = null;
  let training: Training | null = null;
  let trainings = 0;
  const sessions = new Set<string>();

  const prepare = (): Promise<Classroom> =>
    (classroom ??= prepareClassroom(SUBSET_SEED).catch((error: unknown) => {
      classroom = null; // the next training tries again
      throw error;
    }));
  // Not only when somebody looks: it takes a second or two. Whoever looks hears of a failure.
  prepare().catch(() => undefined);

  function begin(session: string): Training {
    training?.controller.abort();
    sessions.add(session);
    grids.clear();
    trainings += 1;
    const seed = trainings;
    const runId = `training-${seed}`;
    const report = ({ message }: { readonly message: string }): void => onProblem(`${runId}: ${message}`);
    const emitter = createNodeEmitter({ projectId: DIGITS_ID, runId, onProblem: report });
    const illustrative = createNodeEmitter({ projectId: ILLUSTRATIVE_ID, runId, onProblem: report });
    const controller = new AbortController();
    const publish = (name: string, bytes: Uint8Array): string => {
      grids.set(`/grids/${name}`, bytes);
      return `grids/${name}`;
    };
    const { signal } = controller;
    prepare()
      .then((ready) =>
        trainDigits({
          classroom: ready,
          seed,
          emitter,
          illustrative,
          publish,
          signal,
          minStepMs: MIN_STEP_MS,
        }),
      )
      .catch((error: unknown) => {
        for (const told of [emitter, illustrative]) if (told.status === 'running') void told.finish('error');
        onProblem(`${runId}: ${String(error)}`);
      });
    return { emitter, illustrative, controller };
  }

  function find({ url = '' }: IncomingMessage): Training {
    const session = new URLSearchParams(url.split('?', 2)[1]).get('session');
    if (training === null || (session !== null && !sessions.has(session))) training = begin(session ?? '');
    return training;
  }

  return {
    runs: new Map<string, LiveRun>([
      [
        DIGITS_ID,
        {
          title: 'MNIST digits: true loss',
          feed: (request) => find(request).emitter,
          assets: grids,
          canBeginAnew: true,
          beside: ILLUSTRATIVE_ID,
          detail: async () => {
            const { weightCount, tested } = await prepare();
            const weights = weightCount.toLocaleString('en');
            const digits = `${tested.size} of ${tested.count.toLocaleString('en')} test digits`;
            return `The loss of ${weights} weights around their path, on ${digits}.`;
          },
        },
      ],
      [
        ILLUSTRATIVE_ID,
        {
          title: 'The same training, illustrated',
          feed: (request) => find(request).illustrative,
          canBeginAnew: true,
          detail: () =>
            Promise.resolve(
              'A made-up surface, on which the marker stands lower as the reported loss falls.',
            ),
        },
      ],
    ]),
    close() {
      training?.controller.abort();
      classroom?.then(({ evaluator }) => evaluator.close()).catch(() => undefined);
    },
  };
}
