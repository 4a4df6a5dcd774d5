import { render } from '@testing-library/react';
import { expect, it } from 'vitest';
import { createRunStore } from '../../src/run/runStore.js';
import { computeFigures } from '../../src/ui/figures.js';
import { ReadOut } from '../../src/ui/ReadOut.js';
import { NO_RATES } from '../../src/view/rate/rates.js';
import { computeRunWords } from '../../src/view/runWords.js';
import '../../src/ui/styles.css';
import { shownRun, start, update } from '../run/createRunEvent.js';

const NO_RATES_YET = { getState: () => NO_RATES, subscribe: () => () => undefined };

it.each([
  [300, 59, 'No step for 59 s'],
  [390, 3540, 'No step for 59 min'],
  [480, 360_000, 'No step for 100 h'],
  [390, 0, 'Not ended'],
])(
  '[SILENCE-7] in a frame of %d px what is said after %d s stays within its card: %s',
  (widthPx, silentS, words) => {
    const store = createRunStore();
    store.ingest(start(1));
    store.ingest(update(2, 1, [{ x: -0.1234, y: -0.5678 }]));
    const run = {
      ...computeRunWords(shownRun(store)),
      runId: 'a-run-whose-name-is-much-too-long-for-any-card-at-all',
    };
    const { container } = render(
      <div style={{ width: widthPx, height: 300 }}>
        <div className="gdv gdv--light">
          <div className="gdv-column">
            <ReadOut
              run={run}
              figures={{
                getState: () => computeFigures(shownRun(store), null),
                subscribe: () => () => undefined,
              }}
              rates={NO_RATES_YET}
              isSurfaceKnown={false}
              isIllustrative={false}
              isPast={false}
              isProjected={false}
              silentS={silentS}
              heightDigits={4}
            />
          </div>
        </div>
      </div>,
    );
    const status = container.querySelector('.gdv-status')!;
    expect(status).toHaveTextContent(words);
    const box = status.getBoundingClientRect();
    const card = container.querySelector('.gdv-card')!.getBoundingClientRect();
    const name = container.querySelector('.gdv-run')!.getBoundingClientRect();
    expect(box.right).toBeLessThan(card.right);
    expect(box.left).toBeGreaterThan(name.right);
    expect(name.width).toBeGreaterThan(60);
    // One line.
    expect(box.height).toBeLessThan(24);
    expect(card.right).toBeLessThanOrEqual(widthPx);
  },
);
