import { render } from '@testing-library/react';
import { page, userEvent } from 'vitest/browser';
import { describe, expect, it } from 'vitest';
import { createRunStore, GradientDescentViz } from '../../src/index.js';
import '../../src/ui/styles.css';

let seq = 0;
const envelope = (name: string, payload: object): object => ({
  v: 1,
  type: 'EVENT',
  project_id: 'p',
  seq: ++seq,
  ts: 1_790_000_000_000 + seq,
  event: { name, payload: { run_id: 'run_1', ...payload } },
});

/** A surface that is compressed, a step that is missing, a point outside. */
const EVENTS = [
  envelope('LOSS_SURFACE_SPEC_READY', {
    surface_spec: { kind: 'bowl', params: { a: 40, b: 60 }, domainHalf: 6, zScale: 0.3 },
  }),
  envelope('GD_PATH_STARTED', { domainHalf: 6, point0: { x: 0.5, y: 0.5 } }),
  envelope('GD_PATH_UPDATE', { step_start: 2, points: [{ x: 1.2, y: 0.4 }] }),
];

function mount(widthPx: number, heightPx: number) {
  const store = createRunStore();
  for (const event of EVENTS) store.ingest(event);
  const { container } = render(
    <div style={{ width: widthPx, height: heightPx }}>
      <GradientDescentViz store={store} />
    </div>,
  );
  const find = (selector: string): HTMLElement => container.querySelector<HTMLElement>(selector)!;
  return { store, container, find, boxOf: (selector: string) => find(selector).getBoundingClientRect() };
}

const LINE_PX = 18;

describe.each([
  [300, 300],
  [390, 700],
  [480, 480],
  [1440, 700],
])('in a frame of %d × %d px', (widthPx, heightPx) => {
  it('[NOTICE-3] several notices are one line inside of its card, and all of them once it is opened', async () => {
    await page.viewport(Math.max(widthPx, 400), heightPx);
    const { container, find, boxOf } = mount(widthPx, heightPx);
    const closed = boxOf('.gdv-notice');
    expect(boxOf('.gdv-notices-line').height).toBeLessThanOrEqual(LINE_PX + 1);
    expect(boxOf('.gdv-notices-count').right).toBeLessThan(closed.right);
    expect(boxOf('.gdv-notices-gravest').right).toBeLessThanOrEqual(boxOf('.gdv-notices-count').left);
    find('summary').focus();
    await userEvent.keyboard('{Enter}');
    await expect.poll(() => find('details').hasAttribute('open')).toBe(true);
    const card = boxOf('.gdv-notice');
    const frame = boxOf('.gdv');
    for (const item of container.querySelectorAll('.gdv-notices-more li')) {
      const { left, right } = item.getBoundingClientRect();
      expect(left).toBeGreaterThan(card.left);
      expect(right).toBeLessThan(card.right);
      expect(item.scrollWidth).toBeLessThanOrEqual(Math.ceil(right - left));
    }
    expect(find('.gdv-notices-more')).toHaveTextContent('1 step missing (1)');
    expect(find('.gdv-notices-more')).toHaveTextContent('Part of the path lies outside the surface');
    expect(card.right).toBeLessThanOrEqual(frame.right);
    expect(card.bottom).toBeLessThanOrEqual(frame.bottom);
  });

  it('[NOTICE-3] the line stays where it is and as high as it is while a run goes on and loses steps', async () => {
    await page.viewport(Math.max(widthPx, 400), heightPx);
    const { store, container, find, boxOf } = mount(widthPx, heightPx);
    const before = boxOf('.gdv-notices-line');
    const element = find('details');
    for (let step = 10; step < 400; step += 13)
      store.ingest(envelope('GD_PATH_UPDATE', { step_start: step, points: [{ x: 0.1, y: 1.5 }] }));
    await expect.poll(() => container.textContent).toMatch(/steps missing/);
    expect(find('details')).toBe(element);
    const after = boxOf('.gdv-notices-line');
    expect([after.top, after.left, after.height]).toEqual([before.top, before.left, before.height]);
  });
});
