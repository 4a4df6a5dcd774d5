import { act, render } from '@testing-library/react';
import { expect, it } from 'vitest';
import { createRunStore } from '../../src/run/runStore.js';
import { computeFigures } from '../../src/ui/figures.js';
import { ReadOut } from '../../src/ui/ReadOut.js';
import { NO_RATES } from '../../src/view/rate/rates.js';
import { computeRunWords } from '../../src/view/runWords.js';
import '../../src/ui/styles.css';
import { hyperparams, shownRun, start, update } from '../run/createRunEvent.js';

const NO_RATES_YET = { getState: () => NO_RATES, subscribe: () => () => undefined };

it.each([
  [300, 10],
  [345, 15],
  [390, 10],
  [390, 15],
  [480, 15],
  [1440, 15],
])(
  '[HEIGHT-1] in a frame of %d px a height of %d digits and a hyperparameter of 200 characters stay within their card',
  (widthPx, heightDigits) => {
    const store = createRunStore();
    store.ingest(start(1));
    store.ingest(update(2, 123_456, [{ x: -0.00012345, y: -0.00056789 }]));
    store.ingest(hyperparams(3, { eta: 1, data: 'x'.repeat(200), ['n'.repeat(256)]: true }));
    const run = {
      ...computeRunWords(shownRun(store)),
      runId: 'a-run-whose-name-is-much-too-long-for-any-card-at-all',
    };
    const surface = {
      domainHalf: 1,
      valueAt: () => -2.30258509299404,
      gradientInto: () => undefined,
    };
    const { container } = render(
      <div style={{ width: widthPx, height: 600 }}>
        <div className="gdv gdv--light">
          <div className="gdv-column">
            <ReadOut
              run={run}
              figures={{
                getState: () => computeFigures(shownRun(store), surface),
                subscribe: () => () => undefined,
              }}
              rates={NO_RATES_YET}
              isSurfaceKnown={true}
              isIllustrative={false}
              isPast={false}
              isProjected={false}
              silentS={null}
              heightDigits={heightDigits}
            />
          </div>
        </div>
      </div>,
    );
    const card = container.querySelector('.gdv-card')!.getBoundingClientRect();
    const figures = [...container.querySelectorAll('dd')];
    expect(figures.map((figure) => figure.textContent.length)).toContain(heightDigits + 2);
    for (const figure of figures) {
      const range = document.createRange();
      range.selectNodeContents(figure);
      expect(range.getBoundingClientRect().right).toBeLessThan(card.right - 6);
    }
    const params = [...container.querySelectorAll<HTMLElement>('.gdv-hyperparams span')];
    expect(params.map(({ title }) => title.length)).toEqual([0, 205, 261]);
    for (const param of params) {
      const { width, right } = param.getBoundingClientRect();
      expect(width).toBeGreaterThan(0);
      expect(right).toBeLessThan(card.right - 6);
    }
    expect(card.right).toBeLessThanOrEqual(widthPx - 12);
  },
);

it('[READOUT-2] what a viewer has selected of a figure stays selected while it changes', async () => {
  const store = createRunStore();
  store.ingest(start(1));
  const listeners = new Set<() => void>();
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  const figures = { getState: () => computeFigures(shownRun(store), null), subscribe };
  const { container } = render(
    <ReadOut
      run={computeRunWords(shownRun(store))}
      figures={figures}
      rates={NO_RATES_YET}
      isSurfaceKnown={false}
      isIllustrative={false}
      isPast={false}
      isProjected={false}
      silentS={null}
      heightDigits={4}
    />,
  );
  const figure = container.querySelectorAll('dd')[1]!;
  const selection = document.getSelection()!;
  const isSent = new Promise((resolve) =>
    document.addEventListener('selectionchange', resolve, { once: true }),
  );
  selection.setBaseAndExtent(figure.firstChild!, 0, figure.firstChild!, figure.textContent.length);
  await isSent;
  const selected = [selection.toString()];
  for (const [i, x] of [0.5, -0.123456, 0.75].entries()) {
    store.ingest(update(2 + i, 1 + i, [{ x, y: 0 }]));
    act(() => listeners.forEach((listener) => listener()));
    selected.push(selection.toString());
  }
  expect(selected).toEqual(['6', '3', '−0.7407', '4.5']);
});
