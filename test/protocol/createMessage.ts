import { expect } from 'vitest';
import {
  parseMessage,
  type Diagnostic,
  type ParsedMessage,
  type ParseLimits,
} from '../../src/protocol/index.js';

/** An envelope as a backend sends it, as a plain object that a test can spoil. */
export function createMessage(
  name: string,
  payload: unknown,
  envelope: object = {},
): Record<string, unknown> {
  return {
    v: 1,
    type: 'EVENT',
    project_id: 'iris',
    seq: 7,
    ts: 1_795_403_697_780,
    stage: { id: 'TRAIN', index: 3, status: 'IN_PROGRESS' },
    event: { name, payload },
    ...envelope,
  };
}

export function createUpdate(payload: object = {}, envelope: object = {}): Record<string, unknown> {
  const points = [{ x: 0.5, y: -0.5 }];
  return createMessage(
    'GD_PATH_UPDATE',
    { run_id: 'run_1', space: 'normalized', step_start: 0, points, ...payload },
    envelope,
  );
}

export function createStart(payload: object = {}): Record<string, unknown> {
  const point0 = { x: 0.5, y: -0.5 };
  return createMessage('GD_PATH_STARTED', {
    run_id: 'run_1',
    space: 'normalized',
    domainHalf: 6,
    point0,
    ...payload,
  });
}

export function createFinish(payload: object = {}): Record<string, unknown> {
  return createMessage('GD_PATH_FINISHED', {
    run_id: 'run_1',
    final_step: 9,
    reason: 'converged',
    ...payload,
  });
}

export function createSpec(spec: object, payload: object = {}): Record<string, unknown> {
  const surfaceSpec = { kind: 'bowl', params: {}, domainHalf: 6, zScale: 0.3, ...spec };
  return createMessage('LOSS_SURFACE_SPEC_READY', { run_id: 'run_1', surface_spec: surfaceSpec, ...payload });
}

export function createGrid(payload: object = {}): Record<string, unknown> {
  const grid = { asset_url: '/grid.bin', grid_format: 'float32', resolution: 50, domainHalf: 6, zScale: 0.3 };
  return createMessage('LOSS_SURFACE_GRID_READY', { run_id: 'run_1', ...grid, ...payload });
}

export function createHyperparams(payload: object = {}): Record<string, unknown> {
  return createMessage('GD_HYPERPARAMS', {
    run_id: 'run_1',
    eta: 0.05,
    steps: 100,
    tolGrad: 1e-3,
    tolStep: 5e-4,
    ...payload,
  });
}

/** Reads a message that must be an event. */
export function readEvent(
  message: unknown,
  limits?: Partial<ParseLimits>,
): Extract<ParsedMessage, { kind: 'event' }> {
  const parsed = parseMessage(message, limits);
  if (parsed.kind !== 'event') expect.fail(`expected an event, got ${JSON.stringify(parsed)}`);
  return parsed;
}

/** The diagnostics of a message of any kind. */
export function readDiagnostics(message: unknown, limits?: Partial<ParseLimits>): readonly Diagnostic[] {
  const parsed = parseMessage(message, limits);
  return parsed.kind === 'ignored' ? [] : parsed.diagnostics;
}
