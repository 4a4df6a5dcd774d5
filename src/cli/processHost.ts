import { errorCodeOf } from './commandFailure.js';
import type { CommandHost } from './commandHost.js';
import { createNpmWatch } from './npmWatch.js';
import { processTree } from './processTree.js';

/** Exit code that shells report for a program ended by Ctrl-C. */
const INTERRUPTED = 130;

/** Interval at which the npm that started this process is looked for. */
const NPM_WATCH_MS = 1000;

/**
 * The host of a command in this process. If the command reads `interrupt`, the first Ctrl-C aborts that signal and the
 * second ends the process; else Ctrl-C ends the process. The end of the npm that started this process aborts the signal
 * too.
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
    const hasNpmEnded = createNpmWatch(process.env, processTree);
    if (hasNpmEnded !== null) {
      const timer = setInterval(() => {
        if (!hasNpmEnded()) return;
        clearInterval(timer);
        interrupt.abort();
      }, NPM_WATCH_MS);
      timer.unref();
    }
    return interrupt;
  }

  // The write itself reports its error to the caller; without a listener it would also end the process with a stack trace.
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
