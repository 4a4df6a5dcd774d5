// @ts-check
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

/**
 * A mistake: a text that stands once in `src`, whatever file it is in, and what takes its place.
 * @typedef {object} Mutant
 * @property {string} operator - what kind of mistake it is
 * @property {string} text - any white space in it stands for any other
 * @property {string} replacement
 * @property {string} [reason] - why it may survive
 * @property {string} [rule] - of docs/SPEC.md, which it breaks: the tests that name the rule judge it, and no others
 */

/**
 * @typedef {object} PlacedMutant
 * @property {Mutant} mutant
 * @property {string} id - for as long as it says the same
 * @property {string} file - `src/view/playhead.ts`
 * @property {number} start - index of the text's first character
 * @property {number} end - index after its last
 */

/** Every mutant of a folder of lists. @param {string} folder @returns {Mutant[]} */
export function readMutants(folder) {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .flatMap((name) => /** @type {Mutant[]} */ (JSON.parse(readFileSync(path.join(folder, name), 'utf8'))));
}

/** @param {readonly string[]} texts */
export function hashTexts(texts) {
  return createHash('sha256').update(texts.join('\0')).digest('hex').slice(0, 20);
}

/**
 * Where a mutant's text stands.
 * @param {ReadonlyMap<string, string>} sources
 * @param {Mutant} mutant
 * @returns {PlacedMutant | string} what is wrong, where it does not stand exactly once
 */
export function placeMutant(sources, mutant) {
  const places = findText(sources, mutant.text);
  const [place] = places;
  if (place === undefined) return 'its text is gone';
  if (places.length > 1) return `its text stands in ${places.map(({ file }) => file).join(' and ')}`;
  return {
    mutant,
    id: hashTexts([
      mutant.text,
      mutant.replacement,
      ...(mutant.rule === undefined ? [] : [mutant.rule]),
    ]).slice(0, 10),
    ...place,
  };
}

/**
 * Every place of a text, white space aside.
 * @param {ReadonlyMap<string, string>} sources
 * @param {string} text
 */
export function findText(sources, text) {
  const words = text.trim().split(/\s+/);
  const pattern = words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('\\s+');
  /** @type {{ file: string, start: number, end: number }[]} */
  const places = [];
  for (const [file, source] of sources) {
    for (const { index, 0: found } of source.matchAll(new RegExp(pattern, 'g'))) {
      places.push({ file, start: index, end: index + found.length });
    }
  }
  return places;
}
