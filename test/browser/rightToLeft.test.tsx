import { render, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { GradientDescentViz } from '../../src/index.js';
import '../../src/ui/styles.css';
import irisLog from '../fixtures/logs/real-iris.ndjson?raw';
import reconnectLog from '../fixtures/logs/real-reconnect-midrun.ndjson?raw';
import { createHyperparams, createSpec, createStart, createUpdate } from '../protocol/createMessage.js';
import { itOnce, picked } from '../support/testLength.js';
import { untilDrawnAndStill } from './frames.js';

const linesOf = (log: string): string[] => log.split('\n').filter((line) => line !== '');

/** Losses from −7 to −1, below zero everywhere. */
const BELOW_ZERO = [
  createSpec({ params: { a: 0.08, b: 0.08, tiltX: 0, tiltY: 0, offset: -7 } }),
  createStart(),
  createUpdate({ step_start: 1, points: [{ x: -0.5, y: -0.25, loss: -3, residual: 0.25 }] }),
  createHyperparams({ eta: 1e-5, steps: 50 }),
];

const root = document.documentElement;
afterEach(() => {
  root.removeAttribute('dir');
  root.style.direction = '';
});

/** Where the characters of an element's text stand, from its first text node to its last. */
function placeCharacters(
  element: Element,
): { readonly character: string; readonly left: number; readonly top: number }[] {
  const places = [];
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const text = node.textContent ?? '';
    for (let i = 0; i < text.length; i++) {
      const range = document.createRange();
      range.setStart(node, i);
      range.setEnd(node, i + 1);
      const { left, top, width } = range.getBoundingClientRect();
      if (width > 0) places.push({ character: text[i]!, left, top });
    }
  }
  return places;
}

/** An element's text as it is read on screen, line by line and from left to right. */
function readAsShown(element: Element): string {
  return placeCharacters(element)
    .sort((a, b) => (Math.abs(a.top - b.top) > 4 ? a.top - b.top : a.left - b.left))
    .map(({ character }) => character)
    .join('')
    .replaceAll(/\s+/g, '');
}

const TEXTS =
  '.gdv-figure dd, .gdv-legend-tick, .gdv-legend-title, .gdv-label, .gdv-notice, .gdv-hyperparams > span, .gdv-status, .gdv-connection, .gdv-message, .gdv-group';

function expectAsWritten(container: HTMLElement): void {
  const texts = [...container.querySelectorAll(TEXTS)].filter(
    (text) => text.getBoundingClientRect().height > 0 || text.matches('.gdv-label:not([hidden])'),
  );
  expect(texts.length).toBeGreaterThan(10);
  for (const text of texts) {
    expect(readAsShown(text)).toBe(text.textContent.replaceAll(/\s+/g, ''));
  }
}

const FRAMES = [
  [700, 480],
  [480, 480],
  [390, 600],
] as const;

const DIRECTIONS = {
  'the page, by its attribute': (): object => {
    root.dir = 'rtl';
    return {};
  },
  'the page, by its style': (): object => {
    root.style.direction = 'rtl';
    return {};
  },
  'the view, by its own style': (): object => ({ style: { direction: 'rtl' } }),
};

it.each(
  picked(
    (Object.keys(DIRECTIONS) as (keyof typeof DIRECTIONS)[]).flatMap((where) =>
      FRAMES.map(([width, height]) => [where, width, height] as const),
    ),
    ([, width]) => width === 480,
  ),
)('numbers keep their minus where %s runs from right to left, at %i × %i', async (where, width, height) => {
  const props = DIRECTIONS[where]();
  const { container } = render(
    <div style={{ width, height }}>
      <GradientDescentViz events={BELOW_ZERO} {...props} />
    </div>,
  );
  await untilDrawnAndStill();
  await waitFor(() =>
    expect(container.querySelectorAll('.gdv-label:not([hidden])').length).toBeGreaterThan(4),
  );
  expect(screen.getAllByText('−3').length).toBeGreaterThan(0);
  expectAsWritten(container);
});

itOnce('sentences stand as they are written in a page from right to left', async () => {
  root.dir = 'rtl';
  const { container } = render(
    <div style={{ width: 700, height: 480 }}>
      <GradientDescentViz events={linesOf(reconnectLog)} />
    </div>,
  );
  await untilDrawnAndStill();
  expectAsWritten(container);
});

it.each(picked(FRAMES, ([width]) => width === 390))(
  'the layout is that of any page, at %i × %i',
  async (width, height) => {
    const boxes = async (dir: string): Promise<unknown> => {
      root.dir = dir;
      const view = render(
        <div style={{ width, height }}>
          <GradientDescentViz events={linesOf(irisLog)} />
        </div>,
      );
      await untilDrawnAndStill();
      const frame = view.container.firstElementChild!.getBoundingClientRect();
      const found = [
        ...view.container.querySelectorAll(
          '.gdv-card, .gdv-legend, .gdv-legend-tick, .gdv-label:not([hidden]), .gdv-notice',
        ),
      ];
      const places = found
        .filter((element) => element.getClientRects().length > 0)
        .map((element) => {
          const { left, top, right, bottom } = element.getBoundingClientRect();
          return [
            element.className,
            left - frame.left,
            top - frame.top,
            right - frame.left,
            bottom - frame.top,
          ];
        });
      view.unmount();
      return places;
    };
    expect(await boxes('rtl')).toEqual(await boxes('ltr'));
  },
);

itOnce('a run whose name is written from right to left has it so, and its title too', () => {
  root.dir = 'rtl';
  const { container } = render(
    <div style={{ width: 700, height: 480 }}>
      <GradientDescentViz events={[createStart({ run_id: 'ריצה −3' })]} />
    </div>,
  );
  const name = container.querySelector<HTMLElement>('.gdv-run')!;
  expect(getComputedStyle(name).direction).toBe('rtl');
  expect(name.title).toContain('ריצה −3');
});
