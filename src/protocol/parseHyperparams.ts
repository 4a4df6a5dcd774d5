import type { HyperparamsReceived } from './events.js';
import type { MessageReading } from './messageReading.js';
import type { UnknownRecord } from './ownField.js';
import { parseFields } from './parseFields.js';
import { hyperparamSchemas } from './schemas.js';

/** Reads a `GD_HYPERPARAMS`. One that cannot be used is left out, the others stay. */
export function parseHyperparams(payload: UnknownRecord, reading: MessageReading): HyperparamsReceived {
  const values = parseFields(hyperparamSchemas, payload, 'event.payload', 'hyperparameter_invalid', reading);
  return { name: 'GD_HYPERPARAMS', values };
}
