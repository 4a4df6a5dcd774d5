import { InvalidArgumentError } from 'commander';
import { parseSpeed } from '../../log/speed.js';

/** Reads a playing speed: a multiple of the recorded pace, `max` or 0 for all at once. @throws InvalidArgumentError */
export function parseSpeedOption(text: string): number {
  const speed = parseSpeed(text);
  if (speed !== null) return speed;
  throw new InvalidArgumentError('Expected a number of at least 0, or max.');
}
