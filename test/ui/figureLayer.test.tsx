import { expect, it } from 'vitest';
import { FigureLayer } from '../../src/ui/figureLayer.js';
import type { Figures } from '../../src/ui/figures.js';

it('a figure’s element says the figure as it is at each writing', () => {
  let figures: Figures = { step: 1234, x: 1, y: 2, height: 3, loss: NaN, residual: NaN };
  const layer = new FigureLayer(() => figures, 6);
  const [step, loss] = [document.createElement('b'), document.createElement('b')];
  layer.attach('step', step);
  const detach = layer.attach('loss', loss);
  const textsAfter = (changes: Partial<Figures>): (string | null)[] => {
    figures = { ...figures, ...changes };
    layer.write();
    return [step.textContent, loss.textContent];
  };
  expect(textsAfter({})).toEqual(['1\u202f234', '–']);
  expect(textsAfter({ loss: 0.25 })).toEqual(['1\u202f234', '0.25']);
  expect(textsAfter({ step: 1235, loss: -0.5 })).toEqual(['1\u202f235', '−0.5']);
  detach();
  expect(textsAfter({ step: 1236, loss: 7 })).toEqual(['1\u202f236', '−0.5']);
});

it('a figure that is as it was is not written again', () => {
  const layer = new FigureLayer(() => ({ step: 1, x: 0, y: 0, height: 0, loss: 0, residual: 0 }), 4);
  const step = document.createElement('b');
  layer.attach('step', step);
  layer.write();
  step.textContent = 'translated';
  layer.write();
  expect(step.textContent).toBe('translated');
});
