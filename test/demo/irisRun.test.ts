import { describe, expect, it } from 'vitest';
import type { LogList } from '../../src/dashboard/server/answerRequests.js';
import type { DashboardServer } from '../../src/dashboard/server/dashboardServer.js';
import { type ComputedRun, computeIrisRun, createIrisNetwork } from '../../examples/iris/irisRun.js';
import { computeMissingSteps, createRunStore, type Diagnostic, selectShownRun } from '../../src/core.js';
import { getStatus, openClient, startServer } from './testServer.js';

const START_MS = 1_790_000_000_000;
const network = createIrisNetwork();
const computed = computeIrisRun(START_MS);

/** Reads a run's messages as the component does. */
function read(lines: readonly string[]) {
  const diagnostics: Diagnostic[] = [];
  const store = createRunStore({ onDiagnostic: (diagnostic) => diagnostics.push(diagnostic) });
  for (const line of lines) store.ingest(line);
  const run = selectShownRun(store.getState());
  if (run?.surface?.name !== 'LOSS_SURFACE_GRID_READY') throw new Error('No run with a grid.');
  const points: { readonly step: number; readonly x: number; readonly y: number; readonly loss: number }[] =
    [];
  run.path.forEach((step, x, y, _index, loss) => points.push({ step, x, y, loss }));
  return { run, surface: run.surface, points, diagnostics };
}

/** A grid's samples, read in the plainest way. */
function readSamples({ grid }: Pick<ComputedRun, 'grid'>): Float32Array {
  const view = new DataView(grid.bytes.buffer, grid.bytes.byteOffset, grid.bytes.byteLength);
  return Float32Array.from({ length: grid.bytes.byteLength / 4 }, (_, i) => view.getFloat32(4 * i, true));
}

async function fetchList(server: DashboardServer): Promise<LogList> {
  return (await (await fetch(new URL('api/logs', server.url))).json()) as LogList;
}

/** All that a socket plays of the run. */
async function receiveRun(server: DashboardServer): Promise<string[]> {
  const { logs } = await fetchList(server);
  const total = logs.find(({ id }) => id === 'iris-true-loss')?.messages ?? 0;
  const client = await openClient(server, '/ws/projects/iris-true-loss?speed=max');
  await client.received(total);
  return client.messages.map(String);
}

describe('the run on Iris', () => {
  const { run, surface, points, diagnostics } = read(computed.ndjson.split('\n'));

  it('is read without a diagnostic, whole and to its end', () => {
    expect(diagnostics).toEqual([]);
    expect(computeMissingSteps(run)).toEqual([]);
    expect(run.status).toBe('finished');
    expect(points.map(({ step }) => step)).toEqual(points.map((_, i) => i));
    // The number of steps, the start included, is what the emitter states as the last step.
    expect(run.end).toEqual({ reason: 'converged', finalStep: points.length });
  });

  it('is sent in the order of the contract, in updates of at most 20 points', () => {
    const events = computed.ndjson.split('\n').map((line) => {
      const { event } = JSON.parse(line) as { event: { name: string; payload: { points?: unknown[] } } };
      return event;
    });
    const names = events.map(({ name }) => name);
    expect(names.slice(0, 3)).toEqual(['LOSS_SURFACE_GRID_READY', 'GD_HYPERPARAMS', 'GD_PATH_STARTED']);
    expect(new Set(names.slice(3, -1))).toEqual(new Set(['GD_PATH_UPDATE']));
    expect(names.at(-1)).toBe('GD_PATH_FINISHED');
    expect(Math.max(...events.map(({ payload }) => payload.points?.length ?? 0))).toBeLessThanOrEqual(20);
  });

  it('is a descent of its network by the stated learning rate, with the true loss at each point', () => {
    const { eta = 0, tolGrad = 0 } = run.hyperparams;
    const half = surface.domainHalf ?? 0;
    points.forEach(({ x, y, loss }, i) => {
      const [w, v] = [x * half, y * half];
      expect(Math.abs(loss - network.lossAt(w, v))).toBeLessThan(1e-12);
      const [dw, dv] = network.gradientAt(w, v);
      const next = points[i + 1];
      if (next) {
        expect(next.x * half).toBeCloseTo(w - eta * dw, 12);
        expect(next.y * half).toBeCloseTo(v - eta * dv, 12);
        expect(Math.hypot(dw, dv)).toBeGreaterThanOrEqual(tolGrad);
      } else expect(Math.hypot(dw, dv)).toBeLessThan(tolGrad);
    });
  });

  it('stays within the domain, comes by the saddle, and ends near the least loss of the grid', () => {
    expect(Math.max(...points.flatMap(({ x, y }) => [Math.abs(x), Math.abs(y)]))).toBeLessThan(1);
    expect(points.some(({ loss }) => Math.abs(loss - 1) < 0.02)).toBe(true);
    const least = readSamples(computed).reduce((a, b) => Math.min(a, b));
    expect(points.at(-1)?.loss).toBeGreaterThan(least);
    expect(points.at(-1)?.loss).toBeLessThan(1.1 * least);
  });

  it('has a surface of ordinary proportions: a third to a half as high as wide', () => {
    const samples = readSamples(computed);
    const range = samples.reduce((a, b) => Math.max(a, b)) - samples.reduce((a, b) => Math.min(a, b));
    const share = (range * surface.zScale) / (2 * (surface.domainHalf ?? 0));
    expect(share).toBeGreaterThan(1 / 3);
    expect(share).toBeLessThan(1 / 2);
  });

  it('differs by its times alone when it is computed again', () => {
    const again = computeIrisRun(START_MS + 5);
    const withoutTimes = (text: string) => text.replaceAll(/"ts":\d+/g, '');
    expect(withoutTimes(again.ndjson)).toBe(withoutTimes(computed.ndjson));
    expect(again.ndjson).not.toBe(computed.ndjson);
    expect(again.grid.url).toBe(computed.grid.url);
    expect(Buffer.from(again.grid.bytes).equals(computed.grid.bytes)).toBe(true);
  });
});

describe('the grid over HTTP', () => {
  it('is what the events name: the loss of the network at every node', async () => {
    const server = await startServer();
    const { surface } = read(await receiveRun(server));
    const response = await fetch(new URL(surface.assetUrl, server.url));
    expect(response.status).toBe(200);
    const bytes = new Uint8Array(await response.arrayBuffer());
    expect(bytes).toHaveLength(4 * surface.resolution ** 2);
    const samples = readSamples({ grid: { ...computed.grid, bytes } });
    const half = surface.domainHalf ?? 0;
    const positionOf = (i: number) => -half + (2 * half * i) / (surface.resolution - 1);
    let farthest = 0;
    samples.forEach((sample, i) => {
      const [column, row] = [i % surface.resolution, Math.floor(i / surface.resolution)];
      // One in 64 nodes, those of the corners among them: one by one, all would take seconds.
      if (column % 16 !== 0 || row % 4 !== 0) return;
      const loss = network.lossAt(positionOf(column), positionOf(row));
      farthest = Math.max(farthest, Math.abs(sample - loss) / loss);
    });
    expect(farthest).toBeLessThan(2 ** -23);
  });

  it('may be kept for ever, by its content-addressed name', async () => {
    const server = await startServer();
    const response = await fetch(new URL(computed.grid.url, server.url));
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-length': String(computed.grid.bytes.length),
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
    });
    expect(Buffer.from(await response.arrayBuffer()).equals(computed.grid.bytes)).toBe(true);
  });

  it('has no body for HEAD, and is given for no method but GET and HEAD', async () => {
    const server = await startServer();
    const url = new URL(computed.grid.url, server.url);
    const head = await fetch(url, { method: 'HEAD' });
    expect(head.status).toBe(200);
    expect(head.headers.get('content-length')).toBe(String(computed.grid.bytes.length));
    expect((await head.arrayBuffer()).byteLength).toBe(0);
    expect((await fetch(url, { method: 'POST' })).status).toBe(405);
  });

  it('is all that lies under its folder', async () => {
    const server = await startServer();
    const own = `/${computed.grid.url}`;
    expect(await getStatus(server, own)).toBe(200);
    expect(await getStatus(server, `${own}?at=1`)).toBe(200);
    for (const path of [
      '/grids',
      '/grids/',
      '/grids/iris-true-loss.f32',
      `${own}/`,
      `${own}%00`,
      `/grids/.${own}`,
      own.replace('/grids/', '/grids/../grids/'),
      own.replace('/grids/', '/grids//'),
      own.replace('/grids/', '/grids%2f'),
      '/grids/../package.json',
      '/grids/..%2f..%2fpackage.json',
      '/grids/%2e%2e/%2e%2e/package.json',
      '/grids/..\\package.json',
      '/grids/__proto__',
      '/grids/%zz',
    ]) {
      expect(await getStatus(server, path), path).toBe(404);
    }
  });
});

describe('the library', () => {
  it('lists the run first, with its facts, whatever folder of logs is played', async () => {
    const { logs } = await fetchList(await startServer());
    expect(logs[0]).toEqual({
      id: 'iris-true-loss',
      title: 'Iris, true loss',
      detail: expect.stringMatching(/^Two weights .*\.$/),
      messages: computed.ndjson.split('\n').length,
      durationMs: expect.any(Number),
      runs: 1,
      names: [
        'LOSS_SURFACE_GRID_READY',
        'GD_HYPERPARAMS',
        'GD_PATH_STARTED',
        'GD_PATH_UPDATE',
        'GD_PATH_FINISHED',
      ],
    });
  });

  it('plays the same run to every client of a server, to the byte', async () => {
    const server = await startServer();
    expect(await receiveRun(server)).toEqual(await receiveRun(server));
  });
});
