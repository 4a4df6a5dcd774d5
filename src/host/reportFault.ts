/** What of its host this room may call; each may be missing, or be what a page put in its place. */
interface Reporters {
  readonly reportError?: (error: unknown) => void;
  readonly console?: { error(error: unknown): void };
}

/**
 * Reports an error that the host's own code threw while it was called: by `reportError` where there is one (browsers),
 * else on the console (Node). Never throws, and ends no process: whoever called the host's code goes on.
 */
export function reportFault(error: unknown): void {
  const host = globalThis as Reporters;
  try {
    if (typeof host.reportError === 'function') {
      host.reportError(error);
      return;
    }
  } catch {
    // A page's own; the console is left.
  }
  try {
    host.console?.error(error);
  } catch {
    // Nobody is left to report to.
  }
}
