import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { CommandFailure, describeFailure, errorCodeOf } from '../commandFailure.js';
import type { CommandHost } from '../commandHost.js';

/** Large enough that the work for each chunk is small beside that for its lines. */
const CHUNK_BYTES = 1_048_576;

/** A log to be read, from its beginning to its end, once. */
export interface LogInput {
  /** The path as given; `stdin` for piped input. */
  readonly name: string;
  /** Null if not known before the end. */
  readonly sizeBytes: number | null;
  readonly open: () => AsyncIterable<Uint8Array>;
}

/**
 * Finds a log by its path; `-` is standard input.
 * @throws CommandFailure if there is no such file, or it cannot be read
 */
export async function findLogInput(file: string, host: Pick<CommandHost, 'stdin'>): Promise<LogInput> {
  if (file === '-') return { name: 'stdin', sizeBytes: null, open: () => host.stdin };
  try {
    const stats = await stat(file);
    if (stats.isDirectory()) throw new CommandFailure(`${file}: expected a file, found a folder.`);
    return {
      name: file,
      // A pipe (`<(…)` of a shell) has no size.
      sizeBytes: stats.isFile() ? stats.size : null,
      open: () => createReadStream(file, { highWaterMark: CHUNK_BYTES }),
    };
  } catch (error) {
    if (error instanceof CommandFailure) throw error;
    throw new CommandFailure(describeReadFailure(file, error));
  }
}

/** Why a file cannot be read, in a sentence. */
export function describeReadFailure(file: string, error: unknown): string {
  if (errorCodeOf(error) === 'ENOENT') return `${file}: there is no such file.`;
  if (errorCodeOf(error) === 'EACCES') return `${file}: this account may not read it.`;
  return `${file}: cannot be read: ${describeFailure(error)}`;
}

/** The logs that were named; standard input if none was. */
export function findLogInputs(
  files: readonly string[],
  host: Pick<CommandHost, 'stdin'>,
): Promise<LogInput[]> {
  const named = files.length === 0 ? ['-'] : files;
  return Promise.all(named.map((file) => findLogInput(file, host)));
}
