import type { Answer, Observation } from '../observation.js';
import type { PictureCase } from '../pictureCase.js';
import { judgedLine, listLosses } from './lossLines.js';
import { findLastStep } from './lastStep.js';
import { readRun, type PlainRun } from './readRun.js';
import { writeCount, writeNumber } from './writeNumber.js';

type Values = readonly (readonly [step: number, value: number])[];

/** Figures of rates have so many significant digits. */
const DIGITS = 2;
/** Beyond it, by rank, a loss falls or rises for sure; within the other it does not. Between the two nothing is asked. */
const SURE_Z = 4;
const UNSURE_Z = 1.5;

/** What the card says of how fast the loss falls, how far from its best it is, and how long the run goes on. */
export function answerRates({ events, props }: PictureCase, { rates }: Observation): Answer[] {
  const run = readRun(events);
  if (run === null) return [];
  const step = props.playback?.step ?? Math.max(...run.points.keys());
  const values = (judgedLine(listLosses(events))?.values ?? []).filter(([at]) => at <= step);
  const isPast = props.playback !== undefined;
  const hasEnded = !isPast && (run.status === 'finished' || run.reportedEnd !== null);
  const find = (pattern: RegExp): Found | null => {
    for (const [term, value] of rates) {
      const match = pattern.exec(term);
      if (match !== null) return { match, text: `${term} | ${value}`, value };
    }
    return null;
  };
  return [
    ...answerTrend(find(/^(Falling|Rising|Slope) \(last (\S+) steps?\)$/), values, hasEnded),
    ...answerStandstill(find(/^(No better for|Getting better)$/), values, hasEnded),
    ...answerBest(find, values, hasEnded),
    ...answerSteps(find(/^Steps$/), run, step, hasEnded),
    ...answerPace(find(/^(Time left|Speed)$/), run, step, isPast || hasEnded),
  ];
}

interface Found {
  readonly match: RegExpExecArray;
  readonly text: string;
  readonly value: string;
}

const say = (what: string, expected: string, observed: string | undefined): Answer => ({
  what,
  expected,
  observed: observed ?? 'nothing',
  holds: (observed ?? 'nothing') === expected,
});

const countOf = (text: string): number => Number(text.replace(/[\u202f\s]/g, ''));

/** By ranks: of all pairs of values as many fall as rise where there is no trend (H. B. Mann 1945; M. G. Kendall 1975). */
function computeZ(values: Values): number {
  const n = values.length;
  let balance = 0;
  values.forEach(([, one], i) => {
    for (const [, other] of values.slice(i + 1)) balance += Math.sign(other - one);
  });
  return balance / Math.sqrt((n * (n - 1) * (2 * n + 5)) / 18);
}

/** A straight line by least squares, in normal form. */
function fitSlope(values: Values): number {
  const n = values.length;
  const [sx, sy, sxx, sxy] = values.reduce(
    ([a, b, c, d], [x, y]) => [a + x, b + y, c + x * x, d + x * y],
    [0, 0, 0, 0],
  );
  return (n * sxy - sx * sy) / (n * sxx - sx * sx);
}

/** 1, 2 or 5 × 10^k, the greatest that is not above. */
function roundBelow(count: number): number {
  const all = Array.from({ length: 24 }, (_, n) => [1, 2, 5][n % 3]! * 10 ** Math.floor(n / 3));
  return all.findLast((one) => one <= count) ?? 1;
}

function answerTrend(found: Found | null, values: Values, hasEnded: boolean): Answer[] {
  const what = 'how the loss goes';
  if (values.length < 8 || hasEnded) return [say(what, 'nothing', found?.text)];
  const [first, last] = [values[0]![0], values.at(-1)![0]];
  const window = roundBelow(last - first + 1);
  const within = values.filter(([step]) => step > last - window);
  const z = computeZ(within);
  const slope = fitSlope(within);
  const per = 10 ** Math.floor(Math.log10(window));
  const last_ = `(last ${writeCount(window)} steps)`;
  const amount = `${writeNumber(Math.abs(slope) * per, DIGITS)} per ${writeCount(per)}`;
  // A curve that turns within the window is no line, whatever its ranks say.
  const turns = isSmooth(within) && !isOneWay(within);
  if (turns) return [];
  if (Math.abs(z) > SURE_Z)
    return [say(what, `${slope < 0 ? 'Falling' : 'Rising'} ${last_} | ${amount}`, found?.text)];
  if (Math.abs(z) < UNSURE_Z) return [say(what, `Slope ${last_} | none: noise`, found?.text)];
  return [];
}

/** Whether values fall at every step, or rise. */
function isOneWay(values: Values): boolean {
  const signs = new Set(values.slice(1).map(([, value], i) => Math.sign(value - values[i]![1])));
  return signs.size === 1;
}

/** Whether values seldom turn from falling to rising, or back. */
function isSmooth(values: Values): boolean {
  const signs = values.slice(1).map(([, value], i) => Math.sign(value - values[i]![1]));
  const turns = signs.filter((sign, i) => i > 0 && sign !== signs[i - 1]).length;
  return turns <= 0.2 * signs.length;
}

/** Of a loss without noise that is to the eye one thing or the other: it fell to its least value and stayed there, or falls. */
function answerStandstill(found: Found | null, values: Values, hasEnded: boolean): Answer[] {
  const what = 'for how long it is no better';
  if (values.length < 3 || hasEnded) return [say(what, 'nothing', found?.text)];
  const last = values.at(-1)![0];
  const least = Math.min(...values.map(([, value]) => value));
  // Of noise the least value says little: it is judged by means, and nothing is asked.
  if (!isSmooth(values)) return [];
  const since = last - values.find(([, value]) => value === least)![0];
  if (since === 0) return [say(what, 'Getting better | ', found?.text)];
  const said = found === null ? Number.NaN : countOf(/^[\d\u202f]+/.exec(found.value)?.[0] ?? 'x');
  // It is measured by parts of some steps each, and a mean of them.
  const room = Math.max(Math.ceil(0.1 * (last - values[0]![0])), 3);
  return [
    {
      what,
      expected: `No better for ${since} steps, or ${room} less or more`,
      observed: found?.text ?? 'nothing',
      holds: found?.match[1] === 'No better for' && Math.abs(said - since) <= room,
    },
  ];
}

/** How far above the best it is, and where that was. */
function answerBest(find: (pattern: RegExp) => Found | null, values: Values, hasEnded: boolean): Answer[] {
  const what = 'how far it is above its best';
  const found = find(
    /^(?:(Ended above|Above) best(?: (\S+))? \(step (\S+)\)|(Ended at its best|Best so far))$/,
  );
  if (values.length === 0) return [say(what, 'nothing', found?.text)];
  const now = values.at(-1)![1];
  const least = Math.min(...values.map(([, value]) => value));
  const [step] = values.find(([, value]) => value === least)!;
  if (now === least) {
    const term = hasEnded ? 'Ended at its best' : 'Best so far';
    return [say(what, `${term} | ${writeNumber(least)}`, found?.text)];
  }
  const [, how, best = writeNumber(least), at = ''] = found?.match ?? [];
  const expected = `${hasEnded ? 'Ended above' : 'Above'} best ${writeNumber(least)} at step ${step} | ${writeNumber(now - least, DIGITS)}`;
  return [
    say(
      what,
      expected,
      found === null ? undefined : `${how} best ${best} at step ${countOf(at)} | ${found.value}`,
    ),
  ];
}

/** The last step is that of a run that has ended, else the one that was planned. */
function answerSteps(found: Found | null, run: PlainRun, step: number, hasEnded: boolean): Answer[] {
  const last = findLastStep(run);
  const isSaid = !hasEnded && last !== null;
  const expected = isSaid ? `Steps | ${writeCount(step)} of ${writeCount(last)}` : 'nothing';
  return [say('step of steps', expected, found?.text)];
}

/** Steps a second, by the times of the events, and the seconds that the others take. */
function answerPace(found: Found | null, run: PlainRun, step: number, isStill: boolean): Answer[] {
  const what = 'steps a second, and the time left';
  if (isStill) return [say(what, 'nothing', found?.text)];
  const times = [...run.timesMs].sort(([a], [b]) => a - b);
  const [[first, fromMs], [last, toMs]] = [times[0]!, times.at(-1)!];
  const pace = (1000 * (last - first)) / (toMs - fromMs);
  const steps = run.hyperparams['steps'];
  const written = `${writeNumber(pace, DIGITS)} steps/s`;
  if (typeof steps !== 'number') return [say(what, `Speed | ${written}`, found?.text)];
  const left = Math.ceil((steps - step) / pace);
  return [say(what, `Time left | ${left} s · ${written}`, found?.text)];
}
