import {
  FINISH_REASONS,
  RESTART_REASONS,
  SURFACE_SOURCES,
  type GradientDescentEventName,
  type SurfaceKind,
} from '../../src/protocol/events.js';
import { EVENT_NAMES } from '../../src/protocol/contract/contract.js';
import { SURFACE_KINDS } from '../../src/protocol/contract/surfaceParams.js';
import { SURFACE_PARAM_DEFAULTS } from '../../src/protocol/contract/surfaceParams.js';
import type { Random } from './random.js';

/** A JSON value that can be changed. */
export type Json = null | boolean | number | string | Json[] | JsonObject;
export interface JsonObject {
  [key: string]: Json;
}

const COORDINATES = [0, -0, 0.25, -0.5, 1, -1.5, 1e-3, 5e-324, 12345.678, 3.4028234663852886e38] as const;
const STEPS = [0, 1, 7, 399, 2 ** 31, 2 ** 53 - 9] as const;
const SCALES = [6, 0.3, 1e-40, 1e38] as const;
const SHARES = [0, 0.5, 1, 1.0000005] as const;
const TIMES = [1_730_000_000, 1_730_000_000_000, 1, 0.5, 99_999_999_999.9, 1e11, 1e300] as const;
const IDS = ['p', 'run_1', ' ', '\0', '\ud800', 'é😀', '__proto__'] as const;
const STAGES: readonly Json[] = [{ id: 'TRAIN', index: 3, status: 'running' }, null, 'TRAIN', [], {}];

/** A valid envelope of any event of the contract, with or without its optional fields. */
export function createValidEnvelope(random: Random): JsonObject {
  const name = random.pick(EVENT_NAMES);
  return {
    v: 1,
    type: 'EVENT',
    project_id: random.pick(IDS),
    seq: random.pick(STEPS),
    ts: random.pick(TIMES),
    ...maybe(random, 'stage', () => random.pick(STAGES)),
    ...maybe(random, 'epoch', () => random.pick(IDS)),
    event: { name, payload: { run_id: random.pick(IDS), ...createPayload(name, random) } },
  };
}

function createPayload(name: GradientDescentEventName, random: Random): JsonObject {
  const space = maybe(random, 'space', () => 'normalized');
  switch (name) {
    case 'LOSS_SURFACE_SPEC_READY':
      return {
        surface_spec: createSpec(random.pick(SURFACE_KINDS), random),
        ...createSource(random),
        ...createProjection(random),
      };
    case 'LOSS_SURFACE_GRID_READY':
      return {
        asset_url: random.pick(IDS),
        ...maybe(random, 'grid_format', () => random.pick(['float32', 'npy', ''])),
        resolution: random.pick([2, 50, 2 ** 53 - 1]),
        ...createFrame(random),
        ...createSource(random),
        ...createProjection(random),
      };
    case 'GD_HYPERPARAMS':
      return {
        ...maybe(random, 'eta', () => random.pick(COORDINATES)),
        ...maybe(random, 'steps', () => random.pick(STEPS)),
        ...maybe(random, 'tolGrad', () => random.pick([0, 1e-3, 1e300])),
        ...maybe(random, 'tolStep', () => random.pick([0, 1e-3, 1e300])),
        ...maybe(random, 'momentum', () => random.pick(COORDINATES)),
        ...maybe(random, 'optimizer', () => random.pick(['adam', '', '🜁', 'x'.repeat(200)])),
        ...maybe(random, 'nesterov', () => random.oneIn(2)),
      };
    case 'GD_PATH_STARTED':
      return {
        ...space,
        ...createFrame(random),
        ...maybe(random, 'report_every', () => random.pick([1, 50, 2 ** 53 - 1])),
        ...maybe(random, 'restart', () => random.pick(RESTART_REASONS)),
        point0: createPoint(random),
      };
    case 'GD_PATH_UPDATE':
      return { ...space, step_start: random.pick(STEPS), points: createList(random, 8, createPoint) };
    case 'GD_PATH_FINISHED':
      return { final_step: random.pick(STEPS), reason: random.pick(FINISH_REASONS) };
  }
}

function createSpec(kind: SurfaceKind, random: Random): JsonObject {
  const names = Object.keys(SURFACE_PARAM_DEFAULTS[kind]);
  const params = (): JsonObject =>
    Object.assign(
      kind === 'multi_hill' ? maybe(random, 'hills', () => createList(random, 4, createHill)) : {},
      ...names.map((name) => maybe(random, name, () => random.pick(COORDINATES))),
    ) as JsonObject;
  return { kind, ...maybe(random, 'params', params), ...createFrame(random) };
}

function createFrame(random: Random): JsonObject {
  return {
    ...maybe(random, 'domainHalf', () => random.pick(SCALES)),
    ...maybe(random, 'zScale', () => random.pick(SCALES) * (random.oneIn(4) ? -1 : 1)),
  };
}

function createSource(random: Random): JsonObject {
  return maybe(random, 'source', () => random.pick(SURFACE_SOURCES));
}

function createProjection(random: Random): JsonObject {
  const shares = (): Json => [random.pick(SHARES), random.pick(SHARES)];
  return maybe(random, 'projection', () => ({
    method: random.pick(['pca', 'random']),
    ...maybe(random, 'explainedVariance', shares),
    ...maybe(random, 'randomWalk', shares),
    ...maybe(random, 'seed', () => random.pick(COORDINATES)),
    ...maybe(random, 'checkpoints', () => random.pick(STEPS)),
    ...maybe(random, 'plane', () => random.pick(IDS)),
  }));
}

function createPoint(random: Random): JsonObject {
  return {
    x: random.pick(COORDINATES),
    y: random.pick(COORDINATES),
    ...maybe(random, 'loss', () => random.pick(COORDINATES)),
    ...maybe(random, 'residual', () => Math.abs(random.pick(COORDINATES))),
  };
}

function createHill(random: Random): JsonObject {
  const number = (): number => random.pick(COORDINATES);
  return { x: number(), y: number(), amp: number(), sigma: number() };
}

function createList(random: Random, maxLength: number, create: (random: Random) => Json): Json[] {
  return Array.from({ length: random.below(maxLength + 1) }, () => create(random));
}

/** The field, half of the time. */
function maybe(random: Random, key: string, create: () => Json): JsonObject {
  return random.oneIn(2) ? { [key]: create() } : {};
}
