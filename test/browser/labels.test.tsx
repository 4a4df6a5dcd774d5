import { render } from '@testing-library/react';
import { expect, it } from 'vitest';
import { createRunStore, GradientDescentViz } from '../../src/index.js';
import '../../src/ui/styles.css';
import { MARKED_LABELS, listTexts, textBesideLabels } from '../labels/markedLabels.js';
import { finish, hyperparams, spec, start, update } from '../run/createRunEvent.js';
import { countDraws, untilDrawnAndStill, untilStill } from './frames.js';

const PROJECTION = { method: 'pca', explainedVariance: [0.61, 0.2], randomWalk: [0.5, 0.2], checkpoints: 40 };
const EVENTS = [
  spec(
    1,
    { domainHalf: 2000, params: { a: 31e-6, b: 7e-6 } },
    { source: 'measured', projection: PROJECTION },
  ),
  start(2, { point0: { x: -0.8, y: -0.8 } }),
  hyperparams(3, { eta: 0.0123, steps: 5400 }),
  update(4, 12_345, [{ x: 1.2, y: -0.35, loss: 0.047_712, residual: 21.303 }]),
];

const axisTexts = (container: Element): string[] =>
  [...container.querySelectorAll('.gdv-label')].map(({ textContent }) => textContent);

it('a picture and its floor say nothing but the labels, and ticks are written by the locale', async () => {
  const { container } = render(
    <div style={{ width: 640, height: 480 }}>
      <GradientDescentViz events={EVENTS} labels={MARKED_LABELS} locale="de" />
    </div>,
  );
  await untilDrawnAndStill();
  expect(axisTexts(container)).toContain('⟦picture.x⟧');
  expect(axisTexts(container)).toContain('⟦picture.y⟧');
  expect(axisTexts(container)).toContain('-1.000');
  expect(container.querySelector('.gdv-canvas')).toHaveAccessibleName('⟦picture.canvas⟧');
  const texts = listTexts(container);
  expect(texts.length).toBeGreaterThan(20);
  expect(texts.filter((text) => textBesideLabels(text) !== '' && !/^[pr]( \/ [pr])?$/.test(text))).toEqual(
    [],
  );
});

it('labels in another object at each render draw no frame and leave the floor’s labels as they are', async () => {
  const store = createRunStore();
  store.ingest(EVENTS);
  const mount = (x: string) => (
    <div style={{ width: 640, height: 480 }}>
      <GradientDescentViz store={store} labels={{ picture: { x }, readOut: { more: (n) => `${n} mehr` } }} />
    </div>
  );
  const { container, rerender } = render(mount('Gewicht 1'));
  await untilDrawnAndStill();
  const elements = [...container.querySelectorAll('.gdv-label')];
  const counter = countDraws();
  for (let i = 0; i < 5; i++) rerender(mount('Gewicht 1'));
  await untilStill();
  expect(counter.draws).toBe(0);
  expect([...container.querySelectorAll('.gdv-label')]).toEqual(elements);
  rerender(mount('Gewicht 2'));
  await untilStill();
  expect(counter.draws).toBeGreaterThan(0);
  counter.stop();
  expect(axisTexts(container)).toContain('Gewicht 2');
});

it('labels from right to left begin at the right, in a layout that stays', async () => {
  const labels = {
    status: { converged: 'התכנס' },
    readOut: { step: 'צעד' },
    notices: { stepsMissing: (steps: string, places: string) => `חסרים ${steps} צעדים (${places})` },
    projection: { pca: 'מישור PCA' },
  };
  const mount = (given: object) => (
    <div style={{ width: 640, height: 480 }}>
      <GradientDescentViz events={[...EVENTS, finish(9, { final_step: 12_346 })]} {...given} />
    </div>
  );
  const view = render(mount({}));
  await untilDrawnAndStill();
  const find = (selector: string): Element => view.container.querySelector(selector)!;
  const left = (): number[] =>
    ['.gdv-readout', '.gdv-projection'].map((part) => find(part).getBoundingClientRect().left);
  const before = left();
  view.rerender(mount({ labels }));
  await untilStill();
  expect(left()).toEqual(before);
  for (const selector of ['.gdv-status', '.gdv-figure dt', '.gdv-projection p'])
    expect(getComputedStyle(find(selector)).direction, selector).toBe('rtl');
  for (const selector of ['.gdv-figure dd', '.gdv-figure + .gdv-figure dt', '.gdv-legend-title'])
    expect(getComputedStyle(find(selector)).direction, selector).toBe('ltr');
  // The dot stands before the word: on its right.
  const status = find('.gdv-status').getBoundingClientRect();
  const word = document.createRange();
  word.selectNodeContents(find('.gdv-status'));
  expect(word.getBoundingClientRect().left - status.left).toBeLessThan(2);
  expect(status.right - word.getBoundingClientRect().right).toBeGreaterThan(10);
});
