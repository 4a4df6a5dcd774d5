import { act, render, screen, within } from '@testing-library/react';
import { renderToString } from 'react-dom/server';
import { useState } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  ColorLegend,
  createRunStore,
  GradientDescentViz,
  RunNotices,
  RunReadOut,
  type PictureNotice,
  type RunStore,
} from '../../src/index.js';
import { finish, hyperparams, spec, start, update } from '../run/createRunEvent.js';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const EVENTS = [
  spec(1, { domainHalf: 5, params: { a: 2, b: 3 } }, { source: 'measured' }),
  start(2, { point0: { x: 0.5, y: 0 } }),
  hyperparams(3, { eta: 0.1 }),
  update(4, 1234, [{ x: 0.2, y: -0.5, loss: 2.5 }]),
];

const textsOf = (selector: string): string[] =>
  [...document.querySelectorAll(selector)].map(({ textContent }) => textContent);

const pass = (ms: number): void => act(() => void vi.advanceTimersByTime(ms));

describe('RunReadOut', () => {
  it('has the figures of a store’s run, without a height, and follows it', () => {
    const store = createRunStore();
    const { container } = render(<RunReadOut store={store} />);
    expect(container).toHaveTextContent('Waiting for a run');
    act(() => store.ingest(EVENTS));
    pass(500);
    expect(textsOf('.gdv-figure dt')).toEqual(['Step', 'x', 'y', 'True loss']);
    expect(textsOf('.gdv-figure dd')).toEqual(['1\u202f234', '1', '−2.5', '2.5']);
    act(() => store.ingest(update(5, 1235, [{ x: 0.1, y: 0, loss: 1 }])));
    pass(500);
    expect(textsOf('.gdv-figure dd')).toEqual(['1\u202f235', '0.5', '0', '1']);
    act(() => store.ingest(finish(9, { final_step: 1236 })));
    pass(500);
    expect(screen.getByRole('status')).toHaveTextContent(
      'Gradient descent of run r: Converged after 1 235 steps',
    );
  });

  it('sets apart what was projected, and says that a run is silent unless it is not to', () => {
    const store = createRunStore();
    store.ingest([spec(1, {}, { projection: { method: 'pca' } }), start(2), update(3, 1, [{ x: 0, y: 0 }])]);
    const { rerender } = render(<RunReadOut store={store} />);
    expect(screen.getByRole('heading', { name: 'Projected' })).toBeVisible();
    pass(40_000);
    expect(screen.getByText('No step for 40 s')).toBeVisible();
    rerender(<RunReadOut store={store} showsSilence={false} />);
    pass(100);
    expect(screen.getByText('Running')).toBeVisible();
  });

  it('has the labels, numbers, theme, class and style of the host', () => {
    const store = createRunStore();
    store.ingest(EVENTS);
    const { container } = render(
      <RunReadOut
        store={store}
        labels={{ readOut: { step: 'Schritt' } }}
        locale="de"
        theme="dark"
        className="mine"
        style={{ width: 300 }}
      />,
    );
    expect(textsOf('.gdv-figure dt')[0]).toBe('Schritt');
    expect(textsOf('.gdv-figure dd')).toEqual(['1.234', '1', '-2,5', '2,5']);
    const root = container.firstElementChild as HTMLElement;
    expect(root).toHaveClass('gdv', 'gdv--dark', 'gdv-part', 'mine');
    expect(root.style.width).toBe('300px');
  });

  it('renders on a server', () => {
    const store = createRunStore();
    store.ingest(EVENTS);
    expect(renderToString(<RunReadOut store={store} />)).toContain('1\u202f234');
  });
});

describe('RunNotices', () => {
  function Page({ store }: { readonly store: RunStore }) {
    const [notices, setNotices] = useState<readonly PictureNotice[]>([]);
    return (
      <>
        <GradientDescentViz store={store} chrome="none" onNotices={setNotices} />
        <aside>
          <RunNotices notices={notices} />
        </aside>
      </>
    );
  }

  it('has elsewhere on the page what a view without text says of its picture', () => {
    const store = createRunStore();
    store.ingest(EVENTS);
    render(<Page store={store} />);
    pass(1500);
    expect(document.querySelector('.gdv-overlay')).toBeNull();
    const aside = screen.getByRole('complementary');
    expect(within(aside).getByRole('region', { name: 'Notes on the picture' })).toHaveTextContent(
      /^Height compressed to 16 % of its true proportion 1 more/,
    );
  });

  it('is empty where there are none', () => {
    render(<RunNotices notices={[]} />);
    expect(document.querySelector('.gdv-notices')).toBeNull();
  });
});

describe('ColorLegend', () => {
  it('has the ticks, the title and the name of a view’s bar', () => {
    render(<ColorLegend min={0} max={12.5} />);
    expect(screen.getByRole('figure')).toHaveAccessibleName('Colour: loss from 0 to 12.5');
    expect(textsOf('.gdv-legend-title')).toEqual(['Loss']);
    expect(textsOf('.gdv-legend-tick')).toEqual(['0', '2', '4', '6', '8', '10', '12']);
  });

  it('may be by the logarithm, of an illustration, in other colours, words and numbers', () => {
    const { rerender } = render(<ColorLegend min={0.01} max={100} isLog />);
    const bar = (): string => document.querySelector<HTMLElement>('.gdv-legend-bar')!.style.background;
    const viridis = bar();
    expect(textsOf('.gdv-legend-title')).toEqual(['Loss (log)']);
    expect(textsOf('.gdv-legend-tick')).toEqual(['0.01', '0.1', '1', '10', '100']);
    rerender(
      <ColorLegend
        min={0.5}
        max={1.5}
        colorMap="magma"
        isIllustrative
        locale="fr"
        labels={{ legend: { height: 'Hauteur' } }}
      />,
    );
    expect(textsOf('.gdv-legend-title')).toEqual(['Hauteur']);
    expect(textsOf('.gdv-legend-tick')).toContain('0,6');
    expect(bar()).not.toBe(viridis);
  });

  it.each([
    [NaN, 1],
    [0, Infinity],
  ])('is nothing from %d to %d', (min, max) => {
    const { container } = render(<ColorLegend min={min} max={max} />);
    expect(container).toBeEmptyDOMElement();
  });
});
