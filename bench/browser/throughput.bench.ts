import { expect, it } from 'vitest';
import * as core from '../../src/core.js';
import { reportLogs, reportLongRun } from '../support/throughput.js';

/** The recorded logs as text, put in by the bundler: a page reads no files. */
const LOGS = import.meta.glob<string>('../../test/fixtures/logs/*.ndjson', {
  eager: true,
  query: '?raw',
  import: 'default',
});

it('reads the recorded logs', () => {
  const logs = Object.values(LOGS).map((text) => text.split('\n'));
  expect(logs.length).toBeGreaterThan(0);
  console.log(reportLogs(core, logs));
  expect(window.crossOriginIsolated).toBe(true);
});

it('reads a long run', () => {
  console.log(reportLongRun(core));
});
