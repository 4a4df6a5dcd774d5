// @ts-check
import { planStages } from './judgingTests.mjs';
import { hashTexts } from './mutant.mjs';
import { roomOfSource } from './sources.mjs';

/** @typedef {import('./judgingTests.mjs').Stage} Stage */
/** @typedef {import('./mutant.mjs').PlacedMutant} PlacedMutant */
/** @typedef {import('./results.mjs').Entry} Entry */

/**
 * Something to run: a mutant under tests, or a test without one, to learn whether it passes and how long it takes.
 * @typedef {{ placed: PlacedMutant | null, stage: Stage, tests: readonly string[], slowestMs: number }} Task
 */

/**
 * What has become of a mutant: `open` where it is not judged to its end.
 * @typedef {{ placed: PlacedMutant, room: string, state: 'killed' | 'timed out' | 'survived' | 'open', by: string }} Verdict
 */

/** A test file that is about something else and takes longer than this judges nothing. */
const SLOW_MS = 20_000;

/** How long a test may take that was never run. */
const UNKNOWN_MS = 60_000;

/** What waits for the only browser goes first, so that it is never the last. @type {readonly Stage[]} */
const ORDER = ['picture', 'browser', 'own', 'related'];

/** @param {Stage} stage */
const needsBrowser = (stage) => stage === 'picture' || stage === 'browser';

/** Which mutant is judged next by what, and how it went. */
export class Worklist {
  #results;
  /** @type {Map<string, string>} */
  #digests;
  /** @type {{ placed: PlacedMutant, stages: Map<Stage, string[]> }[]} */
  #plans;
  /** @type {Set<string>} */
  #running = new Set();
  #sourceDigest;

  /**
   * @param {readonly PlacedMutant[]} mutants - in the order in which they are judged
   * @param {ReadonlyMap<string, string>} sources
   * @param {import('./judgingTests.mjs').TestFolder} tests
   * @param {import('./results.mjs').Results} results
   */
  constructor(mutants, sources, tests, results) {
    this.#results = results;
    this.#digests = new Map([...sources, ...tests.texts].map(([file, text]) => [file, hashTexts([text])]));
    this.#sourceDigest = hashTexts([...sources.values()]);
    this.#plans = mutants.map((placed) => ({ placed, stages: planStages(placed, tests) }));
  }

  /** The next task; `later` where it depends on one that runs, null where nothing is left. @returns {Task | 'later' | null} */
  next() {
    for (const stage of ORDER) {
      for (const { placed, stages } of this.#plans) {
        if (this.#running.has(placed.id) || this.#stageOf(placed, stages) !== stage) continue;
        if (needsBrowser(stage) && this.#running.has('browser')) continue;
        const task = this.#taskFor(placed, stage, stages.get(stage) ?? []);
        if (task !== null) return task;
      }
    }
    return this.#running.size > 0 ? 'later' : null;
  }

  /** @param {Task} task */
  begin(task) {
    for (const name of namesOf(task)) this.#running.add(name);
  }

  /** @param {Task} task @param {Pick<Entry, 'outcome' | 'ms' | 'by'>} result */
  end(task, result) {
    for (const name of namesOf(task)) this.#running.delete(name);
    const { placed, stage, tests } = task;
    if (placed === null) {
      const [test = ''] = tests;
      this.#results.add({ subject: test, key: this.#keyOfTest(test), ...result });
      return;
    }
    const planned = this.#plans.find((plan) => plan.placed === placed)?.stages.get(stage) ?? [];
    const key = this.#keyOfMutant(placed, result.by === undefined ? planned : [result.by]);
    this.#results.add({ subject: `${placed.id} ${stage}`, key, ...result });
  }

  /** @returns {Verdict[]} */
  verdicts() {
    return this.#plans.map(({ placed, stages }) => {
      const found = this.#kill(placed, stages);
      const isOpen = found === null && this.#stageOf(placed, stages) !== null;
      const state =
        found === null ? (isOpen ? 'open' : 'survived') : found.outcome === 'killed' ? 'killed' : 'timed out';
      return { placed, room: roomOfSource(placed.file), state, by: found?.by ?? '' };
    });
  }

  /** What a stage found, if mutant and tests are as they were. @param {PlacedMutant} placed @param {Stage} stage @param {string[]} tests */
  #find(placed, stage, tests) {
    return this.#results.find(`${placed.id} ${stage}`, ({ by }) =>
      this.#keyOfMutant(placed, by === undefined ? tests : [by]),
    );
  }

  /** @param {PlacedMutant} placed @param {Map<Stage, string[]>} stages */
  #kill(placed, stages) {
    const found = [...stages].map(([stage, tests]) => this.#find(placed, stage, tests));
    return found.find((entry) => entry !== null && entry.outcome !== 'passed') ?? null;
  }

  /** The first stage that has not judged it, or null. @param {PlacedMutant} placed @param {Map<Stage, string[]>} stages */
  #stageOf(placed, stages) {
    if (this.#kill(placed, stages) !== null) return null;
    return [...stages].find(([stage, tests]) => this.#find(placed, stage, tests) === null)?.[0] ?? null;
  }

  /** @param {PlacedMutant} placed @param {Stage} stage @param {readonly string[]} tests @returns {Task | null} */
  #taskFor(placed, stage, tests) {
    const known = tests.map((test) => ({
      test,
      entry: this.#results.find(test, () => this.#keyOfTest(test)),
    }));
    const unknown = known.filter(({ entry }) => entry === null);
    const [first] = unknown.filter(({ test }) => !this.#running.has(test));
    if (first !== undefined) return { placed: null, stage, tests: [first.test], slowestMs: UNKNOWN_MS };
    if (unknown.length > 0) return null;
    const judges = known
      .flatMap(({ test, entry }) => (entry?.outcome === 'passed' ? [{ test, ms: entry.ms }] : []))
      .filter(({ ms }) => stage === 'own' || stage === 'picture' || ms <= SLOW_MS)
      .sort((a, b) => a.ms - b.ms);
    return {
      placed,
      stage,
      tests: judges.map(({ test }) => test),
      slowestMs: Math.max(0, ...judges.map(({ ms }) => ms)),
    };
  }

  /** @param {string} test */
  #keyOfTest(test) {
    return hashTexts([this.#digests.get(test) ?? '', this.#sourceDigest]);
  }

  /** @param {PlacedMutant} placed @param {readonly string[]} judges */
  #keyOfMutant({ file }, judges) {
    return hashTexts([file, ...judges].map((name) => this.#digests.get(name) ?? ''));
  }
}

/** @param {Task} task */
function namesOf({ placed, stage, tests }) {
  const subject = placed === null ? (tests[0] ?? '') : placed.id;
  return needsBrowser(stage) ? [subject, 'browser'] : [subject];
}
