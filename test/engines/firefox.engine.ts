import { findExecutable } from './drivers/findExecutable.js';
import { describeEngine } from './describeEngine.js';
import { startPuppeteerEngine } from './drivers/puppeteerEngine.js';

/** WebGL 2 in software, on whatever machine. */
const PREFERENCES = {
  'webgl.force-enabled': true,
  'webgl.disable-fail-if-major-performance-caveat': true,
  'gfx.webrender.software': true,
};

describeEngine('Firefox', (pageUrl) =>
  startPuppeteerEngine(
    { browser: 'firefox', executablePath: findExecutable('firefox'), extraPrefsFirefox: PREFERENCES },
    pageUrl,
  ),
);
