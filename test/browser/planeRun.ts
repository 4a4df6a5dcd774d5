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
 * A training whose path is shown on planes that are laid while it goes on: the messages of each plane until the next, and
 * its grids by their addresses.
 */
export async function createPlaneRun(steps: number, nodes = 17) {
  const network = createSmallNetwork(2);
  const checkpoints = createMemoryCheckpoints({ dimension: DIMENSION });
  const live = createLiveProjection({ checkpoints });
  const grids = new Map<string, Uint8Array>();
  const planes: object[][] = [];
  const emitter = createEmitter({
    projectId: 'p',
    runId: 'r',
    clock: { now: () => 1_790_000_000_000, startTimer: () => ({ cancel: () => undefined }) },
    send: (text) => void planes.at(-1)?.push(JSON.parse(text) as object),
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
    planes.push([]);
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
  }
  await emitter.flush();
  return {
    planes: planes as readonly (readonly object[])[],
    fetchGrid: (url: string) =>
      Promise.resolve(new Response(grids.get(new URL(url).pathname) as Uint8Array<ArrayBuffer>)),
  };
}
