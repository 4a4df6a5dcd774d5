import { findLaunchOptions } from '../support/launchOptions.mjs';
import { describeEngine } from './describeEngine.js';
import { startPuppeteerEngine } from './drivers/puppeteerEngine.js';

describeEngine('Chromium', async (pageUrl) => {
  const { args, executablePath } = await findLaunchOptions();
  const file = executablePath === undefined ? {} : { executablePath };
  return startPuppeteerEngine(
    { browser: 'chrome', headless: true, args: [...args, '--no-sandbox'], ...file },
    pageUrl,
  );
});
