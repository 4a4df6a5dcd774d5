import { act, render, screen } from '@testing-library/react';
import { memo } from 'react';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import {
  createRunStore,
  GradientDescentViz,
  type ConnectionSlotProps,
  type GradientDescentVizSlots,
  type GridSlotProps,
  type LegendSlotProps,
  type MessageSlotProps,
  type NoticesSlotProps,
  type ProjectionSlotProps,
  type ReadOutSlotProps,
} from '../../src/index.js';
import { SLOT_NAMES } from '../../src/ui/slots.js';
import { grid, hyperparams, spec, start, update } from '../run/createRunEvent.js';
import { allowConsole } from '../support/consoleGuard.js';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const PROJECTION = { method: 'pca', checkpoints: 40 };
const SURFACE = spec(
  1,
  { domainHalf: 5, params: { a: 2, b: 3 } },
  { source: 'measured', projection: PROJECTION },
);
const EVENTS = [
  SURFACE,
  start(2, { point0: { x: 0.5, y: 0 } }),
  hyperparams(3, { eta: 0.1 }),
  update(4, 7, [{ x: 1.2, y: 0, loss: 2 }]),
];

function mount(slots: GradientDescentVizSlots, props: object = {}, events: readonly object[] = EVENTS) {
  const store = createRunStore();
  store.ingest(events);
  store.setConnection({ status: 'waiting', attempt: 2, retryInMs: 3000, reason: 'no answer' });
  const view = render(<GradientDescentViz store={store} slots={slots} {...props} />);
  return { store, ...view };
}

const found = (selector: string): number => document.querySelectorAll(selector).length;

/** Ours of each part. */
const OURS = {
  readOut: '.gdv-readout',
  legend: '.gdv-legend',
  notices: '.gdv-notices',
  connection: '.gdv-connection',
  projection: '.gdv-projection',
  message: '.gdv-picture',
} as const;

/** A component that keeps what it was given last. */
function watch<Props extends object>(text: string) {
  const given: Props[] = [];
  const Part = (props: Props) => {
    given.push(props);
    return <b>{text}</b>;
  };
  return { Part, last: () => given.at(-1)!, given };
}

const pass = (ms: number): Promise<void> =>
  act(async () => {
    await vi.advanceTimersByTimeAsync(ms);
  });

describe('a slot', () => {
  it.each(Object.keys(OURS) as (keyof typeof OURS)[])(
    'that is null leaves its part out, and no other: %s',
    async (name) => {
      mount({ [name]: null });
      await pass(1500);
      for (const [other, selector] of Object.entries(OURS))
        expect(found(selector), other).toBe(other === name ? 0 : 1);
    },
  );

  it.each(Object.keys(OURS) as (keyof typeof OURS)[])(
    'has the host’s component in the place of ours: %s',
    async (name) => {
      mount({ [name]: memo(() => <b>mine</b>) });
      await pass(1500);
      expect(screen.getByText('mine')).toBeVisible();
      expect(found(OURS[name])).toBe(0);
    },
  );

  it('that throws costs its part alone, is reported, and may be another one later', async () => {
    allowConsole(/no such chart|The above error/);
    const reported = vi.fn();
    vi.stubGlobal('reportError', reported);
    onTestFinished(() => void vi.unstubAllGlobals());
    const Broken = (): never => {
      throw new Error('no such chart');
    };
    const { store, rerender } = mount({ legend: Broken });
    await pass(1500);
    expect(found('.gdv-readout')).toBe(1);
    expect(found('.gdv-legend')).toBe(0);
    expect(reported.mock.calls.map(([error]) => (error as Error).message)).toContain('no such chart');
    rerender(<GradientDescentViz store={store} slots={{ legend: () => <b>mended</b> }} />);
    expect(screen.getByText('mended')).toBeVisible();
  });

  it('that is no component is named once, and ours is there', async () => {
    const warn = vi.spyOn(console, 'warn').mockReturnValue();
    onTestFinished(() => warn.mockRestore());
    mount({ readOut: 'a card', notices: {} } as unknown as GradientDescentVizSlots);
    await pass(1500);
    expect([found('.gdv-readout'), found('.gdv-notices')]).toEqual([1, 1]);
    expect(warn.mock.calls.flat()).toEqual([
      'GradientDescentViz: slots.readOut: expected a component, or null, got "a card"; its default holds',
      'GradientDescentViz: slots.notices: expected a component, or null, got an object; its default holds',
    ]);
  });

  it('is there for each part', () => {
    expect([...SLOT_NAMES].sort()).toEqual([...Object.keys(OURS), 'grid'].sort());
  });
});

describe('what a slot is given', () => {
  it('is the run and its figures, at most ten times a second', async () => {
    const readOut = watch<ReadOutSlotProps>('figures');
    const { store } = mount({ readOut: readOut.Part });
    await pass(500);
    expect(readOut.last()).toMatchObject({
      projectId: 'p',
      runId: 'r',
      status: 'running',
      end: null,
      statusText: 'Running',
      silentS: null,
      figures: { step: 7, x: 6, y: 0, height: 72, loss: 2, residual: NaN },
      hyperparams: { eta: 0.1 },
      isIllustrative: false,
      isProjected: true,
    });
    const before = readOut.given.length;
    await act(async () => {
      for (let step = 8; step < 108; step++) store.ingest(update(step, step, [{ x: step / 200, y: 0 }]));
      await vi.advanceTimersByTimeAsync(1000);
    });
    expect(readOut.last().figures.step).toBe(107);
    expect(readOut.given.length - before).toBeLessThan(12);
    await pass(40_000);
    expect(readOut.last()).toMatchObject({ statusText: 'No step for 40 s', silentS: 40 });
  });

  it('is the bar: its range, ticks, colours, and the way to the full range', async () => {
    const legend = watch<LegendSlotProps>('bar');
    mount(
      { legend: legend.Part },
      { lossRange: [10, 70], locale: 'de', labels: { legend: { loss: 'Verlust' } } },
    );
    await pass(500);
    const { ticks, colors, ...rest } = legend.last();
    expect(rest).toMatchObject({
      min: 10,
      max: 70,
      isLog: false,
      isIllustrative: false,
      title: 'Verlust',
      name: 'Colour: loss from ≤ 10 to ≥ 70',
      isCuttable: true,
      isFullRange: false,
    });
    expect(ticks[0]).toEqual({ text: '≤ 10', height: 0, isEnd: true });
    expect(ticks.at(-1)).toEqual({ text: '≥ 70', height: 1, isEnd: true });
    expect(colors.length).toBeGreaterThan(4);
    act(() => legend.last().showFullRange(true));
    await pass(500);
    expect(legend.last()).toMatchObject({ isFullRange: true, max: 125 });
  });

  it('is the list of notes', async () => {
    const notices = watch<NoticesSlotProps>('notes');
    mount({ notices: notices.Part });
    await pass(1500);
    expect(notices.last().notices.map(({ code }) => code)).toEqual([
      'height_compressed',
      'steps_missing',
      'points_outside',
    ]);
  });

  it('is the link’s state, with its countdown in words', async () => {
    const connection = watch<ConnectionSlotProps>('link');
    const { store } = mount({ connection: connection.Part });
    await pass(100);
    expect(connection.last()).toMatchObject({
      text: 'Reconnecting in 3 s',
      connection: { status: 'waiting' },
    });
    await pass(1000);
    expect(connection.last().text).toBe('Reconnecting in 2 s');
    act(() => store.setConnection({ status: 'open' }));
    await pass(200);
    expect(connection.last()).toEqual({ text: null, connection: { status: 'open' } });
  });

  it('is the projection', async () => {
    const projection = watch<ProjectionSlotProps>('plane');
    mount({ projection: projection.Part });
    await pass(100);
    expect(projection.last()).toEqual({ projection: { method: 'pca', checkpoints: 40 } });
  });

  it('is how far a sampled surface is, and the way to try again', async () => {
    const part = watch<GridSlotProps>('grid');
    let answer: (response: Response) => void = () => undefined;
    const fetchAsset = vi.fn(() => new Promise<Response>((resolve) => (answer = resolve)));
    const props = { fetchAsset, assetBaseUrl: 'http://host.example/' };
    mount({ grid: part.Part }, props, [grid(1), start(2)]);
    await pass(500);
    expect(part.last()).toMatchObject({ grid: { status: 'loading', receivedBytes: 0 } });
    answer(new Response(null, { status: 404 }));
    await pass(2000);
    expect(part.last()).toMatchObject({
      grid: { status: 'failed', problem: { code: 'asset_status' } },
      meanwhile: 'The sampled surface could not be loaded: the ground is flat',
    });
    const asked = fetchAsset.mock.calls.length;
    act(() => part.last().retry());
    await pass(2000);
    expect(fetchAsset.mock.calls.length).toBeGreaterThan(asked);
  });

  it('is why there is no picture, and that a run is awaited', async () => {
    const message = watch<MessageSlotProps>('message');
    mount({ message: message.Part }, {}, []);
    await pass(100);
    // jsdom has no WebGL 2.
    expect(message.given.map(({ reason }) => reason)).toEqual(
      expect.arrayContaining(['undrawable', 'waiting']),
    );
    expect(message.given.find(({ reason }) => reason === 'waiting')).toEqual({
      reason: 'waiting',
      text: 'Waiting for a run',
      drawAgain: null,
    });
  });
});
