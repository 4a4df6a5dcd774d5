import type { GradientDescentEvent, GradientDescentEventName } from '../events.js';
import { HYPERPARAMS } from './hyperparams.js';
import { PATH_FINISHED, PATH_STARTED, PATH_UPDATE } from './pathEvents.js';
import type { PayloadType } from './payloadType.js';
import { GRID_READY, SPEC_READY } from './surfaceEvents.js';

/**
 * The contract: each event by its name, in the order in which a run sends them. Reading, writing, fingerprint, JSON Schema
 * and the tables of docs/contract.md follow from it.
 */
export const CONTRACT: {
  readonly [Name in GradientDescentEventName]: PayloadType<Extract<GradientDescentEvent, { name: Name }>>;
} = {
  LOSS_SURFACE_SPEC_READY: SPEC_READY,
  LOSS_SURFACE_GRID_READY: GRID_READY,
  GD_HYPERPARAMS: HYPERPARAMS,
  GD_PATH_STARTED: PATH_STARTED,
  GD_PATH_UPDATE: PATH_UPDATE,
  GD_PATH_FINISHED: PATH_FINISHED,
};

/** Every event name, in the order in which a run sends them. */
export const EVENT_NAMES = Object.keys(CONTRACT) as readonly GradientDescentEventName[];

const BY_NAME: ReadonlyMap<string, PayloadType> = new Map(Object.entries(CONTRACT));

/**
 * The event of a name; undefined where the contract has none. Most events are updates, and to hash a name takes longer than
 * to compare it; by a Map, in which a name from the wire is hashed once, where a property would first have to be interned.
 */
export function findPayloadType(name: string): PayloadType | undefined {
  return name === 'GD_PATH_UPDATE' ? PATH_UPDATE : BY_NAME.get(name);
}
