import { render } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { GradientDescentViz } from '../../src/index.js';
import { expectedReadOut } from '../picture/words/expectedFigures.js';
import { shownReadOut } from '../picture/words/shownWords.js';
import { finish, grid, hyperparams, spec, start, update } from '../run/createRunEvent.js';

/** No two values of a run are alike, nor are they after any factor or change of sign. */
const START = start(2, { domainHalf: 4, point0: { x: -0.71, y: 0.83, loss: 917 } });
const NEWEST = { x: 0.173, y: -0.359, loss: 0.047_712, residual: 21.303 };
const STEPS = update(3, 1, [{ x: -0.42, y: 0.55, loss: 317 }, NEWEST]);
const PARAMS = hyperparams(4, { eta: 0.0123, steps: 5400, tolGrad: 0.00067, tolStep: 8.9e-5 });
const TILTED = {
  kind: 'bowl',
  domainHalf: 4,
  params: { a: 0.31, b: 0.07, tiltX: 0.5, tiltY: -0.9, offset: 13 },
};
const PROJECTION = { method: 'pca', explainedVariance: [0.6, 0.2] };

const measured = spec(1, TILTED, { source: 'measured' });
const illustrative = spec(1, TILTED);
const projected = spec(1, TILTED, { source: 'measured', projection: PROJECTION });
const without = (...fields: string[]): object =>
  update(3, 1, [Object.fromEntries(Object.entries(NEWEST).filter(([name]) => !fields.includes(name)))]);

function expectShown(events: readonly object[], props: { surfaceSource?: 'measured' | 'illustrative' } = {}) {
  const { container } = render(<GradientDescentViz events={events} {...props} />);
  const shown = shownReadOut(container);
  const { blocks, ...expected } = expectedReadOut(events, props)!;
  expect(shown).toEqual(expected);
  const lists = [...container.querySelectorAll('.gdv-figures')].map(
    (list) => list.querySelectorAll('dt').length,
  );
  expect(lists).toEqual(blocks.map(({ figures }) => figures.length));
  return shown;
}

describe('each figure is what the events say, beside its own label', () => {
  it.each<[string, readonly object[]]>([
    ['of a measured surface', [measured, START, STEPS, PARAMS]],
    ['of an illustrative surface', [illustrative, START, STEPS, PARAMS]],
    ['of a projected training', [projected, START, STEPS, PARAMS]],
    [
      'of a projected training on an illustration',
      [spec(1, TILTED, { projection: PROJECTION }), START, STEPS, PARAMS],
    ],
    ['of a flat ground', [START, STEPS, PARAMS]],
    ['of a surface kind that is not known', [spec(1, { kind: 'saddle' }), START, STEPS]],
    ['of a grid that is not there', [grid(1, { domainHalf: 3 }), START, STEPS]],
    ['without a loss', [illustrative, start(2), without('loss')]],
    ['without a distance from the plane', [projected, START, without('residual')]],
    ['of a newest point without a loss', [measured, START, STEPS, update(5, 3, [{ x: 0.1, y: 0.2 }])]],
    ['of a run whose start brought no point', [measured, start(2, { point0: undefined })]],
    ['of a run that is announced', [measured]],
    [
      'of hyperparameters that the contract does not name',
      [measured, START, STEPS, PARAMS, hyperparams(5, { optimizer: 'adam', nesterov: true, momentum: 0.9 })],
    ],
    [
      'of more hyperparameters than there is room for',
      [
        measured,
        START,
        hyperparams(5, Object.fromEntries(Array.from('abcdefghijklmno', (name, i) => [name, i]))),
      ],
    ],
  ])('%s', (_, events) => {
    expectShown(events);
  });

  it('says a step in groups of three, and a run’s own names', () => {
    const events = [measured, start(2, { run_id: 'r-7' }), update(3, 1_234_567, [{ x: 0.1, y: 0.2 }])].map(
      (event) => ({ ...event, project_id: 'iris' }),
    );
    const shown = expectShown(events);
    expect(shown).toMatchObject({ run: 'r-7', runTitle: 'iris / r-7' });
  });

  it('says true literals, so that the oracle is held as well', () => {
    expect(expectShown([measured, START, STEPS, PARAMS])).toEqual({
      run: 'r',
      runTitle: 'p / r',
      status: 'Running',
      groups: [],
      figures: [
        ['Step', '2'],
        ['x', '0.692'],
        ['y', '−1.436'],
        // 0.31 · 0.692² + 0.07 · 1.436² + 0.5 · 0.692 + 0.9 · 1.436 + 13
        ['Height', '14.93'],
        ['True loss', '0.04771'],
        ['Off plane', '21.3'],
      ],
      hyperparams: ['η 0.0123', 'steps 5400', 'tol ∇ 6.7e−4', 'tol step 8.9e−5'],
    });
    expect(expectShown([illustrative, START, STEPS]).groups).toEqual(['Illustrative surface']);
    expect(expectShown([projected, START, STEPS]).groups).toEqual(['Projected']);
  });

  it('is the illustration’s or the loss as the host says', () => {
    const shown = expectShown([measured, START, STEPS], { surfaceSource: 'illustrative' });
    expect(shown.figures.map(([label]) => label)).toEqual([
      'Step',
      'True loss',
      'Off plane',
      'x',
      'y',
      'Height',
    ]);
    expectShown([illustrative, START, STEPS], { surfaceSource: 'measured' });
  });

  it('awaits a loss as long as one of the newest fifty points had one', () => {
    const silent = (count: number): object =>
      update(
        5,
        3,
        Array.from({ length: count }, () => ({ x: 0, y: 0 })),
      );
    const before = expectShown([measured, START, STEPS, silent(49)]);
    expect(before.figures).toContainEqual(['True loss', '–']);
    const after = expectShown([measured, START, STEPS, silent(50)]);
    expect(after.figures.map(([label]) => label)).not.toContain('True loss');
  });

  it.each([
    [{ eta: 3 }, ['η 3']],
    [{ steps: 4 }, ['steps 4']],
    [{ tolGrad: 5 }, ['tol ∇ 5']],
    [{ tolStep: 0 }, ['tol step 0']],
    [{}, []],
  ])('says of %j alone: %j', (stated, texts) => {
    const { hyperparams: shown } = expectShown([measured, START, hyperparams(4, stated)]);
    expect(shown).toEqual(texts);
    expect(document.querySelectorAll('.gdv-hyperparams')).toHaveLength(texts.length);
  });
});

describe('the status', () => {
  it.each<[string, readonly object[], string, string]>([
    ['announced', [measured], 'Waiting', 'idle'],
    ['that goes on', [measured, START], 'Running', 'live'],
    ['that converged', [START, STEPS, finish(9)], 'Converged', 'good'],
    ['at its limit', [START, STEPS, finish(9, { reason: 'max_steps' })], 'Step limit reached', 'neutral'],
    ['that was cancelled', [START, STEPS, finish(9, { reason: 'cancelled' })], 'Cancelled', 'neutral'],
    ['that failed', [START, STEPS, finish(9, { reason: 'error' })], 'Failed', 'bad'],
    ['that ended for no reason', [START, STEPS, finish(9, { reason: undefined })], 'Ended', 'neutral'],
  ])('of a run %s', (_, events, text, tone) => {
    const { container } = render(<GradientDescentViz events={events} />);
    expect(shownReadOut(container).status).toBe(text);
    expect(container.querySelector('.gdv-status')!.className).toBe(`gdv-status gdv-status--${tone}`);
    const isEnded = events.length === 3;
    expect(container.querySelector('.gdv-announcement')).toHaveTextContent(
      `Gradient descent of run r: ${text}${isEnded ? ' after 2 steps' : ''}`,
    );
  });
});
