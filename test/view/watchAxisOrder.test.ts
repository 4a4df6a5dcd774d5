import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { systemClock } from '../../src/host/systemClock.js';
import { createEnvelope } from '../../src/protocol/encode.js';
import type { GradientDescentEvent } from '../../src/protocol/events.js';
import { createRunStore } from '../../src/run/runStore.js';
import { watchAxisOrder } from '../../src/view/watchAxisOrder.js';
import type { SampledGrid } from '../../src/surface/index.js';

const NODES = 33;
const loss = (x: number, y: number): number => 0.3 + (x - 0.4) ** 2 + 6 * (y + 0.3 - x * x) ** 2;

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function createGrid(isTransposed: boolean): SampledGrid {
  const at = (n: number): number => -1 + (2 * n) / (NODES - 1);
  const samples = Float32Array.from({ length: NODES * NODES }, (_, n) => {
    const [row, column] = [Math.floor(n / NODES), n % NODES];
    return isTransposed ? loss(at(row), at(column)) : loss(at(column), at(row));
  });
  return { samples, nodes: NODES };
}

let seq = 0;
const envelope = (event: GradientDescentEvent): object =>
  createEnvelope({ projectId: 'p', runId: 'r', seq: ++seq, tsMs: 1_790_000_000_000 + seq, event });

/** Ten steps of a spiral, with their losses. */
function update(stepStart: number): object {
  const points = Array.from({ length: 10 }, (_, i) => {
    const t = (stepStart + i) / 30;
    const x = 0.9 * Math.cos(t) * Math.exp(-t / 6);
    const y = 0.8 * Math.sin(1.3 * t) * Math.exp(-t / 7);
    return { x, y, loss: loss(x, y) };
  });
  return envelope({ name: 'GD_PATH_UPDATE', stepStart, points });
}

function watch(grid: SampledGrid) {
  const onDiagnostic = vi.fn();
  const store = createRunStore({ onDiagnostic });
  store.ingest(envelope({ name: 'GD_PATH_STARTED', domainHalf: 1, point0: { x: 0.9, y: 0 } }));
  const end = watchAxisOrder(store, store.getState().runKeys[0]!, grid, '/grid.f32', systemClock);
  const feed = (from: number, to: number): void => {
    for (let step = from; step < to; step += 10) {
      store.ingest(update(step));
      vi.runAllTimers();
    }
  };
  return { store, onDiagnostic, end, feed };
}

it('[SURFACE-17] reports once, as the run goes on, that a grid is transposed, and what to write instead', () => {
  const { store, onDiagnostic, feed } = watch(createGrid(true));
  feed(0, 10);
  expect(onDiagnostic).not.toHaveBeenCalled();
  feed(10, 300);
  store.ingest(envelope({ name: 'GD_PATH_FINISHED', finalStep: 299, reason: 'converged' }));
  vi.runAllTimers();
  expect(onDiagnostic).toHaveBeenCalledOnce();
  const { code, projectId, runId, message } = store.getState().diagnostics[0]!;
  expect({ code, projectId, runId }).toEqual({ code: 'grid_axes_doubtful', projectId: 'p', runId: 'r' });
  expect(message).toMatch(/^event.payload.asset_url: .* if transposed .*; write Z.T$/);
});

it('[SURFACE-17] says nothing of a grid that is right, to the end', () => {
  const { store, onDiagnostic, feed } = watch(createGrid(false));
  feed(0, 300);
  store.ingest(envelope({ name: 'GD_PATH_FINISHED', finalStep: 299, reason: 'converged' }));
  vi.runAllTimers();
  expect(onDiagnostic).not.toHaveBeenCalled();
});

it('looks no more once it has ended', () => {
  const { onDiagnostic, end, feed } = watch(createGrid(true));
  end();
  feed(0, 300);
  expect(onDiagnostic).not.toHaveBeenCalled();
  expect(vi.getTimerCount()).toBe(0);
});
