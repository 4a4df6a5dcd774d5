import { afterAll, expect, it } from 'vitest';
import { fuzzStore } from '../../test/fuzz/fuzzStore.js';
import { MUTANTS } from '../../test/run/mutants/mutants.js';
import { createStoreSubject, judge } from '../../test/run/properties.js';
import { loadBuiltCore } from '../support/builtCore.js';
import { formatFigure, formatTable } from '../support/formatTable.js';
import { measureHeapSlope } from './heapSlope.js';
import { findWorstInputs } from './inputCost.js';
import { soak } from './soak.js';

const core = await loadBuiltCore();

const SEED = Number(process.env['GDV_SEED'] ?? 20_261_125);
const SCHEDULES = Number(process.env['GDV_SCHEDULES'] ?? 10_000);
const FUZZ_INPUTS = Number(process.env['GDV_FUZZ_INPUTS'] ?? 2_000_000);
const TIMED_INPUTS = Number(process.env['GDV_TIMED_INPUTS'] ?? 100_000);
const SOAK_SECONDS = Number(process.env['GDV_SOAK_SECONDS'] ?? 600);
const HEAP_POINTS = 1_000_000;
const LIMITED_POINTS = 10_000;
const SLOW_RATIO = 5;
const MIN_TIMED_CHARS = 200;

const rows: (readonly [what: string, figure: string, wanted: string])[] = [];
const note = (what: string, figure: string, wanted: string): void => void rows.push([what, figure, wanted]);
const count = (value: number): string => value.toLocaleString('en-US');

afterAll(() => {
  console.log(formatTable(`Reliability (seed ${SEED})`, ['', 'figure', 'wanted'], rows));
});

it('schedules converge', () => {
  const { broken, schedules } = judge(createStoreSubject(core.createRunStore), SEED, SCHEDULES);
  note('schedules converged', `${count(broken === null ? schedules : 0)} of ${count(schedules)}`, 'all');
  expect(broken).toBeNull();
});

it('mutants are killed', () => {
  const killed = MUTANTS.filter((mutant) => judge(mutant, SEED, SCHEDULES).broken !== null);
  note('mutants killed', `${killed.length} of ${MUTANTS.length}`, 'all');
  expect(killed).toHaveLength(MUTANTS.length);
});

it('inputs are fuzzed', () => {
  const { faults, inputs, chars } = fuzzStore(core.createRunStore, SEED, FUZZ_INPUTS);
  note('inputs fuzzed', `${count(inputs)} (${formatFigure(chars / 1e6)} MB)`, '1,000,000');
  note('thrown, or a neighbour lost, or a ledger out of balance', count(faults.length), '0');
  expect(faults).toEqual([]);
});

it('no input is slow', () => {
  const costs = findWorstInputs(core.createRunStore, SEED, TIMED_INPUTS, MIN_TIMED_CHARS);
  const slow = costs.filter(({ ratio }) => ratio > SLOW_RATIO);
  note(`inputs timed, of at least ${MIN_TIMED_CHARS} characters`, count(TIMED_INPUTS), '');
  note('worst input, times JSON.parse of the same text', formatFigure(costs[0]!.ratio), `≤ ${SLOW_RATIO}`);
  note(
    `slow: above ${SLOW_RATIO} times`,
    slow.length === costs.length ? `≥ ${slow.length}` : count(slow.length),
    '0',
  );
  console.log(
    formatTable(
      'The worst inputs',
      ['begins', 'characters', 'µs', 'µs JSON.parse', 'ratio'],
      costs
        .slice(0, 10)
        .map(({ text, us, parseUs, ratio }) => [
          JSON.stringify(text.slice(0, 40)),
          count(text.length),
          formatFigure(us),
          formatFigure(parseUs),
          formatFigure(ratio),
        ]),
    ),
  );
});

it('a soak leaves nothing unaccounted for', { timeout: (SOAK_SECONDS + 120) * 1000 }, async () => {
  const report = await soak(core.createRunStore(), SOAK_SECONDS);
  note(
    'soak at 2,000 events a second',
    `${count(report.events)} events in ${formatFigure(report.wallSeconds)} s`,
    '10 min',
  );
  note('soak: received − accounted', count(report.unaccounted), '0');
  note('soak: share of one core in ingest', `${formatFigure(100 * report.busyShare)} %`, '');
  note('soak: furthest behind', `${formatFigure(report.worstLagMs)} ms`, '');
  expect(report.fault).toBeNull();
});

it('the heap follows the points', () => {
  const free = measureHeapSlope(core.createRunStore(), HEAP_POINTS);
  const limited = measureHeapSlope(
    core.createRunStore({ maxPointsPerRun: LIMITED_POINTS }),
    HEAP_POINTS,
    2 * LIMITED_POINTS,
  );
  note('heap slope over a million points', `${formatFigure(free)} bytes a point`, 'about 30');
  note('heap slope at a limit of 10,000 points', `${formatFigure(limited)} bytes a point`, 'about 0');
});

// Here belong, each from its own file beside this one: faults survived of faults tried, per transport; the time to
// detect a half-open link and to recover (p95); the spread of 200 clients' reconnection times.
