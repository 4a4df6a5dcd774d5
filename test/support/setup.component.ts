import '@testing-library/jest-dom/vitest';
import { cleanup, configure } from '@testing-library/react';
import { afterEach, vi } from 'vitest';
import { guardConsole } from './consoleGuard.js';
import { LONGEST_WAIT_MS, waitLong } from './longWaits.js';

guardConsole(['error']);
waitLong();
configure({ asyncUtilTimeout: LONGEST_WAIT_MS });
afterEach(cleanup);

vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
