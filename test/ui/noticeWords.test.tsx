import { act, render } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { createRunStore, GradientDescentViz, type PictureNotice } from '../../src/index.js';
import { CODES, expectedNotices, type Circumstances } from '../picture/words/expectedNotices.js';
import { readRun } from '../picture/words/readRun.js';
import { shownNotes } from '../picture/words/shownWords.js';
import { finish, grid, spec, start, update } from '../run/createRunEvent.js';

const START = start(2, { point0: { x: 0.1, y: 0.2 } });
const points = (...places: readonly (readonly [x: number, y: number])[]): object[] =>
  places.map(([x, y]) => ({ x, y }));
const LINE = points([0.1, 0], [0.2, 0], [0.3, 0], [0.4, 0], [0.5, 0]);
const bowl = (fields: object): object => spec(1, { params: { a: 0.1, b: 0.02 }, domainHalf: 5, ...fields });
const TALL = { params: { a: 1.7, b: 0.3 } };

interface Case {
  readonly props?: object;
  readonly circumstances?: Circumstances;
}

/** What a view says of events, given to the host and shown to the viewer, is what the oracle says. */
function expectNotices(events: readonly object[], { props = {}, circumstances = {} }: Case = {}): string[] {
  let given: readonly PictureNotice[] = [];
  const { maxPoints = 1000 } = circumstances;
  const store = createRunStore({ maxPointsPerRun: maxPoints });
  for (const event of events) store.ingest(event);
  const { container } = render(
    <GradientDescentViz store={store} {...props} onNotices={(notices) => (given = notices)} />,
  );
  const expected = expectedNotices(readRun(events)!, circumstances);
  expect(given).toEqual(
    CODES.flatMap((code) => (expected[code] === undefined ? [] : [{ code, text: expected[code] }])),
  );
  const texts = given.map(({ text }) => text);
  // What has a card of its own is not said twice.
  expect(shownNotes(container)).toEqual(
    given.filter(({ code }) => code !== 'grid_not_loaded').map(({ text }) => text),
  );
  return texts;
}

describe('what a picture leaves out is said, with figures of its own', () => {
  it.each<[string, readonly object[], Case, readonly string[]]>([
    ['nothing of what is as it is', [bowl({}), START], {}, []],
    [
      'a surface that would be taller than 0.6 of its width',
      // (1.7 + 0.3) · 5² · 0.5 = 25 over a width of 10: 0.6 of 2.5.
      [bowl({ ...TALL, zScale: 0.5 }), START],
      {},
      ['Height compressed to 24 % of its true proportion'],
    ],
    [
      'one that is hardly too tall',
      [bowl({ ...TALL, zScale: 0.121 }), START],
      {},
      ['Height compressed to 99 % of its true proportion'],
    ],
    ['one that is not', [bowl({ ...TALL, zScale: 0.119 }), START], {}, []],
    [
      'one that is turned over by its scale',
      [bowl({ ...TALL, zScale: -5 }), START],
      {},
      ['Height compressed to 2.4 % of its true proportion'],
    ],
    [
      'a logarithm, which has no proportion',
      [bowl({ ...TALL, zScale: 0.5 }), START],
      { props: { heightScale: 'log' }, circumstances: { isLog: true } },
      [],
    ],
    [
      'heights above a range',
      [bowl(TALL), START],
      { props: { lossRange: [0, 7] }, circumstances: { range: [0, 7] } },
      ['Heights above 7 (up to 50) are cut'],
    ],
    [
      'heights below a range',
      [bowl({ ...TALL, zScale: 0.1 }), START],
      { props: { lossRange: [3, 60] }, circumstances: { range: [3, 60] } },
      ['Heights below 3 (down to 0) are cut'],
    ],
    [
      'heights at both ends',
      [bowl(TALL), START],
      { props: { lossRange: [0.25, 8] }, circumstances: { range: [0.25, 8] } },
      ['Heights below 0.25 (down to 0) and above 8 (up to 50) are cut'],
    ],
    [
      'points that are gone',
      [bowl({}), START, update(3, 1, LINE)],
      { circumstances: { maxPoints: 5 } },
      ['Only the newest 5 points are kept'],
    ],
    [
      'all points but one',
      [bowl({}), START, update(3, 1, LINE)],
      { circumstances: { maxPoints: 1 } },
      ['Only the newest point is kept'],
    ],
    ['as many as are kept', [bowl({}), START, update(3, 1, LINE)], { circumstances: { maxPoints: 6 } }, []],
    ['one step', [bowl({}), START, update(3, 2, LINE)], {}, ['1 step missing (1)']],
    ['steps in a row', [bowl({}), START, update(3, 1201, LINE)], {}, ['1\u202f200 steps missing (1–1200)']],
    [
      'steps before the first point, between points and before the last step',
      [
        bowl({}),
        update(3, 4, points([0, 0.1])),
        update(4, 7, points([0, 0.2])),
        finish(9, { final_step: 12 }),
      ],
      {},
      ['10 steps missing (0–3, 5–6, 1 more)'],
    ],
    [
      'steps of every tenth that was to come',
      [
        bowl({}),
        start(2, { report_every: 10, point0: { x: 0, y: 0 } }),
        update(3, 10, points([0, 0.1])),
        update(4, 50, points([0, 0.2])),
        update(5, 70, points([0, 0.2])),
      ],
      {},
      ['4 steps missing (20–40, 60)'],
    ],
    [
      'a path that leaves the domain by its y alone',
      [bowl({}), START, update(3, 1, points([0, -1.001], [0, 0]))],
      {},
      ['Part of the path lies outside the surface'],
    ],
    [
      'one that leaves it by its x',
      [bowl({}), START, update(3, 1, points([1.001, 0]))],
      {},
      ['Part of the path lies outside the surface'],
    ],
    ['one that reaches its edge', [bowl({}), START, update(3, 1, points([1, -1]))], {}, []],
    ['no surface', [START, update(3, 1, points([2, 0]))], {}, ['The ground is flat: no surface was sent']],
    [
      'a kind that is not known',
      [spec(1, { kind: 'monkey saddle' }), START],
      {},
      ['The ground is flat: the surface kind “monkey saddle” is not known'],
    ],
    [
      'a grid on its way',
      [grid(1), START],
      { props: neverLoads(), circumstances: { gridStatus: 'loading' } },
      ['The ground is flat until the sampled surface is there'],
    ],
    [
      'a grid on its way after a formula',
      [bowl({ zScale: 7 }), grid(2, { zScale: 0.3, domainHalf: 5 }), START],
      { props: neverLoads(), circumstances: { gridStatus: 'loading' } },
      ['The announced surface is shown until the sampled surface is there'],
    ],
  ])('%s', (_, events, given, texts) => {
    expect(expectNotices(events, given)).toEqual(texts);
  });

  it('says several of them, the gravest first', () => {
    const full = [bowl(TALL), START, update(3, 4, LINE)];
    expect(expectNotices(full, { circumstances: { maxPoints: 3 } })).toEqual([
      'Height compressed to 40 % of its true proportion',
      'Only the newest 3 points are kept',
    ]);
    const wide = [bowl(TALL), start(2, { point0: { x: 3, y: 0 } }), update(3, 4, LINE)];
    expect(expectNotices(wide)).toEqual([
      'Height compressed to 40 % of its true proportion',
      '3 steps missing (1–3)',
      'Part of the path lies outside the surface',
    ]);
    expect(document.querySelectorAll('.gdv-notices-count')[1]).toHaveTextContent('2 more');
  });
});

function neverLoads(): object {
  return { fetchAsset: () => new Promise(() => undefined), assetBaseUrl: 'http://host.example' };
}

it('says of a run that is awaited nothing but that', () => {
  const { container } = render(<GradientDescentViz store={createRunStore()} />);
  act(() => undefined);
  expect(container.querySelector('.gdv-message')).toHaveTextContent(/^Waiting for a run$/);
  expect(shownNotes(container)).toEqual([]);
  expect(container.querySelectorAll('.gdv-readout, .gdv-legend, .gdv-grid, .gdv-announcement')).toHaveLength(
    0,
  );
});
