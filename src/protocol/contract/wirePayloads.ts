import type { GradientDescentEventName } from '../events.js';
import type { HYPERPARAM_FIELDS } from './hyperparams.js';
import type { PATH_FINISHED_FIELDS, PATH_STARTED_FIELDS, PATH_UPDATE_FIELDS } from './pathEvents.js';
import type { WireObject } from './recordType.js';
import type { GRID_READY_FIELDS, SPEC_READY_FIELDS, SURFACE_SPEC_FIELDS } from './surfaceEvents.js';

interface OfRun {
  readonly run_id: string;
}

interface InSpace {
  readonly space?: 'normalized';
}

/**
 * The payloads on the wire, by the contract's table. Fields that a reader can do without are optional, so that every event
 * that can be read has a type to be written with.
 */
export interface WirePayloads {
  LOSS_SURFACE_SPEC_READY: OfRun & {
    readonly surface_spec: WireObject<typeof SURFACE_SPEC_FIELDS> & {
      readonly params?: Readonly<Record<string, unknown>>;
    };
  } & WireObject<typeof SPEC_READY_FIELDS>;
  LOSS_SURFACE_GRID_READY: OfRun & WireObject<typeof GRID_READY_FIELDS>;
  GD_PATH_STARTED: OfRun & InSpace & WireObject<typeof PATH_STARTED_FIELDS>;
  GD_PATH_UPDATE: OfRun & InSpace & WireObject<typeof PATH_UPDATE_FIELDS>;
  GD_PATH_FINISHED: OfRun & WireObject<typeof PATH_FINISHED_FIELDS>;
  GD_HYPERPARAMS: OfRun & WireObject<typeof HYPERPARAM_FIELDS>;
}

export type PayloadOf<Name extends GradientDescentEventName> = WirePayloads[Name];
