import { describe, expect, it } from 'vitest';
import type { MissingSummary } from '../../src/run/missingSteps.js';
import { describeMissing, describeStatus, toneOfStatus } from '../../src/ui/runText.js';

describe('describeStatus', () => {
  it.each([
    ['converged', 'Converged', 'good'],
    ['max_steps', 'Step limit reached', 'neutral'],
    ['cancelled', 'Cancelled', 'neutral'],
    ['error', 'Failed', 'bad'],
    [null, 'Ended', 'neutral'],
  ] as const)('says of an end for the reason %s: %s', (reason, text, tone) => {
    const run = { status: 'finished', end: { reason, finalStep: 3 } } as const;
    expect(describeStatus(run)).toBe(text);
    expect(toneOfStatus(run)).toBe(tone);
  });

  it('tells a run that waits from one that goes on', () => {
    expect(describeStatus({ status: 'idle', end: null })).toBe('Waiting');
    expect(describeStatus({ status: 'running', end: null })).toBe('Running');
  });
});

describe('describeMissing', () => {
  const summary = { count: 0, intervals: [], intervalCount: 0, keptPace: null };
  const some = {
    count: 6,
    intervals: [
      { from: 0, to: 1 },
      { from: 5, to: 5 },
    ],
    intervalCount: 1002,
  };

  it.each<[Partial<MissingSummary>, string | null]>([
    [{}, null],
    [{ count: 1, intervals: [{ from: 4, to: 4 }], intervalCount: 1 }, '1 step missing (4)'],
    [{ count: 25, intervals: [{ from: 35, to: 59 }], intervalCount: 1 }, '25 steps missing (35–59)'],
    [some, '6 steps missing (0–1, 5, 1\u202f000 more)'],
    [{ keptPace: 50 }, 'Points for every 50th step'],
    [{ keptPace: 2 }, 'Points for every 2nd step'],
    [
      { ...some, keptPace: 1001 },
      'Points for every 1\u202f001st step, 6 of them missing (0–1, 5, 1\u202f000 more)',
    ],
  ])('says of %j: %s', (missing, text) => {
    expect(describeMissing({ ...summary, ...missing })).toBe(text);
  });
});
