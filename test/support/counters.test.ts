import { expect, it } from 'vitest';
import { addCounters, asksForBrowser, computeCounters, formatCounters } from './counters.mjs';

const REPORT = { numPassedTests: 7, numFailedTests: 1, numPendingTests: 0, numTodoTests: 0, testResults: [] };

it("takes the counts of vitest's report", () => {
  expect(computeCounters({ ...REPORT, numPendingTests: 2, numTodoTests: 1 })).toEqual({
    passed: 7,
    failed: 1,
    skipped: 3,
  });
});

it('counts a file that could not be run as a failure', () => {
  const testResults = [
    { status: 'failed', assertionResults: [] },
    { status: 'failed', assertionResults: [{ status: 'passed' }, { status: 'failed' }] },
    { status: 'passed', assertionResults: [{ status: 'passed' }] },
  ];
  expect(computeCounters({ ...REPORT, testResults }).failed).toBe(2);
});

it('adds the counts of two runs', () => {
  const [short, long] = [
    { passed: 12, failed: 1, skipped: 0 },
    { passed: 3, failed: 0, skipped: 2 },
  ];
  expect(addCounters(short, long)).toEqual({ passed: 15, failed: 1, skipped: 2 });
});

it('names the skipped only where there are some', () => {
  expect(formatCounters({ passed: 12, failed: 0, skipped: 0 })).toBe('12 passed, 0 failed');
  expect(formatCounters({ passed: 12, failed: 1, skipped: 3 })).toBe('12 passed, 1 failed, 3 skipped');
});

it.each([
  [[], true],
  [['-t', 'places an update'], true],
  [['--project', 'unit'], false],
  [['--project=unit', '--project=component'], false],
  [['--project', 'unit', '--project', 'browser'], true],
  [['--project', '!package'], true],
])('for the arguments %j, asks for a browser: %s', (args, expected) => {
  expect(asksForBrowser(args)).toBe(expected);
});
