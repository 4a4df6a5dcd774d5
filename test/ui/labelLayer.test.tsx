import { afterEach, expect, it, vi } from 'vitest';
import { LabelLayer } from '../../src/ui/labelLayer.js';

afterEach(() => vi.unstubAllGlobals());

/** Where a label is put that belongs at a place, in CSS pixels. */
function placeLabel(xPx: number, yPx: number): string {
  const container = document.createElement('div');
  const layer = new LabelLayer();
  layer.attach(container);
  layer.set([{ text: '−6', kind: 'tick' }]);
  layer.place(0, xPx, yPx, true);
  return (container.firstElementChild as HTMLElement).style.transform;
}

it('puts labels on whole pixels of the screen: between them text is blurred', () => {
  vi.stubGlobal('devicePixelRatio', 1);
  expect(placeLabel(100.4, 20.6)).toBe('translate(100px, 21px)');
  vi.stubGlobal('devicePixelRatio', 2);
  expect(placeLabel(100.4, 20.6)).toBe('translate(100.5px, 20.5px)');
});

it('moves a label that stays on the same pixel of a screen that has others', () => {
  const container = document.createElement('div');
  const layer = new LabelLayer();
  layer.attach(container);
  layer.set([{ text: '−6', kind: 'tick' }]);
  vi.stubGlobal('devicePixelRatio', 1);
  layer.place(0, 100, 20, true);
  vi.stubGlobal('devicePixelRatio', 2);
  layer.place(0, 50, 10, true);
  expect((container.firstElementChild as HTMLElement).style.transform).toBe('translate(50px, 10px)');
});
