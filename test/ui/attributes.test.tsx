import { act, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createRunStore, GradientDescentViz } from '../../src/index.js';
import { createHeightField } from '../../src/surface/index.js';
import { Legend } from '../../src/ui/Legend.js';
import { finish, hyperparams, spec, start, update } from '../run/createRunEvent.js';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const BOWL = spec(1, { domainHalf: 5, params: { a: 2, b: 3 } }, { source: 'measured' });
const START = start(2, { point0: { x: 0.5, y: 0 } });

const one = <E extends HTMLElement>(selector: string): E => {
  const found = document.querySelectorAll<E>(selector);
  expect(found).toHaveLength(1);
  return found[0]!;
};

describe('what a part is, for whoever cannot see it', () => {
  it('is said of the read-out, of its run, and of the picture', () => {
    render(<GradientDescentViz events={[BOWL, START, hyperparams(3, { eta: 1 })]} />);
    expect(screen.getByRole('region', { name: 'Run r' })).toHaveClass('gdv-readout');
    expect(one('.gdv-run').dir).toBe('auto');
    expect(one('.gdv-labels')).toHaveAttribute('aria-hidden', 'true');
    expect(one('.gdv').dir).toBe('ltr');
    expect(screen.getAllByRole('status').map(({ className }) => className)).toContain('gdv-announcement');
  });

  it('is said of a run that is awaited', () => {
    render(<GradientDescentViz events={[]} />);
    expect(screen.getByText('Waiting for a run')).toHaveAttribute('role', 'status');
  });

  it('is said of the notes, which keys reach and scroll', () => {
    const store = createRunStore({ maxPointsPerRun: 1 });
    for (const event of [BOWL, START, update(3, 1, [{ x: 3, y: 0 }])]) store.ingest(event);
    render(<GradientDescentViz store={store} />);
    expect(one('.gdv-notices-line').title).toBe('Height compressed to 16 % of its true proportion');
    const more = one('.gdv-notices-more');
    expect(more).toHaveAccessibleName('More notes');
    expect(more.tabIndex).toBe(0);
    expect(more.children).toHaveLength(2);
    expect(one('.gdv-notices-count').textContent).toBe('2 more');
  });

  it('is said of the button for the full range', () => {
    render(<GradientDescentViz events={[BOWL, START]} lossRange={[10, 70]} />);
    const button = screen.getByRole('button', { name: 'Full range', pressed: false });
    expect(button.title).toBe('Show all heights, those that are cut too');
    expect(button).toHaveAttribute('type', 'button');
    act(() => button.click());
    act(() => void vi.advanceTimersByTime(500));
    expect(screen.getByRole('button', { name: 'Full range', pressed: true })).toBe(button);
    expect(screen.getByRole('figure')).toHaveAccessibleName('Colour: loss from 0 to 125');
  });
});

describe('classes that the style sheet asks for', () => {
  it.each([
    ['light', undefined],
    ['dark', 'mine'],
  ] as const)('of a view: %s %s', (theme, className) => {
    render(
      <GradientDescentViz
        events={[START]}
        theme={theme}
        style={{ height: 123 }}
        {...(className === undefined ? {} : { className })}
      />,
    );
    expect(one('.gdv').className).toBe(`gdv gdv--${theme}${className === undefined ? '' : ` ${className}`}`);
    expect(one('.gdv').style.height).toBe('123px');
  });

  it.each<[object, readonly string[]]>([
    [{}, []],
    [{ surfaceSource: 'illustrative' }, ['gdv-legend--illustrative']],
    [{ lossRange: [10, 70] }, ['gdv-legend--ranged']],
    [
      { lossRange: [10, 70], surfaceSource: 'illustrative' },
      ['gdv-legend--illustrative', 'gdv-legend--ranged'],
    ],
  ])('of a legend with %j: %j', (props, classes) => {
    render(<GradientDescentViz events={[BOWL, START]} showTimeline={false} {...props} />);
    expect(one('.gdv-legend').className).toBe(['gdv-legend', ...classes].join(' '));
    expect(screen.queryAllByRole('button')).toHaveLength('lossRange' in props ? 1 : 0);
    const ends = [...document.querySelectorAll('.gdv-legend-tick--end')].map(
      ({ textContent }) => textContent,
    );
    expect(ends).toEqual('lossRange' in props ? ['≤ 10', '≥ 70'] : []);
  });

  it('of figures that leave no room for four side by side', () => {
    const far = (offset: number): object[] => [
      spec(1, { domainHalf: 1, params: { a: 0.001, b: 0.001, offset } }, { source: 'measured' }),
      START,
    ];
    // A thousandth of a range of 0.002 at 0.9 is the sixth digit, at 4 the seventh.
    const view = render(<GradientDescentViz events={far(0.9)} />);
    expect(one('.gdv-figures').className).toBe('gdv-figures');
    view.unmount();
    render(<GradientDescentViz events={far(4)} />);
    expect(one('.gdv-figures').className).toBe('gdv-figures gdv-figures--long');
  });
});

it('has no legend where no sample is there', () => {
  const field = createHeightField(Float32Array.of(NaN, NaN, NaN, NaN), 2);
  const { container } = render(
    <Legend
      field={field}
      colors={['#000', '#fff']}
      isIllustrative={false}
      isCuttable={false}
      isFull={false}
      onFull={() => undefined}
    />,
  );
  expect(container).toBeEmptyDOMElement();
});

describe('what waits', () => {
  it('ends with the view: no timer of a wait for the link, of text, or of steps that are missing is left', () => {
    const store = createRunStore();
    for (const event of [BOWL, START]) store.ingest(event);
    store.setConnection({ status: 'waiting', attempt: 1, retryInMs: 9000, reason: 'no answer' });
    const view = render(<GradientDescentViz store={store} />);
    act(() => {
      store.ingest(update(3, 3, [{ x: 0, y: 0 }]));
      vi.advanceTimersByTime(50);
      store.ingest(update(4, 5, [{ x: 0, y: 0 }]));
    });
    expect(vi.getTimerCount()).toBeGreaterThan(1);
    view.unmount();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('says of a run that keeps a pace of its own that it does, after a second', () => {
    const store = createRunStore();
    for (const event of [BOWL, START]) store.ingest(event);
    render(<GradientDescentViz store={store} />);
    const notes = (): string => document.querySelector('.gdv-notices')?.textContent ?? '';
    act(() => {
      for (let step = 50; step <= 1000; step += 50) store.ingest(update(3 + step, step, [{ x: 0.1, y: 0 }]));
      vi.advanceTimersByTime(300);
    });
    expect(notes()).not.toContain('50th');
    act(() => void vi.advanceTimersByTime(1000));
    expect(notes()).toContain('Points for every 50th step');
    act(() => {
      store.ingest(finish(5000, { final_step: 1000 }));
      vi.advanceTimersByTime(200);
    });
    expect(notes()).toContain('Points for every 50th step');
  });
});
