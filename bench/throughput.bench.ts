import { expect, it } from 'vitest';
import { LOG_NAMES, readLog } from '../test/fixtures/readLog.js';
import { loadBuiltCore } from './support/builtCore.js';
import { reportLogs, reportLongRun } from './support/throughput.js';

const core = await loadBuiltCore();

it('reads the recorded logs', () => {
  const logs = LOG_NAMES.map(readLog);
  expect(logs.length).toBeGreaterThan(0);
  console.log(reportLogs(core, logs));
});

it('reads a long run', () => {
  console.log(reportLongRun(core));
});
