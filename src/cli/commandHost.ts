import type { Readable, Writable } from 'node:stream';

/** Where a command writes; a terminal says that it is one. */
export type CommandOutput = Writable & { readonly isTTY?: boolean; readonly columns?: number };

/** What a command knows of the process that runs it. */
export interface CommandHost {
  readonly stdin: Readable;
  /** Results. */
  readonly stdout: CommandOutput;
  /** What is said to a person: progress, notes, failures. */
  readonly stderr: CommandOutput;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Aborted when the person asks to stop. A command that reads it has to end by itself then. */
  readonly interrupt: AbortSignal;
  /** A clock that only goes on, in milliseconds. */
  readonly now: () => number;
}

/** 0: nothing is wrong. 1: something is wrong with the input. 2: the command was called in a wrong way. */
export type ExitCode = 0 | 1 | 2;
