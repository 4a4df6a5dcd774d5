import { render, screen } from '@testing-library/react';
import { renderToString } from 'react-dom/server';
import { expect, it } from 'vitest';
import { GradientDescentViz, type GradientDescentVizProps } from '../../src/index.js';
import { readStyle } from '../../src/vizStyle.js';

const rootOf = (container: HTMLElement): Element => container.firstElementChild!;

it('an id, and attributes of data and of accessibility, are those of the outermost element', () => {
  const { container } = render(
    <>
      <p id="about">A bowl</p>
      <GradientDescentViz events={[]} id="run" data-testid="viz" data-run-id={7} aria-describedby="about" />
    </>,
  );
  const root = screen.getByTestId('viz');
  expect(root).toHaveClass('gdv');
  expect(root.id).toBe('run');
  expect(root).toHaveAttribute('data-run-id', '7');
  expect(root).toHaveAccessibleDescription('A bowl');
  expect(root).not.toHaveAttribute('role');
  expect(container.querySelectorAll('[data-testid], [data-run-id], [aria-describedby]')).toHaveLength(1);
});

it('a server’s HTML has them', () => {
  const html = renderToString(<GradientDescentViz events={[]} id="run" data-a="b" aria-label="Training" />);
  expect(/^<div[^>]*>/.exec(html)?.[0]).toBe(
    '<div dir="ltr" data-a="b" aria-label="Training" id="run" role="group" class="gdv gdv--auto">',
  );
});

it('a view with a name is a group of that name, or what the host says it is', () => {
  const { rerender } = render(<GradientDescentViz events={[]} aria-label="Training" />);
  expect(screen.getByRole('group', { name: 'Training' })).toHaveClass('gdv');
  rerender(<GradientDescentViz events={[]} aria-label="Training" role="region" />);
  expect(screen.getByRole('region', { name: 'Training' })).toHaveClass('gdv');
});

it('an object of props may have them', () => {
  const props = {
    events: [],
    id: 'run',
    'data-a': 'b',
    'aria-busy': true,
  } satisfies GradientDescentVizProps & {
    readonly 'data-a': string;
  };
  const { container } = render(<GradientDescentViz {...props} />);
  expect(rootOf(container)).toHaveAttribute('aria-busy', 'true');
  expect(rootOf(container)).toHaveAttribute('data-a', 'b');
});

it('nothing else that is no prop reaches the element, and none of it is said to a grid’s fetch', () => {
  const given = { onClick: () => undefined, title: 'Training', data: 'b', 'data-a': 'b', id: 'run' };
  const { container } = render(<GradientDescentViz events={[]} {...given} />);
  expect(rootOf(container).getAttributeNames().sort()).toEqual(['class', 'data-a', 'dir', 'id']);
  const { assets } = readStyle({ ...given, maxAssetBytes: 5 });
  expect(Object.entries(assets).filter(([, value]) => value !== undefined)).toEqual([
    ['assetCredentials', 'omit'],
    ['maxAssetBytes', 5],
  ]);
});
