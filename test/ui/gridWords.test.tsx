import { act, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { GradientDescentViz } from '../../src/index.js';
import type { FetchAsset } from '../../src/surface/index.js';
import { expectedLegend } from '../picture/words/expectedLegend.js';
import { expectedNotices, type Circumstances } from '../picture/words/expectedNotices.js';
import { plainHeights, type PlainGrid } from '../picture/words/plainSurface.js';
import { readRun } from '../picture/words/readRun.js';
import { shownLegend, shownNotes } from '../picture/words/shownWords.js';
import { grid, spec, start } from '../run/createRunEvent.js';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const START = start(2, { point0: { x: 0.1, y: 0.2 } });
const FORMULA = spec(1, { params: { a: 0.1, b: 0.02 }, domainHalf: 5 });
const ADDRESS = { asset_url: '/loss.f32', resolution: 3, domainHalf: 5 };
const CURE_CORS = 'Check that the server runs, and that its CORS headers allow this page';

const textsOf = (selector: string): string[] =>
  [...document.querySelectorAll(selector)].map(({ textContent }) => textContent);
const detailsOf = (): string[] => textsOf('.gdv-grid-detail');

async function show(
  fetchAsset: FetchAsset,
  { events = [grid(3, ADDRESS), START], props = {} } = {},
): Promise<void> {
  render(
    <GradientDescentViz
      events={events}
      fetchAsset={fetchAsset}
      assetBaseUrl="http://host.example/"
      {...props}
    />,
  );
  await pass(130_000);
}

const pass = (ms: number): Promise<void> =>
  act(async () => {
    await vi.advanceTimersByTimeAsync(ms);
  });

const answer =
  (body: BodyInit | null, init: ResponseInit = {}): FetchAsset =>
  () =>
    Promise.resolve(new Response(body, init));

const bytesOf = (...samples: number[]): Uint8Array<ArrayBuffer> =>
  new Uint8Array(Float32Array.of(...samples).buffer);

describe('a sampled surface that does not come', () => {
  // Three samples a side are 4 · 3² bytes, three cells 4 · 4².
  const FITTING = '36 bytes (3 samples a side) or 64 bytes (3 cells a side)';
  const saying = (words: string): RegExp => new RegExp(words.replaceAll(/[()]/g, '\\$&'));

  it.each<[string, FetchAsset, object, RegExp, string | null]>([
    ['that is not found', answer(null, { status: 404 }), {}, /^Expected HTTP 200; got HTTP 404$/, null],
    [
      'that its server fails on, again and again',
      answer(null, { status: 503 }),
      {},
      /^Expected HTTP 200; got HTTP 503$/,
      null,
    ],
    [
      'that cannot be reached',
      () => Promise.reject(new Error('connection refused')),
      {},
      /^Expected an answer; got connection refused$/,
      CURE_CORS,
    ],
    [
      'that never answers',
      () => new Promise(() => undefined),
      {},
      /^Expected something at least every 15 s; got nothing for 15 s after 0 bytes$/,
      'The server is silent, or six links of server-sent events hold every HTTP/1.1 connection to it: use WebSocket, HTTP/2 or useSharedRun',
    ],
    [
      'of doubles',
      answer(new Uint8Array(8 * 9)),
      {},
      saying(`^Expected ${FITTING}; got 72 bytes$`),
      "This is the length of float64 samples: write Z.astype('<f4').tobytes()",
    ],
    ['that is empty', answer(bytesOf()), {}, /^Expected the samples of a grid; got 0 bytes$/, null],
    [
      'of another length',
      answer(bytesOf(1, 2, 3, 4, 5)),
      {},
      saying(`^Expected ${FITTING}; got 20 bytes$`),
      null,
    ],
    [
      'that is a page',
      answer('<!doctype html><title>Log in</title>'),
      {},
      saying(`^Expected ${FITTING}; got HTML "<!doctype html><title>Log in</title>"$`),
      'asset_url leads to a page, often a login or an error page served with status 200',
    ],
    [
      'that is JSON',
      answer('{"loss": [1, 2]}'),
      {},
      /got JSON ".*loss/,
      "asset_url has to lead to the samples, as Z.astype('<f4').tobytes() or np.save write them",
    ],
    [
      'that is too large',
      answer(new Uint8Array(400)),
      { props: { maxAssetBytes: 100 } },
      /^Expected at most 100 bytes; got more than 100 bytes$/,
      'Send a lower resolution, or raise the limit',
    ],
    [
      'from an origin that is not allowed',
      answer(bytesOf()),
      { props: { assetOrigins: ['https://grids.example'] } },
      /^Expected .*https:\/\/grids\.example.*; got .*http:\/\/host\.example/,
      null,
    ],
    [
      'at no address',
      answer(bytesOf()),
      { events: [grid(3, { ...ADDRESS, asset_url: 'ftp://host.example/a' }), START] },
      /^Expected .*; got .*ftp:/,
      null,
    ],
  ])('%s: what was expected, what came, and what to do', async (_, fetchAsset, setting, detail, hint) => {
    await show(fetchAsset, setting);
    const card = screen.getByRole('region', { name: 'Sampled surface' });
    expect(screen.getByRole('alert').textContent).toBe(
      'The sampled surface could not be loaded: the ground is flat',
    );
    const [problem, ...others] = detailsOf();
    expect(problem).toMatch(detail);
    if (hint !== null) expect(others).toEqual([hint]);
    expect(card.querySelectorAll('.gdv-grid-hint')).toHaveLength(others.length);
    expect(textsOf('.gdv-grid button')).toEqual(['Try again']);
    expect(shownNotes(document)).toEqual([]);
  });

  it('stands on the formula that was announced before it, which is said', async () => {
    await show(answer(null, { status: 404 }), { events: [FORMULA, grid(3, ADDRESS), START] });
    expect(screen.getByRole('alert').textContent).toBe(
      'The sampled surface could not be loaded: the announced surface is shown',
    );
    expect(shownLegend(document)?.title).toBe('Height (illustrative)');
  });

  it('is there once it is asked for again and comes', async () => {
    const samples = [1, 2, 3, 4, 50, 6, 7, 8, 9];
    let isUp = false;
    const fetchAsset: FetchAsset = () =>
      Promise.resolve(isUp ? new Response(bytesOf(...samples)) : new Response(null, { status: 404 }));
    await show(fetchAsset);
    isUp = true;
    act(() => screen.getByRole('button', { name: 'Try again' }).click());
    await pass(500);
    expect(document.querySelector('.gdv-grid')).toBeNull();
    expect(shownLegend(document)?.label).toBe('Colour: loss from 1 to 50');
  });
});

describe('a sampled surface on its way', () => {
  it('says how much of it has come, in bytes and as a share', async () => {
    let send: (bytes: Uint8Array) => void = () => undefined;
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => void (send = (bytes) => controller.enqueue(bytes)),
    });
    const events = [FORMULA, grid(3, { ...ADDRESS, resolution: 600 }), START];
    const init = { headers: { 'content-length': `${4 * 600 ** 2}` } };
    render(
      <GradientDescentViz
        events={events}
        fetchAsset={() => Promise.resolve(new Response(body, init))}
        assetBaseUrl="http://host.example/"
      />,
    );
    await pass(300);
    const progress = screen.getByRole('progressbar', { name: 'Bytes received' });
    expect(textsOf('.gdv-grid-title')).toEqual(['Loading the sampled surface']);
    expect(detailsOf()).toEqual(['0 B', 'The announced surface is shown until the sampled surface is there']);
    expect(progress).not.toHaveAttribute('value');
    // Of 1,440,000 bytes.
    for (const [bytes, received, share] of [
      [14_999, '15.0 kB', 1],
      [735_001, '750.0 kB', 52],
      [650_000, '1.4 MB', 97],
    ] as const) {
      send(new Uint8Array(bytes));
      await pass(300);
      expect(detailsOf()[0]).toBe(`${received} of 1.4 MB · ${share} %`);
    }
    expect(Number(progress.getAttribute('value'))).toBeCloseTo(1_400_000 / 1_440_000, 5);
  });
});

describe('a sampled surface that is there', () => {
  const HOLED = { nodes: 4, samples: [3, 4, NaN, 6, 7, 8, 9, 10, 11, 12, Infinity, 14, 15, 16, 17, 21] };

  async function expectWords(
    plain: PlainGrid,
    fields: object,
    circumstances: Circumstances = {},
  ): Promise<string[]> {
    const { range } = circumstances;
    const events = [grid(3, { ...ADDRESS, resolution: plain.nodes, ...fields }), START];
    await show(answer(bytesOf(...plain.samples)), {
      events,
      props: range === undefined ? {} : { lossRange: range },
    });
    const run = readRun(events)!;
    const expected = expectedNotices(run, { ...circumstances, grid: plain });
    expect(shownNotes(document)).toEqual(Object.values(expected));
    const legend = expectedLegend(plainHeights(run, plain)!, range === undefined ? {} : { range });
    expect(shownLegend(document)).toEqual({
      ...legend,
      ticks: legend.ticks.map(({ text, share }) => ({ text, share: expect.closeTo(share, 5) as number })),
    });
    return shownNotes(document);
  }

  it('counts samples that are missing', async () => {
    expect(await expectWords(HOLED, { zScale: 0.2 })).toEqual(['2 of 16 samples missing']);
  });

  it('counts samples that are cut, of those that are there', async () => {
    expect(await expectWords(HOLED, { zScale: 0.2 }, { range: [6, 12] })).toEqual([
      'Heights below 6 (down to 3) and above 12 (up to 21) are cut: 7 of 14 samples',
      '2 of 16 samples missing',
    ]);
  });

  it('says that it is compressed', async () => {
    // 18 losses of 5 each over a width of 10: 0.6 of 9.
    expect(await expectWords({ nodes: 2, samples: [3, 21, 4, 5] }, { zScale: -5 })).toEqual([
      'Height compressed to 6.7 % of its true proportion',
    ]);
  });

  it('says nothing of what is as it is, and is an illustration where its event says so', async () => {
    expect(await expectWords({ nodes: 2, samples: [3, 4, 5, 6] }, { source: 'illustrative' })).toEqual([]);
    expect(shownLegend(document)?.title).toBe('Height (illustrative)');
  });
});
