import '@testing-library/jest-dom/vitest';
import { cleanup } from '@testing-library/react';
import { afterEach, beforeAll, expect } from 'vitest';
import { commands } from 'vitest/browser';
import { guardConsole, isExpectedMessage } from './consoleGuard.js';

guardConsole(['error', 'warn']);

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
