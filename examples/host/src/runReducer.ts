/** A point of the path, normalized: [-1, 1] is the domain. */
export interface PathPoint {
  x: number;
  y: number;
  loss?: number;
}

export interface SurfaceSpec {
  kind: string;
  params: Record<string, unknown>;
  domainHalf: number;
  zScale: number;
}

export interface RunState {
  path: PathPoint[];
  surfaceSpec: SurfaceSpec | null;
  isFinished: boolean;
}

/** What the dashboard reads of a message; its backend sends more. */
export type RunEvent =
  | { name: 'LOSS_SURFACE_SPEC_READY'; payload: { surface_spec: SurfaceSpec } }
  | { name: 'GD_PATH_STARTED'; payload: { point0?: PathPoint } }
  | { name: 'GD_PATH_UPDATE'; payload: { step_start: number; points: PathPoint[] } }
  | { name: 'GD_PATH_FINISHED'; payload: object };

export const NO_RUN: RunState = { path: [], surfaceSpec: null, isFinished: false };

export function reduceRun(state: RunState, event: RunEvent): RunState {
  switch (event.name) {
    case 'LOSS_SURFACE_SPEC_READY':
      return { ...state, surfaceSpec: event.payload.surface_spec };
    case 'GD_PATH_STARTED': {
      const { point0 } = event.payload;
      return { ...state, path: point0 === undefined ? [] : [point0], isFinished: false };
    }
    case 'GD_PATH_UPDATE': {
      const { step_start, points } = event.payload;
      return { ...state, path: [...state.path.slice(0, step_start), ...points] };
    }
    case 'GD_PATH_FINISHED':
      return { ...state, isFinished: true };
    default:
      return state;
  }
}
