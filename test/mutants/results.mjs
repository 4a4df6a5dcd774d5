// @ts-check
import { appendFileSync, existsSync, readFileSync } from 'node:fs';

/**
 * What was found out, a line of JSON each, in the order in which it was; the last of its kind counts, for as long as the
 * texts that it is about are the same.
 * @typedef {object} Entry
 * @property {string} subject - a test file, or a mutant's id and a stage
 * @property {string} key - of the texts
 * @property {'passed' | 'killed' | 'timed out'} outcome - a test without a mutant passes, or is of no use
 * @property {number} ms
 * @property {string} [by] - the test that failed
 */

/** Results of this run of the mutants and of earlier ones. */
export class Results {
  /** @type {Map<string, Entry>} */
  #entries = new Map();
  #file;

  /** @param {string} file - made where there is none */
  constructor(file) {
    this.#file = file;
    const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
    for (const line of lines) {
      try {
        /** @type {Entry} */
        const entry = JSON.parse(line);
        this.#entries.set(entry.subject, entry);
      } catch {
        // The last one, where a sitting was cut short.
      }
    }
  }

  /**
   * @param {string} subject
   * @param {(entry: Entry) => string} computeKey - what it would be of the texts as they are
   * @returns {Entry | null}
   */
  find(subject, computeKey) {
    const entry = this.#entries.get(subject);
    return entry !== undefined && entry.key === computeKey(entry) ? entry : null;
  }

  /** @param {string} id - of a mutant @returns {boolean} whether all that is known of it, if anything, is forgotten */
  forgetUnlessKilled(id) {
    const known = [...this.#entries.values()].filter(({ subject }) => subject.startsWith(`${id} `));
    if (known.some(({ outcome }) => outcome !== 'passed')) return false;
    for (const { subject } of known) this.#entries.delete(subject);
    return true;
  }

  /** @param {Entry} entry */
  add(entry) {
    this.#entries.set(entry.subject, entry);
    appendFileSync(this.#file, `${JSON.stringify(entry)}\n`);
  }
}
