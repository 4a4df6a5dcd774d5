// @ts-check
import { computeCodeChanges } from './codeChanges.mjs';
import { findText } from './mutant.mjs';
import { roomOfSource } from './sources.mjs';
import { computeCssChanges } from './textChanges.mjs';

/** @typedef {import('./mutant.mjs').Mutant} Mutant */
/** @typedef {import('./mutant.mjs').PlacedMutant} PlacedMutant */
/** @typedef {import('./textChanges.mjs').Change} Change */
/** @typedef {Change & { file: string }} Candidate */
/** @typedef {import('./compiler.mjs').Compiler} Compiler */

/** Mutants of a room that has lines enough. */
const WANTED = 20;
/** With fewer, a room is too small to be choosy. */
const FEWEST = 15;
/** A larger room has one more for so many lines. */
const LINES_EACH = 200;
/** A text that stands more than once takes so many lines before it along. */
const MAX_LINES = 4;

/**
 * Draws a room's mutants: the operators take turns, each with one of its places, no two on one line. A room too small
 * for that has every mutant that parses.
 * @param {ReadonlyMap<string, string>} sources
 * @param {string} room
 * @param {number} seed
 * @param {Compiler} compiles
 * @param {readonly PlacedMutant[]} kept - those that the room has already
 * @returns {Mutant[]} with those first
 */
export function drawMutants(sources, room, seed, compiles, kept = []) {
  const files = [...sources.keys()].filter((file) => roomOfSource(file) === room);
  const candidates = files.flatMap((file) => listCandidates(sources, file));
  const lines = files.reduce((sum, file) => sum + textOf(sources, file).split('\n').length, 0);
  const wanted = Math.max(WANTED, Math.round(lines / LINES_EACH));
  const perFile = Math.ceil((2 * wanted) / files.length);
  const lineOf = (/** @type {string} */ file, /** @type {number} */ index) =>
    `${file}:${textOf(sources, file).slice(0, index).split('\n').length}`;
  const taken = new Set(kept.map(({ file, end }) => lineOf(file, end)));
  const takenOf = (/** @type {string} */ file) =>
    [...taken].filter((line) => line.startsWith(`${file}:`)).length;
  const drawn = takeInTurns(shuffleByOperator(candidates, seed), wanted - kept.length, (candidate) => {
    const line = lineOf(candidate.file, candidate.start);
    if (taken.has(line) || takenOf(candidate.file) >= perFile) return null;
    const named = nameMutant(sources, candidate, (file, text) => compiles(file, text, false));
    if (named !== null) taken.add(line);
    return named;
  });
  const known = kept.map(({ mutant }) => mutant);
  if (kept.length + drawn.length >= FEWEST) return [...known, ...drawn];
  const every = takeInTurns(shuffleByOperator(candidates, seed), wanted, (candidate) =>
    nameMutant(sources, candidate, (file, text) => compiles(file, text, true)),
  );
  const isKnown = (/** @type {Mutant} */ { text, replacement }) =>
    known.some((mutant) => mutant.text === text && mutant.replacement === replacement);
  return [...known, ...every.filter((mutant) => !isKnown(mutant))];
}

/**
 * @param {Candidate[][]} queues
 * @param {number} wanted
 * @param {(candidate: Candidate) => Mutant | null} take
 */
function takeInTurns(queues, wanted, take) {
  /** @type {Mutant[]} */
  const drawn = [];
  while (drawn.length < wanted && queues.some((queue) => queue.length > 0)) {
    for (const queue of queues) {
      const mutant = drawn.length < wanted ? takeNext(queue, take) : null;
      if (mutant !== null) drawn.push(mutant);
    }
  }
  return drawn;
}

/** @param {Candidate[]} queue @param {(candidate: Candidate) => Mutant | null} take */
function takeNext(queue, take) {
  for (let candidate = queue.pop(); candidate !== undefined; candidate = queue.pop()) {
    const mutant = take(candidate);
    if (mutant !== null) return mutant;
  }
  return null;
}

/** @param {ReadonlyMap<string, string>} sources @param {string} file @returns {Candidate[]} */
function listCandidates(sources, file) {
  const text = textOf(sources, file);
  const changes = file.endsWith('.css') ? computeCssChanges(text) : computeCodeChanges(file, text);
  return changes
    .filter(({ start, end, replacement }) => {
      const changed = text.slice(start, end);
      return !changed.includes('\n') && !replacement.includes('\n') && changed !== replacement;
    })
    .map((change) => ({ ...change, file }));
}

/** @param {Candidate[]} candidates @param {number} seed */
function shuffleByOperator(candidates, seed) {
  const random = createRandom(seed);
  const shuffled = candidates
    .map((candidate) => ({ candidate, order: random() }))
    .sort((a, b) => a.order - b.order)
    .map(({ candidate }) => candidate);
  return [...groupByOperator(shuffled)];
}

/** @param {Candidate[]} candidates */
function groupByOperator(candidates) {
  /** @type {Map<string, Candidate[]>} */
  const groups = new Map();
  for (const candidate of candidates)
    groups.set(candidate.operator, [...(groups.get(candidate.operator) ?? []), candidate]);
  return groups.values();
}

/**
 * The mutant with as many lines as name its place, or null where they do not, or where it is none.
 * @param {ReadonlyMap<string, string>} sources
 * @param {Candidate} candidate
 * @param {(file: string, text: string) => boolean} compiles
 * @returns {Mutant | null}
 */
function nameMutant(sources, { file, operator, start, end, replacement }, compiles) {
  const source = textOf(sources, file);
  const lineEnd = (source + '\n').indexOf('\n', end);
  let lineStart = start;
  for (let lines = 0; lines < MAX_LINES; lines++) {
    lineStart = source.lastIndexOf('\n', lineStart - 1) + 1;
    const text = source.slice(lineStart, lineEnd).trim();
    // What is said in a comment is no name of code, and without its line breaks it would be none.
    if (/\/\/|\/\*|\*\/|^\s*[*#]/m.test(text)) return null;
    if (findText(sources, text).length === 1) {
      const mutated = source.slice(0, start) + replacement + source.slice(end);
      const shown = (source.slice(lineStart, start) + replacement + source.slice(end, lineEnd)).trim();
      return compiles(file, mutated) ? { operator, text: tidy(text), replacement: tidy(shown) } : null;
    }
    lineStart -= 1;
  }
  return null;
}

/** @param {string} text */
const tidy = (text) => text.replace(/\s+/g, ' ');

/** @param {ReadonlyMap<string, string>} sources @param {string} file */
const textOf = (sources, file) => sources.get(file) ?? '';

/** The same numbers in [0, 1) each time (mulberry32). @param {number} seed */
function createRandom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
