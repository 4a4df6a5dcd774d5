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
 * The payload type of a name; undefined where the contract has none. Updates are the most frequent, and comparing a name is
 * faster than hashing it. For the others a Map hashes a name from the wire once; a property would first have to intern it.
 */
export function findPayloadType(name: string): PayloadType | undefined {
  return name === 'GD_PATH_UPDATE' ? PATH_UPDATE : BY_NAME.get(name);
}
