// @ts-check
/** Where another engine may be on this machine. Nothing here installs or starts one. */
import { spawnSync } from 'node:child_process';
import { listPlaces } from '../support/findBrowser.mjs';

/** @typedef {import('../support/findBrowser.mjs').Browser} Browser */
/** @typedef {import('../support/findBrowser.mjs').BrowserProbe} BrowserProbe */
/** @typedef {'firefox' | 'webkit'} OtherEngine */

/**
 * @typedef {object} EngineFacts
 * @property {string} title
 * @property {string} variable - names its executable and wins over every other place
 * @property {import('../support/findBrowser.mjs').BrowserNames} names
 * @property {readonly string[]} packages - Debian's
 * @property {string} harmless - an argument with which the executable says something and ends
 */

/** On a machine without a screen and a graphics card: one in memory, WebGL in software, and letters. */
const SURROUNDINGS = ['xvfb', 'xauth', 'libgl1-mesa-dri', 'libegl1', 'fonts-liberation'];

/** @type {Readonly<Record<OtherEngine, EngineFacts>>} */
export const ENGINES = {
  firefox: {
    title: 'Firefox',
    variable: 'GDV_FIREFOX',
    names: {
      commands: ['firefox-esr', 'firefox'],
      apps: ['Firefox.app/Contents/MacOS/firefox'],
      programs: ['Mozilla Firefox\\firefox.exe'],
    },
    packages: ['firefox-esr', ...SURROUNDINGS],
    harmless: '--version',
  },
  webkit: {
    title: 'WebKitGTK',
    variable: 'GDV_WEBKIT_DRIVER',
    // Its driver, which knows where the browser is.
    names: { commands: ['WebKitWebDriver'], apps: [], programs: [] },
    packages: ['webkit2gtk-driver', ...SURROUNDINGS],
    harmless: '--help',
  },
};

/**
 * The executables of an engine that are there, best first: the variable's, else the system's.
 * @param {OtherEngine} name
 * @param {Omit<BrowserProbe, 'playwrightPath'>} probe
 * @returns {Browser[]}
 */
export function computeEngines(name, probe) {
  const { variable, names } = ENGINES[name];
  const given = probe.env[variable];
  // A variable that was set is meant, so a file that is missing is a mistake to report.
  if (given !== undefined && given !== '')
    return probe.exists(given) ? [{ path: given, source: variable }] : [];
  return listPlaces(probe, names)
    .filter((file) => probe.exists(file))
    .map((file) => ({ path: file, source: 'the system' }));
}

/**
 * Whether an executable starts, and is no stub that asks for a snap and none without its libraries.
 * @param {string} file
 * @param {OtherEngine} name
 */
export function startsEngine(file, name) {
  // On Windows `--version` opens a window.
  if (process.platform === 'win32') return true;
  return spawnSync(file, [ENGINES[name].harmless], { stdio: 'ignore', timeout: 60_000 }).status === 0;
}

/** On Linux engines get a screen in memory: without one there is none in CI, and Firefox has WebGL on a screen alone. */
export const SCREEN_COMMAND = ['xvfb-run', '--auto-servernum', '--server-args=-screen 0 1280x1024x24'];
