// @ts-check
/**
 * `npm run test:mutants`: makes each mistake of the lists, one at a time, and looks which tests find it. Goes on where it
 * was stopped. Ends with 1 where a mutant's text is gone, or a room is below the least score.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { createCompiler } from './compiler.mjs';
import { drawMutants } from './draw.mjs';
import { Judge } from './judges.mjs';
import { readTests } from './judgingTests.mjs';
import { Results } from './results.mjs';
import { placeMutant, readMutants } from './mutant.mjs';
import { LEAST_SCORE, computeScores, formatScores, formatSurvivors, writeBetweenMarks } from './report.mjs';
import { readSources, roomOfSource } from './sources.mjs';
import { Worklist } from './worklist.mjs';

const { values: options } = parseArgs({
  options: {
    room: { type: 'string', multiple: true },
    list: { type: 'boolean', default: false },
    draw: { type: 'string' },
    'only-survivors': { type: 'boolean', default: false },
    'write-docs': { type: 'boolean', default: false },
    workers: { type: 'string', default: '2' },
    minutes: { type: 'string', default: '60' },
  },
});

const root = process.cwd();
const LISTS = path.join(root, 'test/mutants/list');
const BEFORE = path.join(root, 'test/mutants/before.json');
const sources = readSources(root);
const rooms = options.room ?? [...new Set([...sources.keys()].map(roomOfSource))];

if (options.draw === undefined) process.exitCode = await main();
else draw(Number(options.draw));

/** @param {number} seed */
function draw(seed) {
  const compiles = createCompiler(root);
  mkdirSync(LISTS, { recursive: true });
  const { placed } = placeAll();
  for (const room of rooms) {
    const kept = placed.filter(({ file, mutant }) => roomOfSource(file) === room && isDrawn(mutant));
    const mutants = drawMutants(sources, room, seed, compiles, kept);
    writeFileSync(path.join(LISTS, `${room}.json`), `${JSON.stringify(mutants, null, 2)}\n`);
    console.log(`${room}: ${mutants.length - kept.length} drawn, ${kept.length} kept`);
  }
}

/** Whether a mistake was drawn for a room; those that break a rule or a picture stand in lists of their own. @param {import('./mutant.mjs').Mutant} mutant */
function isDrawn({ rule, operator }) {
  return rule === undefined && !operator.startsWith('picture');
}

async function main() {
  const { placed, faults } = placeAll();
  const results = new Results(path.join(root, '.mutants.jsonl'));
  const tests = readTests(root, sources);
  const all = new Worklist(placed, sources, tests, results);
  if (options['only-survivors']) {
    const survivors = placed.filter(({ id }) => results.forgetUnlessKilled(id));
    await judgeAll(new Worklist(survivors, sources, tests, results));
  } else if (!options.list) await judgeAll(all);
  return report(all.verdicts(), faults);
}

/** The rooms' mutants, and what is wrong with those that have no place. */
function placeAll() {
  const found = readMutants(LISTS).map((mutant) => ({ mutant, place: placeMutant(sources, mutant) }));
  const placed = found.flatMap(({ place }) => (typeof place === 'string' ? [] : [place]));
  const faults = found.flatMap(({ mutant, place }) =>
    typeof place === 'string' ? [`${place}: ${mutant.text}`] : [],
  );
  const ofRooms = rooms.flatMap((room) => placed.filter(({ file }) => roomOfSource(file) === room));
  return { placed: ofRooms, faults };
}

/** @param {Worklist} worklist */
async function judgeAll(worklist) {
  const judges = Array.from({ length: Number(options.workers) }, () => new Judge(root));
  const endAll = () => judges.forEach((judge) => judge.end());
  process
    .once('SIGINT', () => process.exit(130))
    .once('SIGTERM', () => process.exit(143))
    .once('exit', endAll);
  const endsAt = performance.now() + 60_000 * Number(options.minutes);
  const onEnd = new EventTarget();
  await Promise.all(
    judges.map(async (judge) => {
      while (performance.now() < endsAt) {
        const task = worklist.next();
        if (task === null) return;
        if (task === 'later') {
          await new Promise((resolve) => onEnd.addEventListener('end', resolve, { once: true }));
          continue;
        }
        worklist.begin(task);
        const result = await judge.run(task);
        worklist.end(task, result);
        onEnd.dispatchEvent(new Event('end'));
        say(task, result);
      }
      onEnd.dispatchEvent(new Event('end'));
    }),
  );
  endAll();
}

/** @param {import('./worklist.mjs').Task} task @param {import('./judges.mjs').Result} result */
function say({ placed, stage, tests }, { outcome, ms, by }) {
  const seconds = `${(ms / 1000).toFixed(1)} s`;
  if (placed === null) {
    if (outcome !== 'passed') console.log(`judges nothing, it fails by itself: ${tests[0]} (${seconds})`);
    return;
  }
  const { file, mutant } = placed;
  const how =
    outcome === 'killed'
      ? `killed by ${by}`
      : outcome === 'passed'
        ? `lives through ${stage} tests`
        : outcome;
  console.log(`${how} (${seconds})\n  ${file}: ${mutant.text}\n  → ${mutant.replacement}`);
}

/** @param {readonly import('./worklist.mjs').Verdict[]} verdicts @param {readonly string[]} faults */
function report(verdicts, faults) {
  const scores = computeScores(verdicts);
  const before = existsSync(BEFORE) ? JSON.parse(readFileSync(BEFORE, 'utf8')) : {};
  const table = formatScores(scores, before);
  const survivors = formatSurvivors(verdicts);
  console.log(`\n${table}\n\n${survivors}`);
  for (const fault of faults) console.error(fault);
  if (options['write-docs'])
    writeBetweenMarks(path.join(root, 'docs/testing.md'), `${table}\n\nWhat survived:\n\n${survivors}`);
  const low = scores.filter(({ score }) => score < LEAST_SCORE).map(({ room }) => room);
  if (low.length > 0) console.error(`Below ${100 * LEAST_SCORE} %: ${low.join(', ')}`);
  return faults.length + low.length > 0 ? 1 : 0;
}
