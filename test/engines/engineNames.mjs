// @ts-check
/** The engines that the tests know, by the names of their files. */

/** The variable in which test/engines/run.mjs says which engines are there. */
export const ENGINES_VARIABLE = 'GDV_ENGINES';

/** @typedef {'firefox' | 'webkit' | 'chromium'} EngineName */

/** Chromium has tests of its own, and many more: here it is for whoever looks for a fault of these. */
export const DEFAULT_ENGINES = /** @type {const} */ (['firefox', 'webkit']);

/** @type {readonly EngineName[]} */
const ENGINE_NAMES = [...DEFAULT_ENGINES, 'chromium'];

/**
 * @param {string} name
 * @returns {name is EngineName}
 */
export function isEngineName(name) {
  return ENGINE_NAMES.some((known) => known === name);
}

/**
 * The engines that a run is to try.
 * @param {Readonly<Record<string, string | undefined>>} env
 * @returns {readonly EngineName[]}
 */
export function readEngineNames(env) {
  return (env[ENGINES_VARIABLE] ?? '').split(',').filter(isEngineName);
}
