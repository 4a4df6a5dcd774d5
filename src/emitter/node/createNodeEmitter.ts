import { randomUUID } from 'node:crypto';
import { createEmitter, type Emitter } from '../createEmitter.js';
import type { Clock } from '../../host/clock.js';
import type { EmitterOptions } from '../emitterOptions.js';
import { systemClock } from '../../host/systemClock.js';

/** An emitter's options in Node, which provides the clock and a random epoch. */
export interface NodeEmitterOptions extends Omit<EmitterOptions, 'clock'> {
  /** @defaultValue the machine's */
  readonly clock?: Clock;
  /**
   * Random text for the life of the process.
   * @defaultValue a new one for each emitter, so that a client's position in another run is unknown here
   */
  readonly epoch?: string;
}

/**
 * Creates the emitter of one run, on the machine's clock and with a random epoch.
 * @throws RangeError for an empty id, or a limit below 1
 */
export function createNodeEmitter(options: NodeEmitterOptions): Emitter {
  const { clock = systemClock, epoch = randomUUID() } = options;
  return createEmitter({ ...options, clock, epoch });
}
