import { render, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import '../../src/ui/styles.css';
import { createRunStore, GradientDescentViz, type ConnectionState } from '../../src/index.js';

const FAILED: ConnectionState = {
  status: 'failed',
  reason: 'the server closed the connection with 4403: forbidden; 10 attempts never opened',
};
const STATES: readonly [ConnectionState, RegExp][] = [
  [{ status: 'open', isQuiet: true }, /^Waiting for data$/],
  [{ status: 'waiting', attempt: 1, retryInMs: 90_000, reason: 'closed', isForNextRun: true }, /^Ended/],
  [FAILED, /^Connection failed/],
];

it.each([300, 700].flatMap((widthPx) => STATES.map(([state, text]) => [widthPx, state, text] as const)))(
  'the state of the link stands whole in a frame %i px wide: %o',
  (widthPx, state, text) => {
    const store = createRunStore();
    store.setConnection(state);
    const { container } = render(
      <div style={{ width: widthPx, height: 220 }}>
        <GradientDescentViz store={store} />
      </div>,
    );
    const frame = container.firstElementChild!.getBoundingClientRect();
    const notice = screen.getByText(text).getBoundingClientRect();
    expect(notice.left).toBeGreaterThanOrEqual(frame.left + 8);
    expect(notice.right).toBeLessThanOrEqual(frame.right - 8);
    // Its corners take nothing of a text of several lines.
    expect(parseFloat(getComputedStyle(screen.getByText(text)).borderRadius)).toBeLessThanOrEqual(12);
  },
);
