/** The functions of the host that may be called here; each may be missing, or replaced by the page. */
interface Reporters {
  readonly reportError?: (error: unknown) => void;
  readonly console?: { error(error: unknown): void };
}

/**
 * Reports an error that the host's own code threw: by `reportError` where there is one (browsers), else on the console
 * (Node). Never throws, and does not end the process.
 */
export function reportFault(error: unknown): void {
  const host = globalThis as Reporters;
  try {
    if (typeof host.reportError === 'function') {
      host.reportError(error);
      return;
    }
  } catch {
    // The page's own `reportError` failed: use the console.
  }
  try {
    host.console?.error(error);
  } catch {
    // The console failed too.
  }
}
