import type { Readable, Writable } from 'node:stream';

/** Where a command writes; `isTTY` is true for a terminal. */
export type CommandOutput = Writable & { readonly isTTY?: boolean; readonly columns?: number };

/** What a command knows of the process that runs it. */
export interface CommandHost {
  readonly stdin: Readable;
  /** Results. */
  readonly stdout: CommandOutput;
  /** Progress, notes and failures, for the user. */
  readonly stderr: CommandOutput;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Aborted when the user asks to stop. A command that reads this property has to end by itself then. */
  readonly interrupt: AbortSignal;
  /** A monotonic clock, in milliseconds. */
  readonly now: () => number;
}

/** 0: nothing is wrong. 1: something is wrong with the input. 2: the command was called in a wrong way. */
export type ExitCode = 0 | 1 | 2;
