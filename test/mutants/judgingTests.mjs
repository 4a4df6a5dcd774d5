// @ts-check
import path from 'node:path';
import { testsOfRule } from './rules.mjs';
import { readTexts, roomOfSource, TOP_ROOM } from './sources.mjs';

/** Where a mutant is judged, one after another until something fails. @typedef {'own' | 'related' | 'picture' | 'browser'} Stage */

/** Rooms whose work is seen in a picture alone. */
const SEEN_ROOMS = new Set(['view', 'scene', 'ui', TOP_ROOM]);

/** Tests of what was built in a process of its own, where no mutant comes; and of no part of `src`. */
const NO_JUDGE =
  /^test\/(?:package|mutants|architecture|docs|support|engines)\/|\.long\.test\.|\/(?:process|documentation)\.test\.ts$/;

/**
 * @typedef {object} TestFolder
 * @property {ReadonlyMap<string, string>} texts - every file that tests are made of, by path
 * @property {(file: string) => readonly string[]} testsOf - test files that import a file of `src`, by however many others
 */

/**
 * Reads which tests import what: from the text of their imports, types aside.
 * @param {string} root - the repository
 * @param {ReadonlyMap<string, string>} sources
 * @returns {TestFolder}
 */
export function readTests(root, sources) {
  const texts = new Map(
    ['test', 'examples', 'demo'].flatMap((folder) => [...readTexts(root, folder, /\.(?:tsx?|mjs)$/)]),
  );
  const files = new Map([...sources, ...texts]);
  /** @type {Map<string, string[]>} */
  const importers = new Map();
  for (const [file, text] of files) {
    for (const imported of listImports(file, text, files)) {
      importers.set(imported, [...(importers.get(imported) ?? []), file]);
    }
  }
  return { texts, testsOf: (file) => [...collectAbove(file, importers)].filter(isJudge) };
}

/** @param {string} file */
const isJudge = (file) => /\.test\.tsx?$/.test(file) && !NO_JUDGE.test(file);

/** @param {string} file @param {ReadonlyMap<string, string[]>} importers */
function collectAbove(file, importers) {
  const above = new Set([file]);
  for (const reached of above) for (const importer of importers.get(reached) ?? []) above.add(importer);
  return above;
}

const IMPORT = /(?:^|\n)(?:import|export)(?!\s+type\b)[^'";]*?'([^']+)'|\bimport\(\s*'([^']+)'/g;

/** @param {string} file @param {string} text @param {ReadonlyMap<string, string>} files @returns {string[]} */
function listImports(file, text, files) {
  return [...text.matchAll(IMPORT)].flatMap(([, statement, call]) => {
    const specifier = statement ?? call ?? '';
    const target = specifier.startsWith('.')
      ? path.posix.join(path.posix.dirname(file), specifier)
      : specifier
          .replace(/^gradient-descent-viz(?:\/styles\.css)?$/, 'src/index.js')
          .replace(/^gradient-descent-viz\//, 'src/');
    const stem = target.replace(/\.js$/, '');
    return [target, `${stem}.ts`, `${stem}.tsx`, `${stem}/index.ts`]
      .filter((name) => files.has(name))
      .slice(0, 1);
  });
}

/**
 * The tests that judge a mutant.
 * @param {import('./mutant.mjs').PlacedMutant} placed
 * @param {TestFolder} tests
 * @returns {Map<Stage, string[]>} test files by stage, in the order of the stages; one without any is left out
 */
export function planStages({ file, mutant }, { texts, testsOf }) {
  const room = roomOfSource(file);
  const isPainted = /^(?:css|glsl|picture):/.test(mutant.operator);
  const ownFolder = room === TOP_ROOM ? /^test\/[^/]+$/ : new RegExp(`^test/${room}/`);
  const { rule } = mutant;
  const tests = rule === undefined ? testsOf(file) : testsOfRule(rule, texts, testsOf);
  const isIn = (/** @type {string} */ folder) => (/** @type {string} */ test) =>
    test.startsWith(`test/${folder}/`);
  const inPicture = tests.filter(isIn('picture'));
  const inBrowser = tests.filter(isIn('browser'));
  const inNode = isPainted
    ? []
    : tests.filter((test) => !inPicture.includes(test) && !inBrowser.includes(test));
  if (rule !== undefined && inNode.length > 0) return new Map([['own', inNode]]);
  /** @type {[Stage, string[]][]} */
  const stages = [
    ['own', inNode.filter((test) => ownFolder.test(test))],
    ['related', inNode.filter((test) => !ownFolder.test(test))],
    ['picture', SEEN_ROOMS.has(room) ? inPicture : []],
    ['browser', SEEN_ROOMS.has(room) ? inBrowser : []],
  ];
  return new Map(stages.filter(([, files]) => files.length > 0));
}
