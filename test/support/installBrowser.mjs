// @ts-check
/** Puts a Chromium on this machine where that is allowed, or says in one sentence why there is no way. */
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { BROWSER_VARIABLE, computeBrowsers, probeMachine } from './findBrowser.mjs';

const MINUTE_MS = 60_000;

/** @typedef {import('./findBrowser.mjs').Browser} Browser */

/**
 * A way to a browser: its commands run in order until one fails.
 * @typedef {object} InstallStep
 * @property {string} label - what is done, for the person who waits
 * @property {readonly (readonly string[])[]} commands
 * @property {number} timeoutMs - for each command
 * @property {boolean} [afterDownload] - serves only where Playwright's download worked
 */

/**
 * What a plan asks of the machine.
 * @typedef {object} InstallProbe
 * @property {NodeJS.Platform} platform
 * @property {boolean} isRoot
 * @property {(command: string) => boolean} has - whether a command of this name is on the path
 * @property {() => boolean} hasFreeSudo - whether sudo asks no password
 * @property {readonly string[]} playwright - the command that runs Playwright's command line
 */

/**
 * The ways to install a browser on such a machine, best first.
 * @param {InstallProbe} probe
 * @returns {InstallStep[]}
 */
export function planInstall(probe) {
  const download = {
    label: "Playwright's Chromium, by download",
    commands: [[...probe.playwright, 'install', 'chromium']],
    timeoutMs: 10 * MINUTE_MS,
  };
  if (probe.platform !== 'linux') return [download];
  const prefix = findRootPrefix(probe);
  if (prefix === null) return [download];
  const packages = packageManagers(probe.has).map(({ name, commands }) => ({
    label: `the system's Chromium, by ${name}`,
    commands: commands.map((command) => [...prefix, ...command]),
    timeoutMs: 10 * MINUTE_MS,
  }));
  // A downloaded Chromium does not start where the system lacks its libraries; Playwright knows their packages.
  const libraries = probe.has('apt-get')
    ? [
        {
          label: "the libraries of Playwright's Chromium",
          commands: [[...probe.playwright, 'install-deps', 'chromium']],
          timeoutMs: 10 * MINUTE_MS,
          afterDownload: true,
        },
      ]
    : [];
  return [download, ...libraries, ...packages];
}

/**
 * What has to stand before a command that only root may run.
 * @param {Pick<InstallProbe, 'isRoot' | 'has' | 'hasFreeSudo'>} probe
 * @returns {string[] | null} null where there is no way to be root
 */
export function findRootPrefix({ isRoot, has, hasFreeSudo }) {
  if (isRoot) return [];
  return has('sudo') && hasFreeSudo() ? ['sudo', '-n'] : null;
}

/**
 * @param {(command: string) => boolean} has
 * @returns {{ name: string, commands: string[][] }[]}
 */
function packageManagers(has) {
  return [
    {
      name: 'apt-get',
      commands: [
        ['apt-get', 'update'],
        ['apt-get', 'install', '-y', '--no-install-recommends', 'chromium', 'fonts-liberation'],
      ],
    },
    { name: 'dnf', commands: [['dnf', 'install', '-y', 'chromium']] },
    { name: 'apk', commands: [['apk', 'add', '--no-cache', 'chromium']] },
  ].filter(({ name }) => has(name));
}

/**
 * A browser that starts: one that is there, else one that gets installed.
 * @param {(line: string) => void} say - takes the lines for the person who waits
 * @returns {Promise<Browser | null>} null where there is no way; the reason has been said
 */
export async function provideBrowser(say) {
  const found = await findStartingBrowser(say);
  if (found !== null) return found;
  if (process.env[BROWSER_VARIABLE]) {
    say(
      `${BROWSER_VARIABLE} names ${process.env[BROWSER_VARIABLE]}, and no browser starts there: mend it or unset it.`,
    );
    return null;
  }
  for (const step of planInstall(probeInstall())) {
    if (step.afterDownload === true && !(await hasDownload())) continue;
    say(`No browser that starts was found; installing ${step.label} (this can take minutes) …`);
    const failure = runStep(step);
    if (failure !== null) say(`  that did not work: ${failure}`);
    const browser = await findStartingBrowser(say);
    if (browser !== null) return browser;
  }
  say(
    `There is no Chromium or Chrome here and none could be installed: install one, or set ${BROWSER_VARIABLE} to the path of its executable.`,
  );
  return null;
}

/**
 * @param {(line: string) => void} say
 * @returns {Promise<Browser | null>}
 */
async function findStartingBrowser(say) {
  for (const browser of computeBrowsers(await probeMachine())) {
    if (starts(browser.path)) return browser;
    say(`${browser.path} is there but does not start.`);
  }
  return null;
}

async function hasDownload() {
  return computeBrowsers(await probeMachine()).some(({ source }) => source === 'Playwright');
}

/**
 * Whether the file is a browser that starts, and no stub (Ubuntu's asks for a snap) and none without its libraries.
 * @param {string} file
 */
function starts(file) {
  // On Windows `--version` opens a window.
  if (process.platform === 'win32') return true;
  return spawnSync(file, ['--version'], { stdio: 'ignore', timeout: MINUTE_MS }).status === 0;
}

/**
 * Runs the commands of a step.
 * @param {Pick<InstallStep, 'commands' | 'timeoutMs'>} step
 * @returns {string | null} why it failed
 */
export function runStep(step) {
  for (const [command, ...args] of step.commands) {
    if (command === undefined) continue;
    // A host that cannot be reached is to fail within seconds: Playwright asks three hosts, five times in all.
    const env = {
      PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '10000',
      DEBIAN_FRONTEND: 'noninteractive',
      ...process.env,
    };
    const result = spawnSync(command, args, {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: step.timeoutMs,
      maxBuffer: 2 ** 26,
      encoding: 'utf8',
    });
    if (result.status === 0) continue;
    const [reason] =
      `${result.stderr ?? ''}\n${result.stdout ?? ''}`.match(/^.*(?:Error|E:|error).*$/m) ?? [];
    return (
      result.error?.message ?? reason?.trim() ?? `${command} ended with ${result.status ?? result.signal}`
    );
  }
  return null;
}

/**
 * The probe of this machine.
 * @returns {InstallProbe}
 */
export function probeInstall() {
  const playwright = path.join(
    path.dirname(createRequire(import.meta.url).resolve('playwright/package.json')),
    'cli.js',
  );
  return {
    platform: process.platform,
    isRoot: process.getuid?.() === 0,
    has: (command) => spawnSync(command, ['--version'], { stdio: 'ignore' }).error === undefined,
    hasFreeSudo: () => spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0,
    playwright: [process.execPath, playwright],
  };
}
