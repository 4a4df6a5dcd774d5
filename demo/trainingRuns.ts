import type { IncomingMessage } from 'node:http';
import type { Emitter } from 'gradient-descent-viz/emitter';
import { createNodeEmitter } from 'gradient-descent-viz/emitter/node';
import type { LiveRun } from '../src/dashboard/server/dashboardRun.js';
import { prepareClassroom, trainDigits, type Classroom } from '../examples/training/trainDigits.js';

/** Ids of the training's two runs: the real one and the illustrative one. */
const DIGITS_ID = 'digits';
const ILLUSTRATIVE_ID = 'digits-illustrative';

/** A thousand steps then take half a minute; without this a fast machine would be too fast to watch. */
const MIN_STEP_MS = 30;

/** Chooses the digits that the loss is computed on, the same for every training. */
const SUBSET_SEED = 1;

/** Trainings that begin at the first connection. */
export interface TrainingRuns {
  /** The runs for the dashboard's server. */
  readonly runs: ReadonlyMap<string, LiveRun>;
  /** Ends the training that is running. */
  close(): void;
}

interface Training {
  readonly emitter: Emitter;
  readonly illustrative: Emitter;
  readonly controller: AbortController;
}

/**
 * Creates the training on digits as two runs of the dashboard. It begins at the first connection, and all connections share
 * it. A connection with a new session name ends the training and begins another; one with the name of an earlier session
 * joins the running training, since two pages would otherwise end each other's in turn.
 * @param onProblem - called with a sentence about each failure of a training
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
  // Prepared now, since it takes a second or two. A failure is reported at the first connection.
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
