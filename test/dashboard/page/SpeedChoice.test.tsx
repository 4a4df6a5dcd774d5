import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { SpeedChoice } from '../../../src/dashboard/page/SpeedChoice.js';

const onChoose = vi.fn();
const labels = () => screen.getAllByRole('radio').map((radio) => radio.parentElement!.textContent);

it.each([
  [1, ['½×', '1×', '4×', '20×', 'At once']],
  [0, ['½×', '1×', '4×', '20×', 'At once']],
  // One that only the address names has its place among the others.
  [7, ['½×', '1×', '4×', '7×', '20×', 'At once']],
  [0.25, ['0.25×', '½×', '1×', '4×', '20×', 'At once']],
])('offers the speeds in their order, and has %d chosen', (speed, expected) => {
  render(<SpeedChoice speed={speed} onChoose={onChoose} />);
  expect(labels()).toEqual(expected);
  const chosen = screen.getByRole<HTMLInputElement>('radio', { checked: true });
  expect(chosen.parentElement!.textContent).toBe(
    speed === 0 ? 'At once' : speed === 0.5 ? '½×' : `${speed}×`,
  );
});

it('reports the speed that is chosen: all at once is 0', async () => {
  render(<SpeedChoice speed={1} onChoose={onChoose} />);
  for (const label of ['½×', 'At once']) await userEvent.click(screen.getByLabelText(label));
  expect(onChoose.mock.calls).toEqual([[0.5], [0]]);
});
