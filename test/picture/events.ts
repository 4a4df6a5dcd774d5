import type { Envelope, WirePoint } from './pictureCase.js';

/** Events of one run, each so many milliseconds after the one before. */
export function createEvents(
  payloads: readonly (readonly [name: string, payload: Readonly<Record<string, unknown>>])[],
  gapMs = 1,
): Envelope[] {
  return payloads.map(([name, payload], n) => ({
    v: 1,
    type: 'EVENT',
    project_id: 'project_picture',
    seq: n + 1,
    ts: 1_790_000_000_000 + gapMs * n,
    event: { name, payload: { run_id: 'run_picture', ...payload } },
  }));
}

/** A surface by its formula. */
export const spec = (
  kind: string,
  params: Readonly<Record<string, unknown>>,
  shape: { readonly domainHalf?: number; readonly zScale?: number } = {},
) => ['LOSS_SURFACE_SPEC_READY', { surface_spec: { kind, params, ...shape } }] as const;

/** A sampled surface: its samples travel in the address, row by row from y = -1, x fastest. */
export function grid(
  nodes: number,
  lossAt: (x: number, y: number) => number,
  shape: { readonly domainHalf: number; readonly zScale: number },
  more: Readonly<Record<string, unknown>> = {},
) {
  const along = Array.from({ length: nodes }, (_, i) => (2 * i) / (nodes - 1) - 1);
  const samples = Float32Array.from(along.flatMap((y) => along.map((x) => lossAt(x, y))));
  const bytes = [...new Uint8Array(samples.buffer)].map((byte) => String.fromCharCode(byte)).join('');
  const assetUrl = `data:application/octet-stream;base64,${btoa(bytes)}`;
  const payload = { asset_url: assetUrl, grid_format: 'float32', resolution: nodes, ...shape, ...more };
  return ['LOSS_SURFACE_GRID_READY', payload] as const;
}

/** A path through some places, in batches; `null` leaves its step out. */
export function path(places: readonly (WirePoint | null)[]) {
  const [first, ...rest] = places;
  const started = ['GD_PATH_STARTED', { space: 'normalized', point0: first }] as const;
  const updates = rest.flatMap((point, i) =>
    point === null
      ? []
      : [['GD_PATH_UPDATE', { space: 'normalized', step_start: i + 1, points: [point] }] as const],
  );
  return [started, ...updates];
}

/** What a pipeline reports beside a path, step by step: it counts from 1. */
export function metric(split: string, values: readonly number[], stride = 1) {
  return values.flatMap((value, n) =>
    n % stride === 0 ? [['METRIC_SCALAR', { name: 'loss', split, step: n + 1, value }] as const] : [],
  );
}

/** The end of a path. */
export const finish = (reason?: string) =>
  ['GD_PATH_FINISHED', { final_step: 26, ...(reason === undefined ? {} : { reason }) }] as const;

/** A spiral that ends at a place, each step's turn and shrinking the same. */
export function spiral(
  steps: number,
  { from, to, turns }: { readonly from: WirePoint; readonly to: WirePoint; readonly turns: number },
): WirePoint[] {
  const radius = Math.hypot(from.x - to.x, from.y - to.y);
  const angle = Math.atan2(from.y - to.y, from.x - to.x);
  return Array.from({ length: steps + 1 }, (_, n) => {
    const share = n / steps;
    const at = angle + 2 * Math.PI * turns * share;
    return {
      x: to.x + radius * (1 - share) * Math.cos(at),
      y: to.y + radius * (1 - share) * Math.sin(at),
    };
  });
}
