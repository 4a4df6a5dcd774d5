import { act, render, screen } from '@testing-library/react';
import { Profiler, StrictMode } from 'react';
import { renderToString } from 'react-dom/server';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { createRunStore, GradientDescentViz, type RunStore } from '../src/index.js';
import { finish, grid, hyperparams, spec, start, update } from './run/createRunEvent.js';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const BOWL = spec(1, { domainHalf: 6, params: { a: 1, b: 1 } }, { source: 'measured' });
const START = start(2, { domainHalf: 6, point0: { x: 0, y: 0 } });
const updateAt = (step: number, point: object = {}): object =>
  update(2 + step, step, [{ x: step / 1000, y: -step / 1000, ...point }]);

const figureOf = (name: string): HTMLElement =>
  [...document.querySelectorAll('.gdv-figure')]
    .find((figure) => figure.querySelector('dt')?.textContent === name)!
    .querySelector('dd')!;

function figures(): Record<string, string> {
  const names = [...document.querySelectorAll('.gdv-figure dt')].map(({ textContent }) => textContent);
  return Object.fromEntries(names.map((name) => [name, figureOf(name).textContent]));
}

const pass = (ms: number): Promise<void> =>
  act(async () => {
    await vi.advanceTimersByTimeAsync(ms);
  });

async function ingest(store: RunStore, ...events: readonly object[]): Promise<void> {
  act(() => {
    for (const event of events) store.ingest(event);
  });
  await pass(200);
}

/** A view of a run of this many steps, and the commits of React that it has made since. */
async function watchCommits(steps: number, { maxPoints = 1000, props = {} } = {}) {
  const store = createRunStore({ maxPointsPerRun: maxPoints });
  for (const event of [BOWL, START]) store.ingest(event);
  for (let step = 1; step <= steps; step++) store.ingest(updateAt(step));
  const onCommit = vi.fn();
  render(
    <StrictMode>
      <Profiler id="view" onRender={onCommit}>
        <GradientDescentViz store={store} {...props} />
      </Profiler>
    </StrictMode>,
  );
  await pass(200);
  onCommit.mockClear();
  return { store, onCommit };
}

describe('points that change nothing but figures', () => {
  it.each([
    ['whole', 5, 1000],
    ['that evicts its earliest points', 40, 20],
  ])('[READOUT-1] render no component, and each figure is right: a path %s', async (_, steps, maxPoints) => {
    const { store, onCommit } = await watchCommits(steps, { maxPoints });
    for (let step = steps + 1; step <= steps + 50; step++) {
      await ingest(store, updateAt(step));
      const place = Number(((step / 1000) * 6).toPrecision(4));
      expect(figures()).toEqual({
        Step: String(step),
        x: `${place}`,
        y: `−${place}`,
        Height: `${Number((2 * ((step / 1000) * 6) ** 2).toPrecision(4))}`,
      });
    }
    expect(onCommit).not.toHaveBeenCalled();
  });

  it('[READOUT-1] render nothing of a run that reports losses and distances from its plane either', async () => {
    const { store, onCommit } = await watchCommits(1);
    await ingest(store, updateAt(2, { loss: 3, residual: 0.5 }));
    onCommit.mockClear();
    for (let step = 3; step < 20; step++) {
      await ingest(store, updateAt(step, { loss: 1 / step, residual: step }));
      expect(figures()).toMatchObject({
        'True loss': `${Number((1 / step).toPrecision(4))}`,
        'Off plane': `${step}`,
      });
    }
    expect(onCommit).not.toHaveBeenCalled();
  });

  it('[READOUT-1] are written the first at once, then at most every 100 ms, and the last is not left behind', async () => {
    const { store } = await watchCommits(1);
    const shown: [atMs: number, step: string][] = [];
    const note = (atMs: number): void => {
      const step = figures()['Step']!;
      if (step !== shown.at(-1)?.[1]) shown.push([atMs, step]);
    };
    for (let atMs = 0; atMs < 400; atMs += 5) {
      if (atMs < 250) act(() => store.ingest(updateAt(2 + atMs / 5)));
      note(atMs);
      await pass(5);
    }
    expect(shown).toEqual([
      [0, '2'],
      [100, '21'],
      [200, '41'],
      [300, '51'],
    ]);
  });

  it('[READOUT-1] make no timer where they come further apart', async () => {
    const { store } = await watchCommits(1);
    const makeTimer = vi.spyOn(globalThis, 'setTimeout');
    onTestFinished(() => makeTimer.mockRestore());
    for (let step = 2; step < 20; step++) {
      act(() => store.ingest(updateAt(step)));
      vi.advanceTimersByTime(101);
    }
    expect(figures()['Step']).toBe('19');
    expect(makeTimer).not.toHaveBeenCalled();
  });

  it('[READOUT-1] are written only where the text is another', async () => {
    // Heights that are no loss, so that only the step and its pace change.
    const props = { showTimeline: false, surfaceSource: 'illustrative' } as const;
    const { store } = await watchCommits(1, { props });
    const written = vi.fn();
    const observer = new MutationObserver(written);
    observer.observe(document.body, { subtree: true, characterData: true, childList: true });
    onTestFinished(() => observer.disconnect());
    await ingest(store, update(9, 2, [{ x: 0.001, y: -0.001_000_000_1 }]));
    const changed = written.mock.calls.flatMap(([records]) =>
      (records as MutationRecord[]).map(({ target }) => target),
    );
    const pace = document.querySelector('.gdv-rate--left dd')!;
    expect(new Set(changed)).toEqual(new Set([figureOf('Step').firstChild, pace.firstChild]));
  });

  it('[READOUT-2] leave each figure its element, and what is selected of it selected', async () => {
    const { store } = await watchCommits(998);
    const elements = ['Step', 'x', 'y', 'Height'].map(figureOf);
    const selection = document.getSelection()!;
    const text = figureOf('x').firstChild!;
    selection.setBaseAndExtent(text, 0, text, 5);
    document.dispatchEvent(new Event('selectionchange'));
    expect(selection.toString()).toBe('5.988');
    for (let step = 999; step < 1010; step++) {
      await ingest(store, updateAt(step));
      expect(selection.toString()).toBe(figures()['x']);
    }
    expect(['Step', 'x', 'y', 'Height'].map(figureOf)).toEqual(elements);
    expect(figures()['Step']).toBe('1\u202f009');
  });

  it('are written too where a translation has put an element in the place of the text', async () => {
    const { store } = await watchCommits(1);
    figureOf('Step').innerHTML = '<font><font>1</font></font>';
    await ingest(store, updateAt(2));
    expect(figures()['Step']).toBe('2');
  });
});

describe('the text is right where', () => {
  const text = (): string => document.querySelector('.gdv-stage')!.textContent;
  const gdvStatus = (): string => document.querySelector('.gdv-status')!.textContent;

  it.each<[string, readonly object[], string | RegExp]>([
    ['the run has ended', [finish(900, { final_step: 5 })], /Converged.*after 5 steps$/],
    ['hyperparameters come', [hyperparams(900, { eta: 0.01 })], 'η 0.01'],
    ['a loss comes', [updateAt(6, { loss: 2 })], 'True loss2'],
    ['a point has a distance from the plane', [updateAt(6, { residual: 7 })], 'Off plane7'],
    ['a point lies outside', [updateAt(6, { x: 2 })], 'Part of the path lies outside the surface'],
    [
      'another run begins',
      [start(900, { run_id: 'r2', domainHalf: 1, point0: { x: 0.5, y: 0 } })],
      /r2.*x0\.5y0/,
    ],
    ['the path begins anew', [start(900, { domainHalf: 6, point0: { x: 0.5, y: 0 } })], 'Step0x3y0Height9'],
  ])('[READOUT-1] %s', async (_, events, expected) => {
    const { store, onCommit } = await watchCommits(5);
    await ingest(store, ...events);
    expect(text()).toMatch(expected);
    expect(onCommit).toHaveBeenCalled();
  });

  it('[READOUT-1] the link is closed', async () => {
    const { store } = await watchCommits(5);
    act(() => store.setConnection({ status: 'closed', reason: 'the log ended' }));
    await pass(200);
    expect(text()).toContain('Disconnected');
  });

  it('[READOUT-1] the surface is another one: its heights, and their digits', async () => {
    const { store } = await watchCommits(5);
    await ingest(
      store,
      spec(900, { domainHalf: 6, params: { a: 1, b: 1, offset: 100_000 } }, { source: 'measured' }),
    );
    // It waits for a frame that shows the surface, which does not come here.
    await pass(500);
    await ingest(store, updateAt(123));
    expect(figures()['Height']).toBe('100001.1');
    await ingest(store, updateAt(234));
    expect(figures()['Height']).toBe('100003.9');
  });

  it('[READOUT-1] nothing comes for long, and something comes again', async () => {
    const { store, onCommit } = await watchCommits(5);
    for (let step = 6; step < 30; step++) {
      act(() => store.ingest(updateAt(step)));
      await pass(1000);
    }
    expect(onCommit).not.toHaveBeenCalled();
    await pass(10_000);
    expect(gdvStatus()).toMatch(/^No step for 1\d s$/);
    await ingest(store, updateAt(30));
    expect(gdvStatus()).toBe('Running');
    expect(figures()['Step']).toBe('30');
  });

  it('[READOUT-1] a loss comes that puts the surface apart: every figure goes on in its new place', async () => {
    const { store } = await watchCommits(5, { props: { surfaceSource: 'illustrative' } });
    await ingest(store, updateAt(6, { loss: 2 }));
    expect(screen.getByText('Illustrative surface')).toBeVisible();
    await ingest(store, updateAt(500, { loss: 0.5 }));
    expect(figures()).toEqual({ Step: '500', 'True loss': '0.5', x: '3', y: '−3', Height: '18' });
  });

  it('[READOUT-1] the path begins anew while its surface loads: there is no height until that is there', async () => {
    const pending: (() => void)[] = [];
    const fetchAsset = (url: string): Promise<Response> =>
      new Promise((resolve) =>
        pending.push(() => resolve(new Response(Float32Array.of(1, 2, 3, url.endsWith('2') ? 40 : 4)))),
      );
    const store = createRunStore();
    const at = (x: number) => ({ domainHalf: 6, point0: { x, y: x } });
    for (const event of [grid(1, { asset_url: '/1', resolution: 2 }), start(2, at(1))]) store.ingest(event);
    render(<GradientDescentViz store={store} fetchAsset={fetchAsset} assetBaseUrl="http://host.example" />);
    await pass(500);
    pending[0]!();
    await pass(500);
    expect(figures()['Height']).toBe('4');
    await ingest(store, grid(3, { asset_url: '/2', resolution: 2 }));
    await ingest(store, start(4, at(0.9)));
    expect(figures()['Height']).toBe('–');
    pending[1]!();
    await pass(500);
    expect(figures()['Height']).toMatch(/^3\d\./);
  });
});

it('[READOUT-1] the first figures are in the HTML of a server, and go on in the page', async () => {
  const store = createRunStore();
  for (const event of [BOWL, START, updateAt(1)]) store.ingest(event);
  const host = document.createElement('div');
  document.body.append(host);
  host.innerHTML = renderToString(<GradientDescentViz store={store} />);
  expect(figures()).toEqual({ Step: '1', x: '0.006', y: '−0.006', Height: '7.2e−5' });
  const step = figureOf('Step');
  render(<GradientDescentViz store={store} />, { container: host, hydrate: true });
  await ingest(store, updateAt(2));
  expect(figures()['Step']).toBe('2');
  expect(figureOf('Step')).toBe(step);
});
