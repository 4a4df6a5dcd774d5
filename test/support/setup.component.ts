import '@testing-library/jest-dom/vitest';
import { cleanup } from '@testing-library/react';
import { afterEach, vi } from 'vitest';
import { guardConsole } from './consoleGuard.js';

guardConsole(['error']);
afterEach(cleanup);

vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
