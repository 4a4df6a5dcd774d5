import { createOpening, createUpdate } from '../support/descentStream.js';

/** Points of the path that lies on the surface, ten an update. */
const UPDATES = 20;
const DOMAIN_HALF = 6;
const GRID_TS_MS = 1_795_403_799_000;

/** The bytes of a grid as a server sends them: little-endian float32, row by row. No two variants are the same. */
export function createGridBytes(nodes: number, variant: number): ArrayBuffer {
  const samples = new Float32Array(nodes * nodes);
  for (let j = 0; j < nodes; j++) {
    const y = (2 * j) / (nodes - 1) - 1;
    for (let i = 0; i < nodes; i++) {
      const x = (2 * i) / (nodes - 1) - 1;
      samples[j * nodes + i] =
        2 * (x * x + y * y) + 0.5 * Math.sin(7 * x + variant) * Math.cos(5 * y) + 0.01 * variant;
    }
  }
  return samples.buffer;
}

/** Vertices that a drawn surface has at least, five in six of its triangles': a library may leave the edge out. */
export function computeLeastVertices(nodes: number): number {
  return 5 * (nodes - 1) ** 2;
}

/** A run that has begun and made a short path. */
export function createShortRun(): readonly object[] {
  return [...createOpening(), ...Array.from({ length: UPDATES }, (_, i) => createUpdate(i))];
}

/** The event that names a grid; each variant has an address of its own, so that no cache answers. */
export function createGridEvent(nodes: number, variant: number): object {
  return {
    v: 1,
    type: 'EVENT',
    project_id: 'bench',
    seq: 10_000 + variant,
    ts: GRID_TS_MS + variant,
    stage: { id: 'TRAIN', index: 3, status: 'IN_PROGRESS' },
    event: {
      name: 'LOSS_SURFACE_GRID_READY',
      payload: {
        run_id: 'run_spiral',
        asset_url: `/grids/${nodes}-${variant}.f32`,
        grid_format: 'float32',
        resolution: nodes,
        domainHalf: DOMAIN_HALF,
        zScale: 1,
      },
    },
  };
}
