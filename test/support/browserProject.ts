import { playwright } from '@vitest/browser-playwright';
import type { BrowserConfigOptions } from 'vitest/node';
import { takeNativeWarnings } from './browserCommands.js';
import { emulateMedia } from './emulateMediaCommand.js';
import { closeEventServer, openEventServer } from './eventServerCommand.js';
import { findLaunchOptions } from './launchOptions.mjs';
import { tellLiveRun } from './liveRunCommand.js';
import { openWithoutWebGl } from './pageWithoutWebGlCommand.js';
import { savePicture, wantsPictures } from './savePictureCommand.js';
import { loseNetwork, tellNetwork } from './troubledNetworkCommand.js';

/** One headless Chromium with software WebGL, for tests and benchmarks alike. */
export async function createBrowserOptions(): Promise<BrowserConfigOptions> {
  return {
    enabled: true,
    headless: true,
    screenshotFailures: false,
    provider: playwright({ launchOptions: await findLaunchOptions() }),
    instances: [{ browser: 'chromium', viewport: { width: 800, height: 600 } }],
    commands: {
      takeNativeWarnings,
      openEventServer,
      closeEventServer,
      tellLiveRun,
      tellNetwork,
      loseNetwork,
      emulateMedia,
      openWithoutWebGl,
      wantsPictures,
      savePicture,
    },
  };
}
