// @ts-check
/** Puts another engine on this machine where that is allowed, or says in one line why it is left out. */
import { spawnSync } from 'node:child_process';
import { probeMachine } from '../support/findBrowser.mjs';
import { findRootPrefix, probeInstall, runStep } from '../support/installBrowser.mjs';
import { computeEngines, ENGINES, SCREEN_COMMAND, startsEngine } from './findEngine.mjs';

/** @typedef {import('./findEngine.mjs').OtherEngine} OtherEngine */
/** @typedef {import('../support/findBrowser.mjs').Browser} Browser */

/**
 * How an engine gets here: commands that run in order until one fails, or why there are none.
 * @typedef {{ readonly commands: string[][] } | { readonly obstacle: string }} EnginePlan
 */

/**
 * @param {OtherEngine} name
 * @param {Omit<import('../support/installBrowser.mjs').InstallProbe, 'playwright'>} probe
 * @returns {EnginePlan}
 */
export function planEngine(name, probe) {
  if (probe.platform !== 'linux' || !probe.has('apt-get')) return { obstacle: 'there is no apt-get here' };
  const prefix = findRootPrefix(probe);
  if (prefix === null) return { obstacle: 'apt-get needs root' };
  const install = ['apt-get', 'install', '-y', '--no-install-recommends', ...ENGINES[name].packages];
  return { commands: [['apt-get', 'update'], install].map((command) => [...prefix, ...command]) };
}

/**
 * An engine to try, or why it is left out. Where it could have been installed, CI does not pass without it.
 * @typedef {object} ProvidedEngine
 * @property {Browser | null} engine
 * @property {boolean} isFault - whether the run fails for want of it
 */

/**
 * Finds an engine that starts, else installs one.
 * @param {OtherEngine} name
 * @param {(line: string) => void} say - takes the lines for the person who waits
 * @returns {Promise<ProvidedEngine>}
 */
export async function provideEngine(name, say) {
  const { title, variable, packages } = ENGINES[name];
  const found = await findStartingEngine(name);
  if (found !== null) return { engine: found, isFault: false };
  const given = process.env[variable];
  if (given) {
    say(`Left out: ${title}. ${variable} names ${given}, and it does not start there.`);
    return { engine: null, isFault: true };
  }
  const plan = planEngine(name, probeInstall());
  let obstacle = 'obstacle' in plan ? plan.obstacle : 'it was installed and does not start';
  if ('commands' in plan) {
    say(`Installing ${title} (this can take minutes) …`);
    const failure = runStep({ commands: plan.commands, timeoutMs: 600_000 });
    const engine = await findStartingEngine(name);
    if (engine !== null) return { engine, isFault: false };
    obstacle = failure ?? obstacle;
  }
  say(`Left out: ${title}, as ${obstacle}. Install ${packages.join(' ')}, or set ${variable}.`);
  return { engine: null, isFault: 'commands' in plan && Boolean(process.env['CI']) };
}

/**
 * @param {OtherEngine} name
 * @returns {Promise<Browser | null>} null also where there is no screen for it
 */
async function findStartingEngine(name) {
  const [screen = ''] = SCREEN_COMMAND;
  if (process.platform === 'linux' && spawnSync(screen, ['--help'], { stdio: 'ignore' }).error) return null;
  return computeEngines(name, await probeMachine()).find(({ path }) => startsEngine(path, name)) ?? null;
}
