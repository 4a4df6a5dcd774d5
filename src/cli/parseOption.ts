import { InvalidArgumentError } from 'commander';

/** Reads an integer of at least 0. @throws InvalidArgumentError, which ends the command with exit code 2 */
export function parseCount(text: string): number {
  const count = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(count)) return count;
  throw new InvalidArgumentError(`Expected an integer of at least 0.`);
}

/** Reads a number above 0. @throws InvalidArgumentError */
export function parsePositive(text: string): number {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (Number.isFinite(value) && value > 0) return value;
  throw new InvalidArgumentError('Expected a number above 0.');
}

/** Reads a TCP port; 0 lets the system choose. @throws InvalidArgumentError */
export function parsePort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new InvalidArgumentError('Expected a port from 0 to 65535.');
}

/** Reads an origin, and adds it to the previous ones. @throws InvalidArgumentError */
export function parseOrigins(text: string, previous: readonly string[]): readonly string[] {
  if (URL.canParse(text) && new URL(text).origin !== 'null') return [...previous, new URL(text).origin];
  throw new InvalidArgumentError('Expected an origin such as http://localhost:3000.');
}

/** What `--max-clients` does, for the help of each command that serves. */
export const MAX_CLIENTS_HELP = 'clients at once; those beyond are refused (1000), max is any number';

/** Reads the limit of clients at once: an integer of at least 1, or `max`. @throws InvalidArgumentError */
export function parseMaxClients(text: string): number {
  if (text === 'max') return Number.POSITIVE_INFINITY;
  const count = Number(text);
  if (/^\d+$/.test(text) && count >= 1 && Number.isSafeInteger(count)) return count;
  throw new InvalidArgumentError('Expected an integer of at least 1, or max.');
}
