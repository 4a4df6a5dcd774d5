/** Points of one update, as a backend sends them: five to twenty. */
export const BATCH_POINTS = 10;

const PROJECT_ID = 'bench';
const RUN_ID = 'run_spiral';
const FIRST_TS_MS = 1_795_403_697_780;
const UPDATE_INTERVAL_MS = 100;
const DOMAIN_HALF = 6;

const FIRST_RADIUS = 0.8;
const LAST_RADIUS = 0.04;
const DECAY_STEPS = 20_000;
const RAD_PER_STEP = 0.01;
/** Half the width of the jitter that stochastic gradients leave. */
const NOISE = 0.002;

const STAGE = { id: 'TRAIN', index: 3, status: 'IN_PROGRESS' } as const;

/** Normalized coordinates of a step: a spiral that decays to a small circle, with noise. The same for every caller. */
function computeSpiralPoint(step: number): { x: number; y: number } {
  const radius = LAST_RADIUS + FIRST_RADIUS * Math.exp(-step / DECAY_STEPS);
  const angleRad = step * RAD_PER_STEP;
  return {
    x: 0.1 + radius * Math.cos(angleRad) + NOISE * computeNoise(2 * step),
    y: -0.05 + radius * Math.sin(angleRad) + NOISE * computeNoise(2 * step + 1),
  };
}

/** The events before the first update: a bowl, the hyperparameters, the start. */
export function createOpening(): readonly object[] {
  return [
    createEnvelope(1, 'LOSS_SURFACE_SPEC_READY', {
      run_id: RUN_ID,
      surface_spec: { kind: 'bowl', params: {}, domainHalf: DOMAIN_HALF, zScale: 0.3 },
    }),
    createEnvelope(2, 'GD_HYPERPARAMS', { run_id: RUN_ID, eta: 0.01, steps: 2_000_000 }),
    createEnvelope(3, 'GD_PATH_STARTED', {
      run_id: RUN_ID,
      space: 'normalized',
      domainHalf: DOMAIN_HALF,
      point0: computeSpiralPoint(0),
    }),
  ];
}

/** A loss that falls, with the noise of batches. */
function computeLoss(step: number): number {
  return 0.05 + Math.exp(-step / DECAY_STEPS) + 0.02 * computeNoise(step);
}

/** The same update with a loss at each point. */
export function createLossUpdate(i: number): object {
  return createEnvelope(4 + i, 'GD_PATH_UPDATE', createLossPayload(i, 0));
}

/** The update of the same steps, sent after all others, with other losses. @param round - above 0, another for each call */
export function createLateUpdate(i: number, round: number): object {
  return createEnvelope(1e9 + round, 'GD_PATH_UPDATE', createLossPayload(i, round * 1e-6));
}

function createLossPayload(i: number, added: number): object {
  const stepStart = BATCH_POINTS * i;
  const points = Array.from({ length: BATCH_POINTS }, (_, k) => ({
    ...computeSpiralPoint(stepStart + k),
    loss: computeLoss(stepStart + k) + added,
  }));
  return { run_id: RUN_ID, space: 'normalized', step_start: stepStart, points };
}

/** The update that brings the steps `BATCH_POINTS * i` on; with `step_start` unless told otherwise. */
export function createUpdate(i: number, hasStepStart = true): object {
  const stepStart = BATCH_POINTS * i;
  const points = Array.from({ length: BATCH_POINTS }, (_, k) => computeSpiralPoint(stepStart + k));
  const space = 'normalized';
  return createEnvelope(
    4 + i,
    'GD_PATH_UPDATE',
    hasStepStart
      ? { run_id: RUN_ID, space, step_start: stepStart, points }
      : { run_id: RUN_ID, space, points },
  );
}

/** Deployed backends burn every other number of their counter. */
function createEnvelope(i: number, name: string, payload: object): object {
  return {
    v: 1,
    type: 'EVENT',
    project_id: PROJECT_ID,
    seq: 2 * i,
    ts: FIRST_TS_MS + UPDATE_INTERVAL_MS * i,
    stage: STAGE,
    event: { name, payload },
  };
}

/** In [-1, 1], a function of `i` alone: the finalizer of MurmurHash3 (Appleby, public domain). */
function computeNoise(i: number): number {
  let hash = Math.imul(i + 1, 0x9e3779b1);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  hash ^= hash >>> 16;
  return (hash >>> 0) / 0x8000_0000 - 1;
}
