import type { GridProblem, SampledGrid } from './grid/index.js';

/** The state of a surface's sampled grid. */
export type GridState =
  | { readonly status: 'none' }
  | {
      readonly status: 'loading';
      readonly receivedBytes: number;
      /** Null if the server did not state it. */
      readonly totalBytes: number | null;
    }
  | { readonly status: 'loaded'; readonly grid: SampledGrid }
  | { readonly status: 'failed'; readonly problem: GridProblem };
