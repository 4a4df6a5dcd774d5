import '@testing-library/jest-dom/vitest';
import { cleanup } from '@testing-library/react';
import { afterEach, vi } from 'vitest';
import { guardConsole } from './consoleGuard.js';

guardConsole(['error']);
afterEach(cleanup);

vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);

// jsdom lays nothing out and draws nothing. A size never comes, motion is welcome, WebGL is missing.
vi.stubGlobal(
  'ResizeObserver',
  class {
    observe(): void {}
    unobserve(): void {}
    disconnect(): void {}
  },
);
vi.stubGlobal('matchMedia', (media: string) =>
  Object.assign(new EventTarget(), { matches: false, media, onchange: null }),
);
HTMLCanvasElement.prototype.getContext = () => null;
