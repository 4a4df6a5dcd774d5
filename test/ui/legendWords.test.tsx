import { render } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { GradientDescentViz } from '../../src/index.js';
import { expectedLegend, type LegendSetting } from '../picture/words/expectedLegend.js';
import { plainHeights } from '../picture/words/plainSurface.js';
import { readRun } from '../picture/words/readRun.js';
import { shownLegend, type ShownLegend } from '../picture/words/shownWords.js';
import { spec, start } from '../run/createRunEvent.js';

const START = start(2, { point0: { x: 0.1, y: 0.2 } });
const bowl = (params: object, payload: Record<string, unknown> = { source: 'measured' }): object[] => [
  spec(1, { domainHalf: 5, params }, payload),
  START,
];

/** The range is that of the drawn triangles, which are off by at most 0.2 % of it. */
const shareDigits = 2;

/** The legend of a view, which is what the oracle says of the events. */
function expectLegend(
  events: readonly object[],
  props: object = {},
  setting: LegendSetting = {},
): ShownLegend {
  const { container } = render(<GradientDescentViz events={events} {...props} />);
  const shown = shownLegend(container)!;
  const expected = expectedLegend(plainHeights(readRun(events)!)!, setting);
  expect(shown).toEqual({
    ...expected,
    ticks: expected.ticks.map(({ text, share }) => ({
      text,
      share: expect.closeTo(share, shareDigits) as number,
    })),
  });
  return shown;
}

describe('the legend', () => {
  it('has each loss at its height, the least at the foot', () => {
    // From -7 at the middle to -7 + 25 · (0.3 + 0.1) = 3 at the corners.
    const shown = expectLegend(bowl({ a: 0.3, b: 0.1, offset: -7 }));
    expect(shown).toEqual({
      title: 'Loss',
      label: 'Colour: loss from −7 to 3',
      ticks: [
        { text: '−6', share: 0.1 },
        { text: '−4', share: 0.3 },
        { text: '−2', share: 0.5 },
        { text: '0', share: 0.7 },
        { text: '2', share: 0.9 },
      ].map(({ text, share }) => ({ text, share: expect.closeTo(share, 5) as number })),
    });
  });

  it.each<[string, object[], object, LegendSetting]>([
    ['of the four kinds: bowl', bowl({ a: 0.31, b: 0.07, tiltX: 0.4, tiltY: -0.7 }), {}, {}],
    ['fixed_example', [spec(1, { kind: 'fixed_example' }), START], {}, {}],
    ['ripples', [spec(1, { kind: 'ripples', params: { amp: 3.1, offset: 20 } }), START], {}, {}],
    [
      'multi_hill',
      [
        spec(1, {
          kind: 'multi_hill',
          domainHalf: 3,
          params: { bowlStrength: 0.1, hills: [{ x: 1, y: -0.5, amp: -3, sigma: 0.7 }] },
        }),
        START,
      ],
      {},
      {},
    ],
    ['of losses far from 0', bowl({ a: 0.002, b: 0.002, offset: 41_000 }), {}, {}],
    ['of an illustration', bowl({ a: 2, b: 3 }, {}), {}, {}],
    [
      'of what the host calls an illustration',
      bowl({ a: 2, b: 3 }),
      { surfaceSource: 'illustrative' },
      { surfaceSource: 'illustrative' },
    ],
    [
      'of what the host calls measured',
      bowl({ a: 2, b: 3 }, {}),
      { surfaceSource: 'measured' },
      { surfaceSource: 'measured' },
    ],
    [
      'of a logarithm over two decades',
      bowl({ a: 2, b: 3, offset: 1 }),
      { heightScale: 'log' },
      { isLog: true },
    ],
    ['of one over five', bowl({ a: 200, b: 300, offset: 0.1 }), { heightScale: 'log' }, { isLog: true }],
    ['of one over eleven', bowl({ a: 2e5, b: 3e5, offset: 1e-4 }), { heightScale: 'log' }, { isLog: true }],
    [
      'of one over less than a decade',
      bowl({ a: 2, b: 3, offset: 90 }),
      { heightScale: 'log' },
      { isLog: true },
    ],
    ['of one that auto chose', bowl({ a: 2, b: 3, offset: 0.01 }), { heightScale: 'auto' }, { isLog: true }],
    ['of one that auto did not', bowl({ a: 2, b: 3, offset: 1 }), { heightScale: 'auto' }, {}],
    [
      'of a logarithm of an illustration',
      bowl({ a: 2, b: 3, offset: 1 }, {}),
      { heightScale: 'log' },
      { isLog: true },
    ],
    ['cut above', bowl({ a: 2, b: 3 }), { lossRange: [0, 33] }, { range: [0, 33] }],
    ['cut below', bowl({ a: 2, b: 3 }), { lossRange: [17, 125] }, { range: [17, 125] }],
    ['cut at both ends', bowl({ a: 2, b: 3 }), { lossRange: [21, 87] }, { range: [21, 87] }],
  ])('%s', (_, events, props, setting) => {
    const { ticks } = expectLegend(events, props, setting);
    expect(ticks.length).toBeGreaterThan(2);
  });

  it.each<[object[], object, string]>([
    [bowl({ a: 2, b: 3 }), {}, 'Loss'],
    [bowl({ a: 2, b: 3 }, {}), {}, 'Height (illustrative)'],
    [bowl({ a: 2, b: 3, offset: 1 }), { heightScale: 'log' }, 'Loss (log)'],
    [bowl({ a: 2, b: 3, offset: 1 }, {}), { heightScale: 'log' }, 'Height, log (illustrative)'],
  ])('%# is called %s', (events, props, title) => {
    const { container } = render(<GradientDescentViz events={events} {...props} />);
    expect(shownLegend(container)!.title).toBe(title);
  });

  it('says to those who cannot see it what it is of, and on what scale', () => {
    const { label } = expectLegend(
      bowl({ a: 2, b: 3, offset: 1 }, {}),
      { heightScale: 'log' },
      { isLog: true },
    );
    expect(label).toBe('Colour: height of the illustration, from 1 to 126, logarithmic');
    const cut = expectLegend(bowl({ a: 2, b: 3 }), { lossRange: [21, 87] }, { range: [21, 87] });
    expect(cut.label).toBe('Colour: loss from ≤ 21 to ≥ 87');
  });

  it('has round losses of a logarithm that had to be shifted, each at its height', () => {
    // log10(z - min + c), c a thousandth of the range: from -3 to 122.
    const events = bowl({ a: 2, b: 3, offset: -3 });
    const { container } = render(<GradientDescentViz events={events} heightScale="log" />);
    const { ticks, label } = shownLegend(container)!;
    expect(label).toBe('Colour: loss from −3 to 122, logarithmic');
    expect(ticks.length).toBeGreaterThan(3);
    for (const { text, share } of ticks) {
      const loss = Number(text.replace('−', '-'));
      expect(share).toBeCloseTo(Math.log10(1 + (loss + 3) / 0.125) / Math.log10(1001), 5);
    }
  });

  it('runs from the colour of the least to that of the greatest, upwards', () => {
    const { container } = render(<GradientDescentViz events={bowl({ a: 2, b: 3 })} colorMap="inferno" />);
    const { background } = container.querySelector<HTMLElement>('.gdv-legend-bar')!.style;
    // matplotlib's inferno begins at #000004 and ends at #fcffa4.
    expect(background).toMatch(
      /^linear-gradient\((?:to top|0deg), (?:#000004|rgb\(0, 0, 4\)),.*(?:#fcffa4|rgb\(252, 255, 164\))\)$/,
    );
  });
});
