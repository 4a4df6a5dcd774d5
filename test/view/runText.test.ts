import { describe, expect, it } from 'vitest';
import { countSteps, type MissingSummary, type StepInterval } from '../../src/run/missingSteps.js';
import { ENGLISH } from '../../src/view/labels.js';
import { DEFAULT_WORDING } from '../../src/view/wording.js';
import { describeMissing, describeStatus, toneOfStatus } from '../../src/view/runText.js';

describe('describeStatus', () => {
  it.each([
    ['converged', 'Converged', 'good'],
    ['max_steps', 'Step limit reached', 'neutral'],
    ['cancelled', 'Cancelled', 'neutral'],
    ['error', 'Failed', 'bad'],
    [null, 'Ended', 'neutral'],
  ] as const)('says of an end for the reason %s: %s', (reason, text, tone) => {
    const run = { status: 'finished', end: { reason, finalStep: 3 }, reportedEnd: null } as const;
    expect(describeStatus(run, ENGLISH.status)).toBe(text);
    expect(toneOfStatus(run)).toBe(tone);
    // At an earlier step it is still to come.
    expect(describeStatus(run, ENGLISH.status, true)).toBe(`${text} later`);
    expect(toneOfStatus(run, true)).toBe('neutral');
  });

  it('distinguishes a run that waits from one that goes on', () => {
    const open = { end: null, reportedEnd: null };
    expect(describeStatus({ status: 'idle', ...open }, ENGLISH.status)).toBe('Waiting');
    expect(describeStatus({ status: 'running', ...open }, ENGLISH.status)).toBe('Running');
    expect(describeStatus({ status: 'running', ...open }, ENGLISH.status, true)).toBe('Running');
    expect(toneOfStatus({ status: 'running', ...open }, true)).toBe('live');
  });

  it.each([
    [true, 'Training failed', 'bad'],
    [false, 'Training ended', 'neutral'],
  ] as const)('says of an end that is reported, a failure or not (%s): %s', (isFailure, text, tone) => {
    const reportedEnd = { by: 'stage', status: 'whatever', isFailure } as const;
    const run = { status: 'running', end: null, reportedEnd } as const;
    expect(describeStatus(run, ENGLISH.status)).toBe(text);
    expect(toneOfStatus(run)).toBe(tone);
    expect(describeStatus(run, ENGLISH.status, true)).toBe(`${text} later`);
  });
});

describe('describeMissing', () => {
  it.each([
    [[], null],
    [[{ from: 4, to: 4 }], '1 step missing (4)'],
    [[{ from: 35, to: 59 }], '25 steps missing (35–59)'],
    [
      [
        { from: 0, to: 1 },
        { from: 5, to: 5 },
        { from: 9, to: 9 },
        { from: 11, to: 12 },
      ],
      '6 steps missing (0–1, 5, 2 more)',
    ],
  ])('says of %j: %s', (missing, text) => {
    const summary = { count: countSteps(missing), intervals: missing, intervalCount: missing.length };
    expect(describeMissing({ ...summary, keptPace: null }, DEFAULT_WORDING)).toBe(text);
  });

  const some = [
    { from: 0, to: 1 },
    { from: 5, to: 5 },
  ];

  it.each<[StepInterval[], Omit<MissingSummary, 'intervals'>, string]>([
    [some, { count: 6, intervalCount: 1002, keptPace: null }, '6 steps missing (0–1, 5, 1\u202f000 more)'],
    [[], { count: 0, intervalCount: 0, keptPace: 50 }, 'Points for every 50th step'],
    [[], { count: 0, intervalCount: 0, keptPace: 2 }, 'Points for every 2nd step'],
    [
      some,
      { count: 6, intervalCount: 2, keptPace: 1001 },
      'Points for every 1\u202f001st step, 6 of them missing (0–1, 5)',
    ],
  ])('says of the first of them, %j, and a summary, %j: %s', (intervals, summary, text) => {
    expect(describeMissing({ intervals, ...summary }, DEFAULT_WORDING)).toBe(text);
  });
});
