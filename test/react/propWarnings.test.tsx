import { render, screen } from '@testing-library/react';
import { expect, it, onTestFinished, vi } from 'vitest';
import { createRunStore, GradientDescentViz } from '../../src/index.js';

/** What a host that writes no TypeScript may give, and what its console says of it. */
function warningsOf(props: object): unknown[] {
  const warn = vi.spyOn(console, 'warn').mockReturnValue();
  onTestFinished(() => warn.mockRestore());
  render(<GradientDescentViz {...(props as { readonly events: [] })} />);
  return warn.mock.calls.flat();
}

it.each([
  [{ theme: 'purple' }, 'theme: expected one of auto, light, dark, got "purple"; its default holds'],
  [{ maxPixelRatio: 0 }, 'maxPixelRatio: expected a number above 0, got 0; its default holds'],
  [{ showsSilence: 'no' }, 'showsSilence: expected true or false, got "no"; its default holds'],
  [
    { lossRange: [2, 1] },
    'lossRange: expected auto, full or two losses, the lesser first, got an array of 2; its default holds',
  ],
  [{ assetOrigins: '*' }, 'assetOrigins: expected an array, got "*"; none is allowed'],
])('says of %j what would do, and what holds instead', (props, words) => {
  expect(warningsOf({ store: createRunStore(), ...props })).toEqual([`GradientDescentViz: ${words}`]);
});

it.each([
  [{ events: 5 }, 'events: expected an array, got 5; nothing is shown'],
  [{ store: {} }, 'store: expected what createRunStore() gives, got an object; nothing of it is shown'],
])('says of %j that it shows nothing, and waits for a run', (props, words) => {
  expect(warningsOf(props)).toEqual([`GradientDescentViz: ${words}`]);
  expect(screen.getByText('Waiting for a run')).toBeVisible();
});
