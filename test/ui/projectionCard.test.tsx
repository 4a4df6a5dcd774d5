import { render, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { GradientDescentViz } from '../../src/index.js';
import { spec, start } from '../run/createRunEvent.js';

it('the note on the projection is a card that the style sheet gives a place', () => {
  render(
    <GradientDescentViz
      events={[spec(1, {}, { projection: { method: 'pca' } }), start(2, { point0: { x: 0, y: 0 } })]}
    />,
  );
  expect(screen.getByRole('complementary', { name: 'Projection' })).toHaveClass('gdv-card', 'gdv-projection');
});
