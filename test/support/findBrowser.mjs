// @ts-check
/** Where a Chromium or Chrome may be on this machine. Nothing here installs or starts one. */
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';

/** The variable that names a browser's executable and wins over every other place. */
export const BROWSER_VARIABLE = 'GDV_CHROMIUM';

/**
 * What finding a browser asks of the machine.
 * @typedef {object} BrowserProbe
 * @property {Readonly<Record<string, string | undefined>>} env
 * @property {NodeJS.Platform} platform
 * @property {string} home - the user's home folder
 * @property {string | null} playwrightPath - where Playwright would have put its own browser
 * @property {(file: string) => boolean} exists
 */

/** @typedef {{ readonly path: string, readonly source: string }} Browser */

/**
 * The browsers that are there, best first: the variable's, Playwright's own, the system's.
 * @param {BrowserProbe} probe
 * @returns {Browser[]}
 */
export function computeBrowsers(probe) {
  const named = probe.env[BROWSER_VARIABLE];
  // A variable that was set is meant: its missing file is an error to report, not to ignore.
  if (named !== undefined && named !== '')
    return probe.exists(named) ? [{ path: named, source: BROWSER_VARIABLE }] : [];
  const own = probe.playwrightPath === null ? [] : [{ path: probe.playwrightPath, source: 'Playwright' }];
  const system = systemPaths(probe).map((file) => ({ path: file, source: 'the system' }));
  return [...own, ...system].filter((browser) => probe.exists(browser.path));
}

/**
 * Under which names a browser is installed.
 * @typedef {object} BrowserNames
 * @property {readonly string[]} commands - of a folder of the path, on Linux
 * @property {readonly string[]} apps - on macOS: `Name.app/Contents/MacOS/name`
 * @property {readonly string[]} programs - in a folder of programs on Windows
 */

/** @type {BrowserNames} */
const CHROMIUM = {
  commands: [
    'chromium',
    'google-chrome-stable',
    'google-chrome',
    'chromium-browser',
    'microsoft-edge-stable',
  ],
  apps: ['Google Chrome', 'Chromium', 'Microsoft Edge'].map((name) => `${name}.app/Contents/MacOS/${name}`),
  programs: [
    'Google\\Chrome\\Application\\chrome.exe',
    'Chromium\\Application\\chrome.exe',
    'Microsoft\\Edge\\Application\\msedge.exe',
  ],
};

/**
 * Where a system has a browser of these names, if it has one.
 * @param {Pick<BrowserProbe, 'env' | 'platform' | 'home'>} probe
 * @param {BrowserNames} names
 * @returns {string[]}
 */
export function listPlaces({ env, platform, home }, { commands, apps, programs }) {
  if (platform === 'darwin') {
    return ['/Applications', `${home}/Applications`].flatMap((folder) =>
      apps.map((app) => `${folder}/${app}`),
    );
  }
  if (platform === 'win32') {
    const folders = [env['ProgramFiles'], env['ProgramFiles(x86)'], env['LocalAppData']].filter(
      (folder) => folder !== undefined,
    );
    return programs.flatMap((program) => folders.map((folder) => `${folder}\\${program}`));
  }
  const folders = new Set([
    ...(env['PATH'] ?? '').split(':').filter((folder) => folder !== ''),
    '/usr/bin',
    '/usr/local/bin',
    '/snap/bin',
  ]);
  return commands.flatMap((name) => [...folders].map((folder) => `${folder}/${name}`));
}

/**
 * @param {BrowserProbe} probe
 * @returns {string[]}
 */
function systemPaths(probe) {
  const places = listPlaces(probe, CHROMIUM);
  return probe.platform === 'linux' ? [...places, '/opt/google/chrome/chrome'] : places;
}

/**
 * The probe of this machine.
 * @returns {Promise<BrowserProbe>}
 */
export async function probeMachine() {
  const { chromium } = await import('playwright');
  return {
    env: process.env,
    platform: process.platform,
    home: homedir(),
    playwrightPath: chromium.executablePath() || null,
    exists: (file) => existsSync(path.normalize(file)),
  };
}
