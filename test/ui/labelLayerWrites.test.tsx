import { expect, it } from 'vitest';
import { LabelLayer } from '../../src/ui/labelLayer.js';

const TICKS = [
  { text: '−6', kind: 'tick' },
  { text: 'x', kind: 'title' },
];
const OTHERS = [{ text: '2', kind: 'tick' }];

function createLayer() {
  const container = document.createElement('div');
  const layer = new LabelLayer();
  layer.attach(container);
  layer.set(TICKS);
  const shown = (): string[] =>
    [...container.children].map(
      (label) => `${label.textContent} ${label.className} ${(label as HTMLElement).hidden}`,
    );
  return { container, layer, shown };
}

it('has an element for each label, of its kind, hidden until it is placed', () => {
  const { layer, shown } = createLayer();
  expect(shown()).toEqual(['−6 gdv-label gdv-label--tick true', 'x gdv-label gdv-label--title true']);
  layer.place(1, 30, 40, true);
  expect(shown()).toEqual(['−6 gdv-label gdv-label--tick true', 'x gdv-label gdv-label--title false']);
  layer.place(1, 30, 40, false);
  expect(shown()[1]).toBe('x gdv-label gdv-label--title true');
});

it('puts others in their place, and takes away none but those', () => {
  const { layer, shown } = createLayer();
  const { revision } = layer;
  layer.set(OTHERS);
  expect(layer.revision).toBe(revision + 1);
  expect(shown()).toEqual(['2 gdv-label gdv-label--tick true']);
  layer.remove(TICKS);
  expect(shown()).toHaveLength(1);
  layer.remove(OTHERS);
  expect(shown()).toEqual([]);
});

it('moves the new label to where the old one stood', () => {
  const { container, layer } = createLayer();
  layer.place(0, 30, 40, true);
  layer.set(OTHERS);
  layer.place(0, 30, 40, true);
  expect((container.firstElementChild as HTMLElement).style.transform).toBe('translate(30px, 40px)');
});

it('moves a label that goes along one axis alone', () => {
  const { container, layer } = createLayer();
  const places = [
    [30, 40],
    [31, 40],
    [31, 41],
  ] as const;
  for (const [x, y] of places) {
    layer.place(1, x, y, true);
    expect((container.lastElementChild as HTMLElement).style.transform).toBe(`translate(${x}px, ${y}px)`);
  }
});

it('goes with its container, and is there again in the next one, with places to be found anew', () => {
  const { container, layer } = createLayer();
  const { revision } = layer;
  layer.attach(null);
  expect(container.children).toHaveLength(0);
  layer.place(0, 1, 2, true);
  const next = document.createElement('div');
  layer.attach(next);
  expect(next.textContent).toBe('−6x');
  expect(layer.revision).toBeGreaterThan(revision);
});
