import {
  computeZScale,
  createEmitter,
  createGridEvaluation,
  createLiveProjection,
  createMemoryCheckpoints,
  encodeLossGrid,
  summarizeProjection,
} from '../../src/emitter.js';
import { createSmallNetwork } from '../projection/smallNetwork.js';

const DIMENSION = 41;
const RATE = 0.05;

/**
 * A training whose path is shown on planes that are laid while it goes on: of each plane the messages that come together, and
 * those of the training from there to the next; and how its grids are fetched.
 */
export async function createPlaneRun(steps: number, nodes = 17) {
  const network = createSmallNetwork(2);
  const checkpoints = createMemoryCheckpoints({ dimension: DIMENSION });
  const live = createLiveProjection({ checkpoints });
  const grids = new Map<string, Uint8Array>();
  const planes: { together: object[]; later: object[] }[] = [];
  let isTogether = false;
  const emitter = createEmitter({
    projectId: 'p',
    runId: 'r',
    clock: { now: () => 1_790_000_000_000, startTimer: () => ({ cancel: () => undefined }) },
    send: (text) => {
      planes.at(-1)?.[isTogether ? 'together' : 'later'].push(JSON.parse(text) as object);
    },
  });
  for (const weights of network.train(steps, RATE)) {
    const update = live.add(weights, network.lossOf(weights));
    if (update.kind === 'point') void emitter.step(update.point);
    if (live.refitReason === null) continue;
    const fit = await live.fit();
    const { plane, frame } = fit;
    const evaluation = createGridEvaluation({ plane, frame, evaluate: network.lossOf, finest: nodes });
    const grid = await evaluation.run();
    const { name, bytes } = encodeLossGrid(grid, 'plane');
    grids.set(`/${name}`, bytes);
    await emitter.flush();
    planes.push({ together: [], later: [] });
    isTogether = true;
    const [first, ...others] = fit.adopt().points;
    void emitter.surfaceGrid({
      assetUrl: `/${name}`,
      resolution: nodes,
      domainHalf: frame.half,
      zScale: computeZScale(grid, frame),
      projection: summarizeProjection(fit),
    });
    if (emitter.status === 'idle') void emitter.start(first!);
    else void emitter.restart(first!, { reason: 'projection' });
    void emitter.steps(others);
    await emitter.flush();
    isTogether = false;
  }
  await emitter.flush();
  return {
    planes,
    fetchGrid: (url: string) =>
      Promise.resolve(new Response(grids.get(new URL(url).pathname) as Uint8Array<ArrayBuffer>)),
  };
}
