import { describeError } from '../host/describeError.js';

/** Ends a command with a sentence for the person and exit code 1. */
export class CommandFailure extends Error {
  override readonly name = 'CommandFailure';
}

/** What an error says, as a clause; Node's own name the system call first, which helps nobody. */
export function describeFailure(error: unknown): string {
  return describeError(error).replace(/^[A-Z]+: /, '');
}

/** Node's code of a system error, such as `ENOENT`; empty for another. */
export function errorCodeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
