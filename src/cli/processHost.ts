import { errorCodeOf } from './commandFailure.js';
import type { CommandHost } from './commandHost.js';

/** What a shell reports of a program that Ctrl-C ended. */
const INTERRUPTED = 130;

/**
 * What a command knows of this process. One that asks for `interrupt` takes Ctrl-C over: the first asks it to end, the
 * second ends the process. Any other command ends as programs do.
 */
export function createProcessHost(): CommandHost {
  let controller: AbortController | null = null;

  function listen(): AbortController {
    const interrupt = new AbortController();
    const onSignal = (): void => {
      if (interrupt.signal.aborted) process.exit(INTERRUPTED);
      interrupt.abort();
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
    return interrupt;
  }

  // The caller gets the error from the write itself; without a listener the error would end the process with a stack.
  for (const output of [process.stdout, process.stderr]) output.on('error', ignoreBrokenPipe);
  const { stdin, stdout, stderr, env } = process;
  return {
    stdin,
    stdout,
    stderr,
    env,
    get interrupt() {
      controller ??= listen();
      return controller.signal;
    },
    now: () => performance.now(),
  };
}

function ignoreBrokenPipe(error: Error): void {
  if (errorCodeOf(error) !== 'EPIPE') throw error;
}
