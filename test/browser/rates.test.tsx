import { render, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { createRunStore, GradientDescentViz } from '../../src/index.js';
import '../../src/ui/styles.css';
import { computeFigures } from '../../src/ui/figures.js';
import { ReadOut } from '../../src/ui/ReadOut.js';
import { RateReader } from '../../src/view/rate/rateReader.js';
import { computeRunWords } from '../../src/view/runWords.js';
import { finish, hyperparams, shownRun, spec, start, update } from '../run/createRunEvent.js';

/** Flat enough to be drawn as it is: no note stands below the card. */
const SURFACE = spec(1, { domainHalf: 3, params: { a: 0.1, b: 0.1 } }, { source: 'illustrative' });

function mount(
  widthPx: number,
  heightPx: number,
  lossAt: ((step: number) => number) | null,
  theme = 'light',
) {
  const store = createRunStore();
  const point = (step: number): object => ({ x: 0.1, y: 0.1, ...(lossAt && { loss: lossAt(step) }) });
  const ingest = (from: number, to: number): void => {
    for (let step = from; step <= to; step++) store.ingest(update(20 * step, step, [point(step)]));
  };
  store.ingest([SURFACE, start(2), hyperparams(3, { eta: 0.1, steps: 1000 })]);
  ingest(1, 400);
  render(
    <div style={{ width: widthPx, height: heightPx }}>
      <GradientDescentViz store={store} theme={theme === 'dark' ? 'dark' : 'light'} />
    </div>,
  );
  return { store, ingest };
}

const card = (): DOMRect => document.querySelector('.gdv-readout')!.getBoundingClientRect();
const rows = (): HTMLElement[] =>
  [...document.querySelectorAll<HTMLElement>('.gdv-rate')].filter(({ hidden }) => !hidden);

afterEach(() => document.getSelection()?.removeAllRanges());

describe('the rates of a loss', () => {
  it.each([['light'], ['dark']])('are lines within the card where there is room: %s', (theme) => {
    mount(1280, 800, (step) => 3 - step / 1000, theme);
    expect(rows().map(({ textContent }) => textContent)).toEqual([
      'True loss so far',
      'Below the first received (2.999)13 %',
      'Falling (last 200 steps)0.1 per 100',
      'Getting better',
      'Best so far2.6',
      'Steps400 of 1\u202f000',
      'Time left12 s · 50 steps/s',
    ]);
    // Whatever else is in its column.
    expect(card().width).toBeGreaterThanOrEqual(276);
    for (const row of rows()) {
      for (const part of row.children) {
        const box = part.getBoundingClientRect();
        expect(box.right).toBeLessThan(card().right - 6);
        expect(part.scrollWidth).toBeLessThanOrEqual(part.clientWidth + 1);
      }
    }
    expect(screen.queryByText('Falling 0.1 per 100 steps')).not.toBeVisible();
  });

  it('move nothing as their figures get longer', async () => {
    const { ingest } = mount(1280, 800, (step) => 3 + (step < 401 ? -1 : 123.4567) * (step / 1000));
    const before = card();
    ingest(401, 460);
    await waitFor(() => expect(rows()[4]).toHaveTextContent('Above best 2.6 (step 400)'));
    expect([card().width, card().height]).toEqual([before.width, before.height]);
  });

  it.each([
    [780, 600],
    [600, 450],
    [390, 700],
  ])('are one line at %d × %d px, and all of them for a screen reader', (widthPx, heightPx) => {
    mount(widthPx, heightPx, (step) => 3 - step / 1000);
    expect(screen.getByText('Falling 0.1 per 100 steps')).toBeVisible();
    expect(document.querySelector('.gdv-rates')!.getBoundingClientRect().height).toBeLessThanOrEqual(1);
    expect(screen.getByText('13 % below the first')).toBeVisible();
    expect(rows()).toHaveLength(7);
  });

  it('make the card no higher than its line in a view of 300 × 300 px', () => {
    mount(300, 300, (step) => 3 - step / 1000);
    expect(card().height).toBe(28);
  });

  it.each([
    [null, true],
    [40, false],
  ])('have a time left unless no step comes: after %s s without one %s', (silentS, isVisible) => {
    const store = createRunStore();
    store.ingest([start(2), hyperparams(3, { steps: 1000 }), update(20, 1, 9), update(200, 10, 10)]);
    const rates = new RateReader().read(shownRun(store), null);
    const still = <State,>(state: State) => ({ getState: () => state, subscribe: () => () => undefined });
    render(
      <ReadOut
        run={computeRunWords(shownRun(store))}
        figures={still(computeFigures(shownRun(store), null))}
        rates={still(rates)}
        isSurfaceKnown={false}
        isIllustrative={false}
        isPast={false}
        isProjected={false}
        silentS={silentS}
        heightDigits={4}
      />,
    );
    expect(screen.getByText('Steps')).toBeVisible();
    const left = screen.getByText('Time left');
    if (isVisible) expect(left).toBeVisible();
    else expect(left).not.toBeVisible();
  });

  it('are not those of an illustration’s heights', () => {
    mount(1280, 800, null);
    expect(rows().map(({ textContent }) => textContent)).toEqual([
      'Steps400 of 1\u202f000',
      'Time left12 s · 50 steps/s',
    ]);
  });

  it('say at the end how far it is above the best', async () => {
    const { store } = mount(1280, 800, (step) => 0.4 + Math.abs(step - 370) / 1000);
    store.ingest(finish(99_000, { reason: 'max_steps', final_step: 400 }));
    await waitFor(() => expect(screen.getByText('Ended above best 0.4 (step 370)')).toBeVisible());
    expect(rows().map(({ textContent }) => textContent)).toEqual([
      'True loss so far',
      'Below the first received (0.769)44 %',
      'Ended above best 0.4 (step 370)0.03',
      'Took400 steps in 8 s',
    ]);
  });
});
