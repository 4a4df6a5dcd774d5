import { describeError } from '../host/describeError.js';

/** Ends a command with a sentence for the user and exit code 1. */
export class CommandFailure extends Error {
  override readonly name = 'CommandFailure';
}

/** The message of an error, as a clause. For a system error it leaves out the name of the system call, with which Node begins. */
export function describeFailure(error: unknown): string {
  return describeError(error).replace(/^[A-Z]+: /, '');
}

/** Node's code of a system error, such as `ENOENT`; empty for another. */
export function errorCodeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
