// @ts-check
/** The counts of a run, from the report that vitest's JSON reporter writes. */

/** @typedef {{ readonly passed: number, readonly failed: number, readonly skipped: number }} Counters */

/**
 * A file that could not be run at all holds no test that failed; it counts as one.
 * @param {any} report - vitest's, parsed
 * @returns {Counters}
 */
export function computeCounters(report) {
  const brokenFiles = report.testResults.filter(
    (/** @type {any} */ file) =>
      file.status === 'failed' &&
      !file.assertionResults.some((/** @type {any} */ test) => test.status === 'failed'),
  ).length;
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + brokenFiles,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/**
 * The counts of two runs together.
 * @param {Counters} a
 * @param {Counters} b
 * @returns {Counters}
 */
export function addCounters(a, b) {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped };
}

/**
 * The closing line: `12 passed, 0 failed`, and `, 3 skipped` only where some were.
 * @param {Counters} counters
 */
export function formatCounters({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/** The vitest projects that run in a browser. */
const BROWSER_PROJECTS = new Set(['browser', 'three-170']);

/**
 * Whether a run with these arguments of vitest's needs a browser: all do but those that name only other projects.
 * @param {readonly string[]} args
 */
export function asksForBrowser(args) {
  const projects = args.flatMap((arg, i) => {
    if (arg.startsWith('--project=')) return [arg.slice('--project='.length)];
    return arg === '--project' ? [args[i + 1] ?? ''] : [];
  });
  if (projects.length === 0) return true;
  // A pattern or a negation may match anything.
  return projects.some((name) => BROWSER_PROJECTS.has(name) || /[*!]/.test(name));
}
