import { render } from '@testing-library/react';
import { expect, it } from 'vitest';
import { GradientDescentViz } from '../../src/index.js';
import '../../src/ui/styles.css';
import { itOnce, picked } from '../support/testLength.js';
import { untilDrawnAndStill } from './frames.js';

const send = (seq: number, name: string, payload: object): object => ({
  v: 1,
  type: 'EVENT',
  project_id: 'p',
  seq,
  ts: 1_790_000_000_000 + seq,
  event: { name, payload: { run_id: 'run_1', ...payload } },
});

const EVENTS = [
  send(1, 'LOSS_SURFACE_SPEC_READY', { surface_spec: { kind: 'bowl', params: {}, domainHalf: 6 } }),
  send(2, 'GD_PATH_STARTED', { domainHalf: 6, point0: { x: 0.5, y: 0.5, loss: 2.3026 } }),
  send(3, 'GD_PATH_UPDATE', { step_start: 1, points: [{ x: -0.4123, y: -0.4321, loss: 1.5123 }] }),
];

/** The figure of a name. */
function boxOf(container: HTMLElement, name: string): DOMRect {
  const figures = [...container.querySelectorAll('.gdv-figure')];
  return figures.find((figure) => figure.querySelector('dt')?.textContent === name)!.getBoundingClientRect();
}

itOnce.each([300, 390, 480, 1440])(
  '[SOURCE-2] in a frame of %d px an illustration’s height stands in another row than the reported loss, under its own heading',
  (widthPx) => {
    const { container } = render(
      <div style={{ width: widthPx, height: 620 }}>
        <GradientDescentViz events={EVENTS} />
      </div>,
    );
    const heading = container.querySelector('.gdv-group')!;
    expect(heading).toHaveTextContent('Illustrative surface');
    const [loss, height] = [boxOf(container, 'True loss'), boxOf(container, 'Height')];
    const { top, bottom } = heading.getBoundingClientRect();
    expect(loss.bottom).toBeLessThanOrEqual(top);
    expect(height.top).toBeGreaterThanOrEqual(bottom);
    // All of it in the card, and the legend's title in the frame.
    const card = container.querySelector('.gdv-readout')!.getBoundingClientRect();
    for (const name of ['Step', 'True loss', 'x', 'y', 'Height'])
      expect(boxOf(container, name).right).toBeLessThanOrEqual(card.right);
    const frame = container.querySelector('.gdv')!.getBoundingClientRect();
    const title = container.querySelector('.gdv-legend-title')!.getBoundingClientRect();
    expect(title.left).toBeGreaterThan(frame.left);
    expect(title.right).toBeLessThanOrEqual(frame.right);
  },
);

it.each(
  picked(
    [
      [390, 700, 'linear'],
      [390, 700, 'log'],
      [480, 480, 'log'],
      [300, 500, 'linear'],
      [300, 500, 'log'],
    ] as const,
    ([width, , heightScale]) => (width === 300) === (heightScale === 'log'),
  ),
)(
  '[SOURCE-2] has its legend’s title beside the labels of the floor in %d × %d px, %s',
  async (width, height, heightScale) => {
    const { container } = render(
      <div style={{ width, height }}>
        <GradientDescentViz events={EVENTS} heightScale={heightScale} />
      </div>,
    );
    await untilDrawnAndStill();
    const title = container.querySelector('.gdv-legend-title')!.getBoundingClientRect();
    const labels = [...container.querySelectorAll('.gdv-label')].map((label) =>
      label.getBoundingClientRect(),
    );
    expect(labels.length).toBeGreaterThan(6);
    // A label has no size of its own; its text reaches some pixels around the place.
    const isClear = ({ left, top }: DOMRect): boolean =>
      left + 8 < title.left || left - 8 > title.right || top + 8 < title.top || top - 8 > title.bottom;
    expect(labels.filter((label) => !isClear(label))).toEqual([]);
    // Nor do its ticks print over each other.
    const ticks = [...container.querySelectorAll('.gdv-legend-tick')]
      .map((tick) => tick.getBoundingClientRect())
      .filter((tick) => tick.height > 0)
      .sort((a, b) => a.top - b.top);
    expect(ticks.length).toBeGreaterThan(1);
    for (const [i, tick] of ticks.slice(1).entries()) expect(tick.top).toBeGreaterThan(ticks[i]!.bottom - 2);
  },
);
