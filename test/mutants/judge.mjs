// @ts-check
/**
 * A process that judges mutants, one at a time: it keeps Vitest running, and puts a mutant into what Vitest reads,
 * never into a file. It is sent a `Job`, says `going` after each test file, and answers with a `Judgement`.
 */
import path from 'node:path';
import { loadConfigFromFile } from 'vite';
import { createVitest } from 'vitest/node';
import { patternOfRule } from './rules.mjs';

/**
 * @typedef {object} Job
 * @property {string | null} file - where the mutant is; null for none
 * @property {number} start
 * @property {number} end
 * @property {string} replacement
 * @property {readonly string[]} tests - test files, in order
 * @property {string | null} rule - of their tests those alone that name it
 */

/** What came of it. @typedef {{ failed: string | null, why: string, ms: number }} Judgement */

const root = process.cwd();
/** Projects that say nothing that the others do not, or nothing of `src`. */
const LEFT_OUT = ['zustand-4', 'three-170', 'package', 'storybook'];

/** @type {Job | null} */
let job = null;

const mutantPlugin = () => ({
  name: 'mutant',
  enforce: /** @type {const} */ ('pre'),
  /** @param {string} code @param {string} id */
  transform(code, id) {
    if (!job?.file || id.split('?')[0] !== path.join(root, job.file)) return undefined;
    return { code: code.slice(0, job.start) + job.replacement + code.slice(job.end), map: null };
  },
});

/** Runs the files in the order in which they come. */
class GivenOrder {
  /** @template T @param {T} files */
  shard = async (files) => files;
  /** @template T @param {T} files */
  sort = async (files) => files;
}

async function startVitest() {
  const loaded = await loadConfigFromFile(
    { command: 'serve', mode: 'test' },
    path.join(root, 'vitest.config.ts'),
  );
  /** @type {import('vitest/config').UserWorkspaceConfig[]} */
  const projects = /** @type {any} */ (loaded?.config).test.projects;
  return createVitest('test', {
    config: false,
    root,
    watch: false,
    bail: 1,
    maxWorkers: 1,
    fileParallelism: false,
    reporters: [{ onTestModuleEnd: () => void process.send?.('going') }],
    sequence: { sequencer: /** @type {any} */ (GivenOrder) },
    projects: projects
      .filter((project) => !LEFT_OUT.includes(String(project.test?.name)))
      .map((project) => ({
        ...project,
        plugins: [...(project.plugins ?? []), mutantPlugin()],
        test: { ...project.test, sequence: { groupOrder: 0 } },
      })),
  });
}

/** @param {import('vitest/node').Vitest} vitest @param {Job} next @returns {Promise<Judgement>} */
async function judge(vitest, next) {
  job = next;
  const specs = await vitest.globTestSpecifications([]);
  const asked = next.tests.flatMap((test) =>
    specs.filter(({ moduleId }) => moduleId === path.join(root, test)),
  );
  if (next.file !== null) vitest.invalidateFile(path.join(root, next.file));
  if (next.rule === null) vitest.resetGlobalTestNamePattern();
  else vitest.setGlobalTestNamePattern(patternOfRule(next.rule));
  const started = performance.now();
  const { testModules, unhandledErrors } = await vitest.runTestSpecifications(asked);
  const ms = Math.round(performance.now() - started);
  job = null;
  if (next.file !== null) vitest.invalidateFile(path.join(root, next.file));
  const failed = next.tests.find((test) =>
    testModules.some((module) => module.moduleId === path.join(root, test) && !module.ok()),
  );
  const module = testModules.find(
    ({ moduleId }) => failed !== undefined && moduleId === path.join(root, failed),
  );
  const test = module && [...module.children.allTests('failed')][0];
  if (failed !== undefined) return { failed, why: test?.fullName ?? 'the module', ms };
  if (unhandledErrors.length > 0) return { failed: next.tests[0] ?? '', why: 'an unhandled error', ms };
  return { failed: null, why: '', ms };
}

const vitest = await startVitest();
process.on('message', (next) => {
  void judge(vitest, /** @type {Job} */ (next)).then((judgement) => process.send?.(judgement));
});
// Whoever started it is gone.
process.on('disconnect', () => process.exit());
process.send?.('ready');
