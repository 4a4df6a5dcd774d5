/** A run of three steps on the bowl 0.2 x² + 0.2 y² over [-2, 2]², whose marker is on its near slope. */

const DOMAIN_HALF = 2;
const Z_SCALE = 0.6;
const CURVATURE = 0.2;
const END = { x: 0.5, y: -0.35 };

const run = { run_id: 'run_1', space: 'normalized' };

export const BOWL_EVENTS: readonly object[] = [
  {
    name: 'LOSS_SURFACE_SPEC_READY',
    payload: {
      run_id: 'run_1',
      surface_spec: {
        kind: 'bowl',
        params: { a: CURVATURE, b: CURVATURE },
        domainHalf: DOMAIN_HALF,
        zScale: Z_SCALE,
      },
      source: 'measured',
    },
  },
  { name: 'GD_PATH_STARTED', payload: { ...run, domainHalf: DOMAIN_HALF, point0: { x: 0.9, y: -0.8 } } },
  { name: 'GD_PATH_UPDATE', payload: { ...run, step_start: 1, points: [{ x: 0.7, y: -0.6 }, END] } },
].map((event, i) => ({
  v: 1,
  type: 'EVENT',
  project_id: 'engines',
  seq: i + 1,
  ts: 1_790_000_000_000 + i,
  stage: { id: 'TRAIN', index: 3, status: 'running' },
  event,
}));

const lossAt = ({ x, y }: { readonly x: number; readonly y: number }): number =>
  CURVATURE * DOMAIN_HALF ** 2 * (x ** 2 + y ** 2);

/**
 * Where the marker stands in the world: the domain is two units wide, y leads away from the viewer, and the middle of the
 * heights is at 0. The surface is less than 1.2 units high, so that nothing compresses it.
 */
export const MARKER_PLACE: readonly [number, number, number] = [
  END.x,
  ((lossAt(END) - lossAt({ x: 1, y: 1 }) / 2) * Z_SCALE) / DOMAIN_HALF,
  -END.y,
];
