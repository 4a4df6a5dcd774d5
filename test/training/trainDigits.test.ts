import { setImmediate } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countTensors, createLoss, createNetwork } from '../../examples/training/network.mjs';
import { readDigits, selectDigits } from '../../examples/training/digits.mjs';
import {
  prepareClassroom,
  trainDigits,
  type Classroom,
  type TrainingOptions,
} from '../../examples/training/trainDigits.js';
import { createNodeEmitter } from '../../src/emitter/node/index.js';
import { createGridEvaluation, createLiveProjection, createMemoryCheckpoints } from '../../src/emitter.js';
import { parseMessage, type GradientDescentEvent } from '../../src/protocol/index.js';
import { createRunStore } from '../../src/run/runStore.js';
import { selectShownRun } from '../../src/run/selectors.js';
import { itOnce, picked } from '../support/testLength.js';

let classroom: Classroom;
beforeAll(async () => {
  classroom = await prepareClassroom(1);
});
afterAll(() => classroom.evaluator.close());

/** A training of some steps, as its two emitters sent it. */
async function train(
  steps: number,
  options: Partial<Pick<TrainingOptions, 'classroom' | 'signal' | 'lastNodes'>> & {
    readonly onSent?: (name: 'real' | 'illustrative', text: string) => void;
  } = {},
) {
  const { onSent, ...given } = options;
  const sent = { real: [] as string[], illustrative: [] as string[] };
  const grids = new Map<string, Uint8Array>();
  const emitterOf = (name: keyof typeof sent) =>
    createNodeEmitter({
      projectId: 'p',
      runId: name,
      send: (text) => {
        sent[name].push(text);
        onSent?.(name, text);
      },
    });
  await trainDigits({
    classroom,
    seed: 3,
    steps,
    lastNodes: 9,
    emitter: emitterOf('real'),
    illustrative: emitterOf('illustrative'),
    publish(name, bytes) {
      grids.set(`grids/${name}`, bytes);
      return `grids/${name}`;
    },
    signal: new AbortController().signal,
    ...given,
  });
  return { ...sent, grids };
}

function readEvents(texts: readonly string[]): GradientDescentEvent[] {
  return texts.map((text) => {
    const parsed = parseMessage(text);
    if (parsed.kind !== 'event') throw new Error(`no event: ${text.slice(0, 80)}`);
    expect(parsed.diagnostics).toEqual([]);
    return parsed.received.event;
  });
}

function readRun(texts: readonly string[]) {
  const store = createRunStore();
  for (const text of texts) store.ingest(text);
  const run = selectShownRun(store.getState());
  if (run === null) throw new Error('no run');
  return run;
}

/** A thread that answers without work. */
function createQuickClassroom(): Classroom {
  const evaluate = (weights: Float32Array): Promise<number> => Promise.resolve(weights[0]! ** 2);
  return { ...classroom, evaluator: { ...classroom.evaluator, evaluate } };
}

/** A thread that answers one question whenever the training's own has a turn: once a step. */
function createSlowClassroom(onAnswer: () => void = () => undefined): Classroom {
  let last: Promise<unknown> = Promise.resolve();
  const evaluate = (weights: Float32Array): Promise<number> => {
    const copy = weights.slice();
    const answer = last.then(async () => {
      await setImmediate();
      onAnswer();
      return copy[0]! ** 2;
    });
    last = answer;
    return answer;
  };
  return { ...classroom, evaluator: { ...classroom.evaluator, evaluate } };
}

describe('training on digits', () => {
  let trained: Awaited<ReturnType<typeof train>>;
  beforeAll(async () => {
    trained = await train(80);
  });

  itOnce(
    'sends planes, each with its surface, start and path in one go, and every grid that it names',
    () => {
      const { real, grids } = trained;
      const events = readEvents(real);
      const starts = events.flatMap(({ name }, i) => (name === 'GD_PATH_STARTED' ? [i] : []));
      expect(starts.length).toBeGreaterThanOrEqual(1);
      for (const start of starts) {
        const before = events.slice(0, start).findLast(({ name }) => name !== 'GD_HYPERPARAMS');
        expect(before?.name).toBe('LOSS_SURFACE_GRID_READY');
      }
      for (const event of events) {
        if (event.name !== 'LOSS_SURFACE_GRID_READY') continue;
        expect(grids.get(event.assetUrl)?.length).toBe(4 * event.resolution ** 2);
        expect(event.projection?.method).toBe('pca');
      }
      expect(events.at(-1)).toEqual({ name: 'GD_PATH_FINISHED', finalStep: 81, reason: 'max_steps' });
    },
  );

  itOnce('has every step on its path, with the true loss, which falls; the last lies in the plane', () => {
    const { path, status, end } = readRun(trained.real);
    expect([path.length, path.stepAt(80), status, end?.reason]).toEqual([81, 80, 'finished', 'max_steps']);
    expect(path.lossAt(60)).toBeLessThan(0.6 * path.lossAt(0));
    expect(path.residualAt(80)).toBeLessThan(1e-5);
    for (let i = 0; i <= 80; i++)
      expect(Math.max(Math.abs(path.xAt(i)), Math.abs(path.yAt(i)))).toBeLessThan(1);
  });

  itOnce('has the same loss at the same step in both runs', () => {
    const { real, illustrative } = trained;
    const [measured, illustrated] = [readRun(real), readRun(illustrative)];
    expect(illustrated.path.length).toBe(measured.path.length);
    for (let i = 0; i <= 80; i++) {
      expect(illustrated.path.stepAt(i)).toBe(i);
      expect(illustrated.path.lossAt(i)).toBe(measured.path.lossAt(i));
    }
    expect(illustrated.end?.finalStep).toBe(measured.end?.finalStep);
  });

  it.each(
    picked(
      [
        { steps: 100, surfaces: 'at once' },
        { steps: 200, surfaces: 'as they are evaluated' },
      ],
      ({ steps }) => steps === 100,
    ),
  )(
    'is at the same step both ways in $steps steps, from its first plane on, with surfaces $surfaces',
    async ({ steps, surfaces }) => {
      const said = { real: -1, illustrative: -1 };
      const samples: (typeof said)[] = [];
      const training = train(steps, {
        // Neither waits for a thread: on a busy machine the training would be over before a first surface.
        classroom: surfaces === 'at once' ? createQuickClassroom() : createSlowClassroom(),
        onSent(name, text) {
          const [event] = readEvents([text]);
          if (event?.name === 'GD_PATH_STARTED') said[name] = 0;
          if (event?.name === 'GD_PATH_UPDATE') said[name] = event.stepStart! + event.points.length - 1;
        },
      });
      const watch = { isOver: false };
      void training.finally(() => (watch.isOver = true));
      while (!watch.isOver) {
        await setImmediate();
        if (said.real >= 0) samples.push({ ...said });
      }
      await training;
      expect(new Set(samples.map(({ illustrative }) => illustrative)).size).toBeGreaterThan(5);
      for (const { real, illustrative } of samples) expect(illustrative).toBe(real);
    },
  );

  itOnce('sends the same training the illustrative way, by its losses alone', () => {
    const { real, illustrative } = trained;
    const losses = (texts: readonly string[]): number[] => {
      const { path } = readRun(texts);
      return Array.from({ length: path.length }, (_, i) => path.lossAt(i)).filter(
        (loss) => !Number.isNaN(loss),
      );
    };
    expect(losses(illustrative)).toEqual(losses(real));
    expect(readEvents(illustrative).map(({ name }) => name)).not.toContain('LOSS_SURFACE_GRID_READY');
  });

  itOnce('ends both ways when it is cancelled', async () => {
    const controller = new AbortController();
    controller.abort();
    const { real, illustrative } = await train(40, { signal: controller.signal });
    expect(real).toEqual([]);
    expect(readEvents(illustrative).at(-1)).toMatchObject({ name: 'GD_PATH_FINISHED', reason: 'cancelled' });
  });

  itOnce('shows a first plane before it asks for a newer one, however slow the surfaces are', async () => {
    const order: string[] = [];
    const onSent = (name: string, text: string) => {
      if (name === 'real' && text.includes('GD_PATH_STARTED')) order.push('start');
      if (name === 'illustrative' && text.includes('GD_PATH_FINISHED')) order.push('trained');
    };
    // The first plane is due after 50 steps, its grid has 81 nodes; newer ones would be due at 80 and 128.
    await train(160, { classroom: createSlowClassroom(), onSent });
    expect(order.slice(0, 2)).toEqual(['start', 'trained']);
  });

  itOnce('sends the end with its last plane, whose surface then gets finer', async () => {
    const { real } = await train(30, { classroom: createSlowClassroom(), lastNodes: 33 });
    const events = readEvents(real);
    const end = events.findIndex(({ name }) => name === 'GD_PATH_FINISHED');
    expect(events[end]).toMatchObject({ finalStep: 31, reason: 'max_steps' });
    const resolutions = events.map((event) =>
      event.name === 'LOSS_SURFACE_GRID_READY' ? event.resolution : event.name,
    );
    expect(resolutions.slice(end + 1)).toEqual([17, 33]);
  });

  itOnce('cancelled while its last surface gets finer, it asks for no more', async () => {
    const controller = new AbortController();
    let isTrained = false;
    let answers = 0;
    const slow = createSlowClassroom(() => {
      if (isTrained && ++answers === 100) controller.abort();
    });
    const onSent = (name: string, text: string) => {
      if (name === 'illustrative' && text.includes('GD_PATH_FINISHED')) isTrained = true;
    };
    const { signal } = controller;
    const { real, grids } = await train(30, { classroom: slow, lastNodes: 33, onSent, signal });
    expect(answers).toBeLessThan(120);
    const events = readEvents(real);
    expect(events.filter(({ name }) => name === 'GD_PATH_FINISHED')).toMatchObject([{ reason: 'max_steps' }]);
    expect(events.filter(({ name }) => name === 'LOSS_SURFACE_GRID_READY')).toHaveLength(grids.size);
  });

  itOnce('leaves no tensor behind', async () => {
    await train(2);
    const before = countTensors();
    await train(4);
    expect(countTensors()).toBe(before);
  });

  itOnce('has at a node on a checkpoint the loss that the model has there, to 1e-5', async () => {
    const { learned, tested } = readDigits();
    const digits = selectDigits(
      tested,
      Array.from({ length: 200 }, (_, i) => 7 * i),
    );
    const computeLoss = createLoss(digits);
    const network = createNetwork({ seed: 5, learningRate: 0.05, momentum: 0.9 });
    const projection = createLiveProjection({
      checkpoints: createMemoryCheckpoints({ dimension: network.weightCount }),
    });
    let weights = network.readWeights();
    for (let step = 0; step < 30; step++) {
      projection.add(weights, computeLoss(weights));
      network.train(
        selectDigits(
          learned,
          Array.from({ length: 32 }, (_, i) => (step * 97 + i * 251) % 8000),
        ),
      );
      weights = network.readWeights();
    }
    projection.add(weights, computeLoss(weights));
    const { plane } = await projection.fit();
    // The plane goes through the newest checkpoint, which is its origin; the node in the middle of this frame is there.
    const frame = { centreX: 0, centreY: 0, half: 1 };
    const grid = await createGridEvaluation({
      plane,
      frame,
      evaluate: computeLoss,
      coarsest: 3,
      finest: 3,
    }).run();
    const loss = computeLoss(weights);
    expect(Math.abs(grid.samples[4]! - loss) / loss).toBeLessThan(1e-5);
    const onThread = await classroom.evaluator.evaluate(weights);
    expect(Math.abs(onThread - classroom.computeLoss(weights))).toBeLessThan(1e-12);
  });
});
