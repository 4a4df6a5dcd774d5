import { render, screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { createRunStore, GradientDescentViz, type PictureNotice } from '../../src/index.js';
import '../../src/ui/styles.css';
import styles from '../../src/ui/styles.css?raw';
import { findOverlaps, isSeen } from '../picture/overlayBoxes.js';
import { grid, hyperparams, spec, start, update } from '../run/createRunEvent.js';
import { untilDrawnAndStill, untilStill } from './frames.js';

const PROJECTION = { method: 'pca', explainedVariance: [0.61, 0.2], randomWalk: [0.5, 0.2], checkpoints: 40 };
const START = start(2, { point0: { x: -0.8, y: -0.8 } });
const STEP = update(4, 12_345, [{ x: 1.2, y: -0.35, loss: 0.047_712, residual: 21.303 }]);

/** A run of which there is much to say. */
const MUCH = [
  spec(
    1,
    { domainHalf: 2, params: { a: 31, b: 7, offset: -40 } },
    { source: 'measured', projection: PROJECTION },
  ),
  START,
  hyperparams(3, { eta: 0.0123, steps: 5400, tolGrad: 0.00067, tolStep: 8.9e-5 }),
  STEP,
];

const BOXES = [
  [600, 400],
  [480, 480],
  [480, 384],
  [360, 384],
  [300, 384],
  [480, 320],
  [300, 300],
  [300, 200],
  [240, 320],
  [240, 180],
  [160, 160],
  [160, 120],
  [240, 90],
] as const;

interface State {
  readonly events: readonly object[];
  readonly props?: object;
  readonly isWaiting?: boolean;
}

const FAILING = { fetchAsset: () => Promise.resolve(new Response(null, { status: 404 })) };
const ENDLESS = { fetchAsset: () => new Promise(() => undefined) };
const STATES: Readonly<Record<string, State>> = {
  'a run with notes and a link that is down': {
    events: MUCH,
    props: { lossRange: [-40, 90] },
    isWaiting: true,
  },
  'an illustration': { events: [spec(1, {}, { source: 'illustrative' }), START, STEP] },
  'a grid that loads': { events: [grid(1), START, STEP], props: ENDLESS },
  'a grid that failed': { events: [grid(1), START, STEP], props: FAILING },
  'no run': { events: [], isWaiting: true },
};

async function mount({ events, props = {}, isWaiting = false }: State): Promise<HTMLElement> {
  const store = createRunStore();
  store.ingest(events);
  if (isWaiting) store.setConnection({ status: 'waiting', attempt: 3, retryInMs: 0, reason: 'no answer' });
  const { container } = render(
    <div style={{ width: 600, height: 400 }}>
      <GradientDescentViz store={store} quality="low" assetBaseUrl="http://host.example/" {...props} />
    </div>,
  );
  await untilDrawnAndStill();
  return container.firstElementChild as HTMLElement;
}

function resize(frame: HTMLElement, [width, height]: readonly [number, number]): void {
  frame.style.width = `${width}px`;
  frame.style.height = `${height}px`;
}

/** The boxes of the text in an element that is seen, and not in what has wrapped out of its line. */
function listTextBoxes(card: Element): readonly { readonly text: string; readonly box: DOMRect }[] {
  const walker = document.createTreeWalker(card, NodeFilter.SHOW_TEXT);
  const boxes = [];
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    if (
      !isSeen(node.parentElement!) ||
      node.parentElement!.closest('.gdv-notices-gravest, .gdv-run, .gdv-grid-title')
    )
      continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    if (box.width > 0 && box.top < card.getBoundingClientRect().bottom)
      boxes.push({ text: node.textContent ?? '', box });
  }
  return boxes;
}

/** Text that reaches out of its card. */
function findTextsOutside(frame: Element): string[] {
  const cards = [...frame.querySelectorAll('.gdv-readout, .gdv-grid, .gdv-notice, .gdv-connection')].filter(
    isSeen,
  );
  return cards.flatMap((card) => {
    const { left, right, top, bottom } = card.getBoundingClientRect();
    return listTextBoxes(card)
      .filter(({ box }) => box.left < left || box.right > right || box.top < top || box.bottom > bottom + 0.5)
      .map(({ text }) => `“${text}” leaves ${card.className}`);
  });
}

describe('what lies over a picture by itself', () => {
  it.each(Object.keys(STATES))(
    'stays in its card and in the frame, and covers nothing, at any size: %s',
    async (name) => {
      const frame = await mount(STATES[name]!);
      const faults = BOXES.flatMap((box) => {
        resize(frame, box);
        return [...findOverlaps(frame, 0), ...findTextsOutside(frame)].map(
          (fault) => `${box.join(' × ')}: ${fault}`,
        );
      });
      expect(faults).toEqual([]);
    },
  );

  it('is a card where there is room, a line where there is less, and a badge in a tiny view', async () => {
    const frame = await mount({ events: MUCH });
    const seenAt = (box: readonly [number, number]): string[] => {
      resize(frame, box);
      const card = frame.querySelector('.gdv-readout')!;
      return listTextBoxes(card).map(({ text }) => text);
    };
    const name = (): boolean => isSeen(frame.querySelector('.gdv-run')!);
    expect(seenAt([600, 400])).toEqual(
      expect.arrayContaining(['Running', 'Step', '12\u202f345', 'x', 'y', 'Height', 'η 0.0123']),
    );
    expect(seenAt([480, 320])).toEqual(['Running', 'Step', '12\u202f345', 'True loss', '0.04771']);
    expect(seenAt([300, 300])).toEqual(['Running', '12\u202f345', '0.04771']);
    expect(seenAt([240, 180])).toEqual(['Running', '12\u202f345']);
    expect(name()).toBe(true);
    // Its word has no size there, and its dot stays.
    expect(seenAt([160, 120])).toEqual(['12\u202f345']);
    expect(name()).toBe(false);
    expect(isSeen(frame.querySelector('.gdv-status')!)).toBe(true);
  });

  it('is all there for screen readers, however small', async () => {
    const frame = await mount(STATES['a run with notes and a link that is down']!);
    for (const box of BOXES) {
      resize(frame, box);
      const region = within(frame).getByRole('region', { name: 'Run r' });
      for (const words of ['Running', 'Step', 'True loss', 'Height', 'Off plane', 'Projected'])
        expect(region).toHaveTextContent(words);
      expect(within(frame).getByRole('region', { name: 'Notes on the picture' })).toHaveTextContent(
        /are cut/,
      );
      expect(within(frame).getByText('Reconnecting')).toBeInTheDocument();
      if (box[1] < 340)
        expect(within(frame).getByRole('figure')).toHaveAccessibleName(/^Colour: loss from −40/);
    }
  });

  it('shows in a badge what has the focus', async () => {
    const frame = await mount({ events: MUCH });
    resize(frame, [160, 120]);
    const notices = frame.querySelector('.gdv-notices')!;
    expect(isSeen(notices)).toBe(false);
    frame.querySelector('summary')!.focus();
    expect(isSeen(notices)).toBe(true);
    expect(findOverlaps(frame, 2)).toEqual([]);
    await userEvent.keyboard('{Enter}');
    const { bottom, right } = notices.getBoundingClientRect();
    const outer = frame.getBoundingClientRect();
    expect(bottom).toBeLessThanOrEqual(outer.bottom);
    expect(right).toBeLessThanOrEqual(outer.right);
  });
});

describe('what a host asks for', () => {
  it('holds at any size: a line, a card', async () => {
    const line = await mount({ events: MUCH, props: { chrome: 'compact' } });
    expect(line.querySelector('.gdv-readout')!.getBoundingClientRect().height).toBe(28);
    expect(isSeen(line.querySelector('.gdv-legend-title')!)).toBe(false);
    const card = await mount({ events: MUCH, props: { chrome: 'full' } });
    resize(card, [300, 200]);
    expect(card.querySelector('.gdv-readout')!.getBoundingClientRect().height).toBeGreaterThan(100);
    expect(isSeen(card.querySelector('.gdv-label--tick')!)).toBe(true);
  });

  it('is a picture alone: no text, no live region, nothing but its name', async () => {
    const notices: (readonly PictureNotice[])[] = [];
    const store = createRunStore();
    store.ingest(MUCH);
    store.setConnection({ status: 'failed', reason: 'no answer' });
    const { container } = render(
      <div style={{ width: 600, height: 400 }}>
        <GradientDescentViz store={store} chrome="none" onNotices={(list) => notices.push(list)} />
      </div>,
    );
    await untilDrawnAndStill();
    expect(container.textContent).toBe('');
    expect(screen.getByRole('application')).toHaveAccessibleName(/^Path on the loss surface in 3D/);
    const said = container.querySelectorAll('[role], [aria-label], [aria-live], [title], button, section, p');
    expect([...said].map(({ className }) => className)).toEqual(['gdv-canvas']);
    expect(notices.at(-1)!.map(({ code }) => code)).toContain('height_compressed');
  });

  it('may be another one at any time', async () => {
    const mountWith = (chrome: 'none' | 'full') => (
      <div style={{ width: 600, height: 400 }}>
        <GradientDescentViz events={MUCH} chrome={chrome} />
      </div>
    );
    const { container, rerender } = render(mountWith('none'));
    await untilDrawnAndStill();
    rerender(mountWith('full'));
    await untilStill();
    expect(container.querySelectorAll('.gdv-label--tick:not([hidden])').length).toBeGreaterThan(5);
    expect(container.querySelectorAll('dd')[0]).toHaveTextContent('12 345');
    rerender(mountWith('none'));
    await untilStill();
    expect(container.textContent).toBe('');
  });
});

it('the style sheet has the rules of a compact view twice, word for word', () => {
  const blockOf = (parent: string): string => {
    const [, rest = ''] = styles.split(`${parent} {\n`);
    const indent = /^ */.exec(rest)![0].length - 2;
    return rest
      .slice(0, rest.indexOf(`\n${' '.repeat(indent)}}\n`))
      .split('\n')
      .map((line) => line.slice(indent))
      .join('\n');
  };
  const asked = blockOf('.gdv .gdv-overlay.gdv-overlay--compact');
  expect(asked.length).toBeGreaterThan(1000);
  expect(blockOf('.gdv .gdv-overlay.gdv-overlay--auto')).toBe(asked);
});
