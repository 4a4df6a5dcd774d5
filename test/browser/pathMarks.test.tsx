import { render } from '@testing-library/react';
import { createRef } from 'react';
import { describe, expect, it } from 'vitest';
import {
  GradientDescentViz,
  type GradientDescentVizHandle,
  type GradientDescentVizProps,
} from '../../src/index.js';
import '../../src/ui/styles.css';
import { picked } from '../support/testLength.js';
import { untilDrawnAndStill } from './frames.js';
import { takePixels } from './pixels.js';

const BOWL = {
  kind: 'bowl',
  params: { a: 0.18, b: 0.3 },
  domainHalf: 6,
  zScale: 0.3,
  source: 'measured',
} as const;
/** A spiral down, whose loss is least at step 60 of 120. */
const SPIRAL = Array.from({ length: 121 }, (_, step) => ({
  x: 0.85 * 0.985 ** step * Math.cos(step / 9),
  y: 0.85 * 0.985 ** step * Math.sin(step / 9),
  loss: 2 + Math.abs(step - 60) / 10,
}));

async function mount(props: Partial<GradientDescentVizProps>, size: { width: number; height: number }) {
  const ref = createRef<GradientDescentVizHandle>();
  const all = { surface: BOWL, path: SPIRAL, showTimeline: false, ...props } as GradientDescentVizProps;
  const view = render(
    <div style={size}>
      <GradientDescentViz {...all} ref={ref} />
    </div>,
  );
  await untilDrawnAndStill();
  return { viz: ref.current!, element: view.container.querySelector<HTMLElement>('.gdv')!, ...view };
}

/** Around the edge of low ground, beside the labels of the axes, with the best on the way. */
const EDGE = Array.from({ length: 400 }, (_, step) => ({
  x: 1.1 * Math.cos(step / 40),
  y: 1.1 * Math.sin(step / 40),
  loss: 2 + Math.abs(step - 60) / 10,
}));
const LOW = {
  kind: 'bowl',
  params: { a: 0, b: 0.01 },
  domainHalf: 6,
  zScale: 0.01,
  source: 'measured',
} as const;

interface Shown {
  readonly text: string;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

function boxesOf(element: HTMLElement, selector: string): Shown[] {
  const corner = element.getBoundingClientRect();
  return [...element.querySelectorAll<HTMLElement>(selector)]
    .filter((label) => label.checkVisibility())
    .map((label) => {
      const range = document.createRange();
      range.selectNodeContents(label);
      const { left, top, right, bottom } =
        selector === '.gdv-label' ? range.getBoundingClientRect() : label.getBoundingClientRect();
      return {
        text: label.textContent,
        left: left - corner.left,
        top: top - corner.top,
        right: right - corner.left,
        bottom: bottom - corner.top,
      };
    });
}

const overlap = (a: Shown, b: Shown): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

const SIZES = [
  { width: 900, height: 600 },
  { width: 520, height: 420 },
  { width: 390, height: 700 },
] as const;

describe('labels of the path', () => {
  it.each(picked(SIZES, ({ width }) => width === 900))(
    'never lie over each other, over labels of the axes, over cards, or beyond the frame, from any side: $width × $height',
    async (size) => {
      const { viz, element } = await mount(
        { chrome: 'full', stepTicks: true, surface: LOW, path: EDGE },
        size,
      );
      const { position, target } = viz.getCamera();
      const radius = Math.hypot(position[0] - target[0], position[2] - target[2]);
      let shown = 0;
      for (let turn = 0; turn < 24; turn++) {
        const angle = (turn * Math.PI) / 12;
        await untilDrawnAndStill(() =>
          viz.setCamera({
            target,
            position: [
              target[0] + radius * Math.sin(angle),
              target[1] + 1 + (turn % 4),
              target[2] + radius * Math.cos(angle),
            ],
          }),
        );
        const marks = boxesOf(element, '.gdv-mark');
        const others = [...boxesOf(element, '.gdv-label'), ...boxesOf(element, '.gdv-card')];
        shown += marks.length;
        for (const [i, mark] of marks.entries()) {
          const inTheWay = [...marks.slice(i + 1), ...others].filter((other) => overlap(mark, other));
          expect(inTheWay, `${mark.text}, turn ${turn}`).toEqual([]);
          expect(mark.left >= 0 && mark.top >= 0, mark.text).toBe(true);
          expect(mark.right <= size.width && mark.bottom <= size.height, mark.text).toBe(true);
        }
      }
      expect(shown).toBeGreaterThan(48);
    },
    60_000,
  );

  it('name round steps and the best, each beside its place', async () => {
    const { viz, element } = await mount({}, { width: 900, height: 600 });
    const steps = boxesOf(element, '.gdv-mark--step');
    expect(steps.length).toBeGreaterThan(4);
    for (const { text, left, right, top, bottom } of steps) {
      const { x, y } = viz.getScreenPosition(Number(text))!;
      expect(Math.hypot((left + right) / 2 - x, (top + bottom) / 2 - y), text).toBeLessThan(60);
    }
    const [best] = boxesOf(element, '.gdv-mark--best');
    expect(best?.text).toBe('best 2');
    const { x, y } = viz.getScreenPosition(60)!;
    expect(Math.hypot((best!.left + best!.right) / 2 - x, (best!.top + best!.bottom) / 2 - y)).toBeLessThan(
      80,
    );
  });

  it('of steps are there as the host says', async () => {
    const { element } = await mount({ stepTicks: false }, { width: 900, height: 600 });
    expect(boxesOf(element, '.gdv-mark--step')).toEqual([]);
    const small = await mount({ stepTicks: true, chrome: 'full' }, { width: 400, height: 340 });
    expect(boxesOf(small.element, '.gdv-mark--step').length).toBeGreaterThan(0);
  });

  it('have the best of an illustration only where a loss was reported', async () => {
    const illustrative = { ...BOWL, source: 'illustrative' } as const;
    const bare = SPIRAL.map(({ x, y }) => ({ x, y }));
    const one = await mount({ surface: illustrative, path: bare }, { width: 900, height: 600 });
    expect(boxesOf(one.element, '.gdv-mark--best')).toEqual([]);
    one.unmount();
    const other = await mount({ surface: illustrative }, { width: 900, height: 600 });
    expect(boxesOf(other.element, '.gdv-mark--best').length).toBe(1);
  });
});

describe('the stem', () => {
  const AT = SPIRAL.at(-1)!;
  const HEIGHT = 0.18 * (6 * AT.x) ** 2 + 0.3 * (6 * AT.y) ** 2;

  it('says by how much the true loss differs from a measured surface, and nothing on an illustration', async () => {
    const { element, unmount } = await mount({}, { width: 900, height: 600 });
    const difference = Number((AT.loss - HEIGHT).toPrecision(2));
    expect(boxesOf(element, '.gdv-mark--stem').map(({ text }) => text)).toEqual([
      `true loss ${difference} above`,
    ]);
    unmount();
    const other = await mount({ surfaceSource: 'illustrative' }, { width: 900, height: 600 });
    expect(boxesOf(other.element, '.gdv-mark--stem')).toEqual([]);
  });

  it('is not there where the loss is the height', async () => {
    const path = SPIRAL.map(({ x, y }) => ({ x, y, loss: 0.18 * (6 * x) ** 2 + 0.3 * (6 * y) ** 2 + 0.01 }));
    const { element } = await mount({ path }, { width: 900, height: 600 });
    expect(boxesOf(element, '.gdv-mark--stem')).toEqual([]);
  });
});

/** Steps near the start of a line, and near its marker. */
const OLD = [10, 13, 16, 19, 22, 25, 28];
const YOUNG = [170, 173, 176, 178, 180, 182, 184];

const meanOf = (steps: readonly number[], valueAt: (step: number) => number): number =>
  steps.reduce((sum, step) => sum + valueAt(step), 0) / steps.length;

describe('the colour of the path', () => {
  /** From above, an even line from left to right over ground that is flat there. */
  const LINE = Array.from({ length: 200 }, (_, step) => ({
    x: -0.9 + (1.8 * step) / 199,
    y: 0,
    loss: step / 199,
  }));
  const FLAT = {
    kind: 'bowl',
    params: { a: 0, b: 0.01 },
    domainHalf: 6,
    zScale: 0.01,
    source: 'illustrative',
  } as const;
  const ABOVE = { position: [0, 4.2, 0.01], target: [0, 0, 0] } as const;

  async function look(pathColor: 'step' | 'loss' | 'plain') {
    const { viz, element } = await mount(
      {
        pathColor,
        surface: FLAT,
        path: LINE,
        stepTicks: false,
        chrome: 'none',
        defaultCamera: ABOVE as unknown as NonNullable<GradientDescentVizProps['defaultCamera']>,
      },
      { width: 640, height: 480 },
    );
    const pixels = await takePixels(element);
    const placeOf = (step: number) => viz.getScreenPosition(step)!;
    /** Rows across the line that are at least half as light as the lightest of them, by how light they are. */
    const widthAt = (step: number): number => {
      const { x, y } = placeOf(step);
      const rows = Array.from({ length: 17 }, (_, i) => Math.min(...pixels.at(x, y - 8 + i)));
      const most = Math.max(...rows);
      return rows.filter((row) => row > most / 2).reduce((sum, row) => sum + row / most, 0);
    };
    const colorAt = (step: number) => {
      const { x, y } = placeOf(step);
      return [-1, 0, 1]
        .map((dy) => pixels.at(x, y + dy))
        .sort((a, b) => b[0] + b[1] + b[2] - a[0] - a[1] - a[2]);
    };
    return { widthAt, colorAt };
  }

  it('by step: older parts are narrower and duller', async () => {
    const { widthAt, colorAt } = await look('step');
    const [old, young] = [OLD, YOUNG].map((steps) => meanOf(steps, widthAt)) as [number, number];
    expect(young).toBeGreaterThan(2.3);
    expect(old).toBeLessThan(0.8 * young);
    expect(old).toBeGreaterThan(0.8);
    expect(colorAt(12)[0]![0]).toBeLessThan(225);
    expect(colorAt(186)[0]![0]).toBeGreaterThan(240);
  });

  it('plain: one colour and one width', async () => {
    const { widthAt, colorAt } = await look('plain');
    expect(Math.abs(meanOf(OLD, widthAt) - meanOf(YOUNG, widthAt))).toBeLessThan(0.5);
    expect(colorAt(15)[0]![0]).toBeGreaterThan(240);
  });

  it('by loss: from the colour map’s least to its greatest', async () => {
    const { colorAt } = await look('loss');
    // viridis: #440154 to #fde725.
    const near = (step: number, color: readonly number[]): number =>
      Math.min(
        ...colorAt(step).map((pixel) => Math.max(...pixel.map((value, i) => Math.abs(value - color[i]!)))),
      );
    expect(near(40, [0x41, 0x44, 0x87])).toBeLessThan(40);
    expect(near(186, [0xe2, 0xe4, 0x18])).toBeLessThan(40);
  });
});
