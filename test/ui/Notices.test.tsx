import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { Notices } from '../../src/ui/Notices.js';
import type { PictureNotice } from '../../src/view/pictureNotices.js';

const HOLES: PictureNotice = { code: 'samples_missing', text: '4 of 81 samples missing' };
const LOW: PictureNotice = {
  code: 'height_compressed',
  text: 'Height compressed to 20 % of its true proportion',
};
const STEPS: PictureNotice = { code: 'steps_missing', text: '25 steps missing (35–59)' };

it('says nothing while all is plain', () => {
  const { container } = render(<Notices notices={[]} />);
  expect(container).toBeEmptyDOMElement();
});

it('[NOTICE-3] is a single notice itself, with nothing to open', () => {
  render(<Notices notices={[STEPS]} />);
  expect(screen.getByText(STEPS.text)).toBeVisible();
  expect(document.querySelector('details')).toBeNull();
});

it('[NOTICE-3] is the gravest of several, says how many more there are, and opens to them', async () => {
  render(<Notices notices={[HOLES, LOW, STEPS]} />);
  expect(screen.getByRole('region', { name: 'Notes on the picture' })).toHaveTextContent(
    '4 of 81 samples missing 2 more',
  );
  expect(screen.getByText(STEPS.text)).not.toBeVisible();
  await userEvent.click(screen.getByText(HOLES.text));
  expect(screen.getByText(LOW.text)).toBeVisible();
  expect(screen.getByText(STEPS.text)).toBeVisible();
});

it('[NOTICE-3] stays open while notices come and go', async () => {
  const view = render(<Notices notices={[HOLES, STEPS]} />);
  await userEvent.click(screen.getByText(HOLES.text));
  view.rerender(<Notices notices={[HOLES]} />);
  view.rerender(<Notices notices={[]} />);
  view.rerender(<Notices notices={[HOLES, LOW, STEPS]} />);
  expect(document.querySelector('details')).toHaveAttribute('open');
});
