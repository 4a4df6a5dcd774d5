import type { GridProblem, SampledGrid } from './grid/index.js';

/** How far the sampled grid of a surface is. */
export type GridState =
  | { readonly status: 'none' }
  | {
      readonly status: 'loading';
      readonly receivedBytes: number;
      /** Null where the server did not say. */
      readonly totalBytes: number | null;
    }
  | { readonly status: 'loaded'; readonly grid: SampledGrid }
  | { readonly status: 'failed'; readonly problem: GridProblem };
