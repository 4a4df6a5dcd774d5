// First: the modules that follow may keep a timer's function for themselves.
import './pageActivity.js';
import '@testing-library/jest-dom/vitest';
import { cleanup, configure } from '@testing-library/react';
import { afterEach, beforeAll, expect } from 'vitest';
import { commands } from 'vitest/browser';
import { guardConsole, isExpectedMessage } from './consoleGuard.js';
import { LONGEST_WAIT_MS, waitLong } from './longWaits.js';

guardConsole(['error', 'warn']);
waitLong();
configure({ asyncUtilTimeout: LONGEST_WAIT_MS });

// The first call begins to listen.
beforeAll(async () => {
  await commands.takeNativeWarnings();
});
afterEach(async () => {
  const lost = (await commands.takeNativeWarnings()).filter((text) =>
    /WebGL contexts|context (?:was )?lost/i.test(text),
  );
  expect(lost.filter((text) => !isExpectedMessage(text))).toEqual([]);
});

afterEach(cleanup);
