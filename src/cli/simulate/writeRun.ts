import { open, type FileHandle } from 'node:fs/promises';
import { createEmitter } from '../../emitter/createEmitter.js';
import { CommandFailure, describeFailure } from '../commandFailure.js';
import type { CommandHost } from '../commandHost.js';
import { writeText } from '../terminal/writeText.js';
import { emitRun, type RunOutcome } from './emitRun.js';
import type { RunPace } from './runPace.js';
import type { SimulatedRun } from './simulatedRun.js';

/** The ids of a run. */
export interface RunNames {
  readonly projectId: string;
  readonly runId: string;
}

/**
 * Writes a run as a log. It has no `epoch`, so that the same options write the same log.
 * @param file - overwritten; null for standard output
 * @throws CommandFailure if the file cannot be written
 */
export async function writeRun(
  run: SimulatedRun,
  names: RunNames,
  pace: RunPace,
  file: string | null,
  host: Pick<CommandHost, 'stdout'>,
): Promise<RunOutcome> {
  const output = file === null ? null : createOutputFile(file);
  let waiting = '';
  const emitter = createEmitter({
    ...names,
    clock: pace.clock,
    send: (text) => {
      waiting += `${text}\n`;
    },
  });
  async function writeWaiting(): Promise<void> {
    if (waiting === '') return;
    const text = waiting;
    waiting = '';
    await (output === null ? writeText(host.stdout, text) : output.write(text));
  }
  try {
    return await emitRun(run, emitter, pace, writeWaiting);
  } finally {
    emitter.close();
    await output?.close();
  }
}

/** A file that is opened at the first write, so that a run that does not begin leaves an old file as it is. */
function createOutputFile(file: string) {
  let handle: FileHandle | null = null;
  return {
    async write(text: string): Promise<void> {
      try {
        handle ??= await open(file, 'w');
        await handle.appendFile(text);
      } catch (error) {
        throw new CommandFailure(`${file}: cannot be written: ${describeFailure(error)}`);
      }
    },
    async close(): Promise<void> {
      await handle?.close();
    },
  };
}
