import { reportFault } from './reportFault.js';

/**
 * Calls the host's code. What that throws, or what a promise that it returns rejects with, goes to `onFault`; what `onFault`
 * throws goes to {@link reportFault}. Never throws.
 */
export function guardCall(call: () => unknown, onFault: (error: unknown) => void): void {
  const report = (error: unknown): void => {
    callQuietly(() => onFault(error), reportFault);
  };
  callQuietly(call, report);
}

function callQuietly(call: () => unknown, report: (error: unknown) => void): void {
  try {
    const outcome = call();
    if (outcome instanceof Promise) outcome.catch(report);
  } catch (error) {
    report(error);
  }
}
