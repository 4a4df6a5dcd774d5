import { afterAll, expect, it } from 'vitest';
import { fuzzStore } from '../../test/fuzz/fuzzStore.js';
import { createStoreSubject, judge } from '../../test/run/properties.js';
import { STREAM_KINDS } from '../../test/transport/streamServer.js';
import { loadBuiltCore } from '../support/builtCore.js';
import { formatFigure, formatTable } from '../support/formatTable.js';
import { countFaultsSurvived } from './faultCount.js';
import { BEAT_MS, GIVEN_TIME, HEARTBEATS, measureFreezes, SILENCE_MS, type FreezePlan } from './halfOpen.js';
import { measureHeapSlope } from './heapSlope.js';
import { findWorstInputs } from './inputCost.js';
import { computeQuantile } from './quantiles.js';
import { simulateReconnectSpread } from './reconnectSpread.js';
import { soak } from './soak.js';

const core = await loadBuiltCore();

const SEED = Number(process.env['GDV_SEED'] ?? 20_261_125);
const SCHEDULES = Number(process.env['GDV_SCHEDULES'] ?? 10_000);
const FUZZ_INPUTS = Number(process.env['GDV_FUZZ_INPUTS'] ?? 2_000_000);
const TIMED_INPUTS = Number(process.env['GDV_TIMED_INPUTS'] ?? 100_000);
const SOAK_SECONDS = Number(process.env['GDV_SOAK_SECONDS'] ?? 600);
/** Of each scenario, on each transport. */
const FAULT_TRIALS = Number(process.env['GDV_FAULT_TRIALS'] ?? 20);
const FREEZES = Number(process.env['GDV_FREEZES'] ?? 100);
const CLIENTS = 200;
const FLEETS = 100;
const HEAP_POINTS = 1_000_000;
const LIMITED_POINTS = 10_000;
const SLOW_RATIO = 5;
const MIN_TIMED_CHARS = 200;

const rows: (readonly [what: string, figure: string, wanted: string])[] = [];
const note = (what: string, figure: string, wanted: string): void => void rows.push([what, figure, wanted]);
const formatMs = (ms: number): string => `${count(Math.round(ms))} ms`;
const count = (value: number): string => value.toLocaleString('en-US');

afterAll(() => {
  console.log(formatTable(`Reliability (seed ${SEED})`, ['', 'figure', 'wanted'], rows));
});

it('schedules converge', () => {
  const { broken, schedules } = judge(createStoreSubject(core.createRunStore), SEED, SCHEDULES);
  note('schedules converged', `${count(broken === null ? schedules : 0)} of ${count(schedules)}`, 'all');
  expect(broken).toBeNull();
});

it('inputs are fuzzed', () => {
  const { faults, inputs, chars } = fuzzStore(core.createRunStore, SEED, FUZZ_INPUTS);
  note('inputs fuzzed', `${count(inputs)} (${formatFigure(chars / 1e6)} MB)`, '1,000,000');
  note('thrown, or a neighbour lost, or counters out of balance', count(faults.length), '0');
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

it.each(STREAM_KINDS)('faults are survived: %s', async (kind) => {
  const { survived, tried, failures } = await countFaultsSurvived(kind, FAULT_TRIALS, SEED);
  note(`faults survived: ${kind}`, `${count(survived)} of ${count(tried)}`, 'all');
  expect(failures).toEqual([]);
});

it.each(STREAM_KINDS)('half-open links are found: %s', async (kind) => {
  const plans: [string, number, Omit<FreezePlan, 'freezes'>][] = [
    [`${SILENCE_MS} ms of silence given`, SILENCE_MS, GIVEN_TIME],
    [`heartbeats each ${BEAT_MS / 1000} s`, 3 * BEAT_MS, HEARTBEATS],
  ];
  for (const [how, limitMs, plan] of plans) {
    const times = await measureFreezes(kind, { ...plan, freezes: FREEZES }, SEED);
    const detected = times.map(({ detectedMs }) => detectedMs);
    const recovered = times.map(({ recoveredMs }) => recoveredMs);
    const p95 = computeQuantile(detected, 0.95);
    note(
      `${FREEZES} half-open found: ${kind}, ${how}, p50 / p95`,
      `${formatMs(computeQuantile(detected, 0.5))} / ${formatMs(p95)}`,
      '',
    );
    note('… p95, times the silence that a link is allowed', formatFigure(p95 / limitMs), 'about 1');
    note(
      '… and a message over another link, p50 / p95',
      `${formatMs(computeQuantile(recovered, 0.5))} / ${formatMs(computeQuantile(recovered, 0.95))}`,
      '',
    );
  }
});

it.each([
  [1, 'first'],
  [6, 'sixth'],
])('clients come back spread out: attempt %i', (attempt, ordinal) => {
  const { p5Ms, p50Ms, p95Ms, mostIn100Ms } = simulateReconnectSpread(CLIENTS, FLEETS, attempt, SEED);
  note(
    `${CLIENTS} clients, ${ordinal} attempt after the loss, p5 / p50 / p95`,
    [p5Ms, p50Ms, p95Ms].map((ms) => `${formatFigure(ms / 1000)} s`).join(' / '),
    '',
  );
  note('… the most in any 100 ms', count(mostIn100Ms), `${CLIENTS} without jitter`);
});
