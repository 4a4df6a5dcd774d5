// @ts-check
import { fork } from 'node:child_process';
import path from 'node:path';

/** @typedef {import('./judge.mjs').Judgement} Judgement */
/** @typedef {import('./worklist.mjs').Task} Task */
/** @typedef {Pick<import('./results.mjs').Entry, 'outcome' | 'ms' | 'by'>} Result */

/** A test under a mutant is given this many times what it takes without, and this much more: the machine may be busy. */
const PATIENT_TIMES = 5;
const PATIENT_MS = 45_000;

/** A judge in a process of its own, which is ended with all that it started where a mutant makes it loop. */
export class Judge {
  /** @type {import('node:child_process').ChildProcess | null} */
  #process = null;
  #root;

  /** @param {string} root */
  constructor(root) {
    this.#root = root;
  }

  /** @param {Task} task @returns {Promise<Result>} */
  async run({ placed, tests, slowestMs }) {
    if (tests.length === 0) return { outcome: 'passed', ms: 0 };
    const judge = this.#process ?? (await this.#start());
    const { file = null, start = 0, end = 0 } = placed ?? {};
    const { replacement = '', rule = null } = placed?.mutant ?? {};
    judge.send({ file, start, end, replacement, tests, rule });
    const began = performance.now();
    const answer = await this.#answer(judge, PATIENT_TIMES * slowestMs + PATIENT_MS);
    if (answer === null) {
      this.end();
      return { outcome: 'timed out', ms: Math.round(performance.now() - began) };
    }
    const { failed, ms } = answer;
    return failed === null ? { outcome: 'passed', ms } : { outcome: 'killed', ms, by: failed };
  }

  end() {
    if (this.#process?.pid !== undefined) {
      try {
        process.kill(-this.#process.pid, 'SIGKILL');
      } catch {
        // Ended by itself.
      }
    }
    this.#process = null;
  }

  async #start() {
    const judge = fork(path.join(import.meta.dirname, 'judge.mjs'), {
      cwd: this.#root,
      detached: true,
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      env: { ...process.env, STORYBOOK_DISABLE_TELEMETRY: '1' },
    });
    this.#process = judge;
    if ((await this.#answer(judge, 10 * PATIENT_MS)) === null) {
      this.end();
      throw new Error('The judge did not start: see above.');
    }
    return judge;
  }

  /**
   * What the judge says next; null where it says nothing for so long, or ends.
   * @param {import('node:child_process').ChildProcess} judge
   * @param {number} limitMs
   * @returns {Promise<Judgement | null>}
   */
  #answer(judge, limitMs) {
    return new Promise((resolve) => {
      const give = (/** @type {Judgement | null} */ answer) => {
        clearTimeout(timer);
        judge.off('message', onMessage).off('exit', onExit);
        resolve(answer);
      };
      const onExit = () => give(null);
      let timer = setTimeout(onExit, limitMs);
      const onMessage = (/** @type {Judgement | 'going'} */ said) => {
        if (said !== 'going') return give(said);
        clearTimeout(timer);
        timer = setTimeout(onExit, limitMs);
      };
      judge.on('message', onMessage).on('exit', onExit);
    });
  }
}
