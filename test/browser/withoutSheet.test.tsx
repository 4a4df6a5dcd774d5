import { render, waitFor } from '@testing-library/react';
import type { CSSProperties, ReactElement } from 'react';
import { beforeEach, expect, it, onTestFinished, vi, type MockInstance } from 'vitest';
import { GradientDescentViz } from '../../src/index.js';
import { lacksHeight } from '../../src/react/useLayoutCheck.js';
import sheetText from '../../src/ui/styles.css?raw';
import irisLog from '../fixtures/logs/real-iris.ndjson?raw';
import { untilDrawnAndStill, untilStill } from './frames.js';
import { takePixels } from './pixels.js';

const EVENTS = irisLog.split('\n').filter((line) => line !== '');
const NO_SHEET =
  'GradientDescentViz: its style sheet is missing: import gradient-descent-viz/styles.css once';
const NO_HEIGHT =
  'GradientDescentViz: it has no height, since its container has none: give the container a height, or the view by its className or style';

let warn: MockInstance<typeof console.warn>;
beforeEach(() => {
  warn = vi.spyOn(console, 'warn').mockReturnValue();
  onTestFinished(() => warn.mockRestore());
});
/** What the console says of the component. Each warning comes once for a page, so tests where none may come are first. */
const warnings = (): string[] =>
  warn.mock.calls.map(([words]) => String(words)).filter((words) => words.startsWith('GradientDescentViz'));

function addSheet(text = sheetText): HTMLStyleElement {
  const style = document.createElement('style');
  style.textContent = text;
  document.head.append(style);
  onTestFinished(() => style.remove());
  return style;
}

const viz = (props: object = {}): ReactElement => <GradientDescentViz events={EVENTS} {...props} />;
const within = (style: CSSProperties, child: ReactElement): ReactElement => <div style={style}>{child}</div>;
const boxOf = (selector: string): number[] => {
  const { left, top, width, height } = document.querySelector(selector)!.getBoundingClientRect();
  const frame = document.querySelector('.gdv')!.getBoundingClientRect();
  return [left - frame.left, top - frame.top, width, height];
};

it('says nothing where the sheet is there and the view has a height', async () => {
  addSheet();
  render(within({ width: 400, height: 300 }, viz()));
  await untilDrawnAndStill();
  expect(document.adoptedStyleSheets).toHaveLength(0);
  expect(warnings()).toEqual([]);
});

it('says nothing of a view that is folded away, or not displayed', async () => {
  addSheet();
  render(
    <>
      {within({ height: 0, overflow: 'hidden' }, viz())}
      {within({ display: 'none' }, viz())}
      <div style={{ display: 'grid', gridTemplateRows: '0fr' }}>
        <div style={{ minHeight: 0, overflow: 'hidden' }}>{viz()}</div>
      </div>
    </>,
  );
  await untilStill();
  expect(warnings()).toEqual([]);
});

it('is laid out by the sheet alone where that comes a moment later, and says nothing', async () => {
  render(within({ width: 400, height: 300 }, viz()));
  expect(document.adoptedStyleSheets).toHaveLength(1);
  addSheet();
  await untilDrawnAndStill();
  expect(document.adoptedStyleSheets).toHaveLength(0);
  expect(warnings()).toEqual([]);
});

it.each<[boolean, string, ReactElement]>([
  [true, 'no height', within({}, viz())],
  [true, 'no height but that of what stands beside the view', within({}, <>beside{viz()}</>)],
  [true, 'a least height alone', within({ minHeight: 200 }, viz())],
  [false, 'a height', within({ height: 200 }, viz())],
  [false, 'the height of nothing, folded away', within({ height: 0, overflow: 'hidden' }, viz())],
  [false, 'no place on the page', within({ display: 'none' }, viz())],
])('a view lacks its height: %s, in a container that has %s', (lacks, _, element) => {
  addSheet();
  render(element);
  expect(lacksHeight(document.querySelector('.gdv')!)).toBe(lacks);
});

it('says once what to do about containers without a height', async () => {
  addSheet();
  render(
    <>
      {within({ width: 400 }, viz())}
      {within({ width: 400 }, viz())}
    </>,
  );
  await waitFor(() => expect(warnings()).toEqual([NO_HEIGHT]));
  await untilStill();
  expect(warnings()).toEqual([NO_HEIGHT]);
});

/** What says that the run is over. */
const ENDS = ['GD_PATH_FINISHED', 'TRAIN_RUN_FINISHED', 'STAGE_STATUS'];

it('fills its container without the sheet too, with its text over the picture, and says once what is missing', async () => {
  // At the end the marker has the colour of the reason.
  const events = EVENTS.filter((line) => !ENDS.some((name) => line.includes(name)));
  const view = render(
    <>
      {within({ width: 500, height: 400 }, viz({ events, theme: 'light' }))}
      {within({ width: 500, height: 400 }, viz({ events, theme: 'light', className: 'low' }))}
    </>,
  );
  await untilDrawnAndStill();
  await waitFor(() => expect(warnings()).toEqual([NO_SHEET]));
  for (const selector of ['.gdv', '.gdv-canvas', 'canvas', '.gdv-labels', '.gdv-overlay'])
    expect([selector, boxOf(selector)]).toEqual([selector, [0, 0, 500, 400]]);
  const frame = document.querySelector('.gdv')!;
  for (const element of frame.querySelectorAll('.gdv-overlay *, .gdv-label:not([hidden])')) {
    const { left, top, right, bottom } = element.getBoundingClientRect();
    const { left: x, top: y } = frame.getBoundingClientRect();
    const edges = [left - x, top - y, 500 - (right - x), 400 - (bottom - y)];
    expect(Math.min(...edges), `${element.className} ${element.textContent}`).toBeGreaterThanOrEqual(0);
  }
  // Each at an edge of its own.
  const [legendLeft = 0, legendTop = 0] = boxOf('.gdv-legend');
  expect(legendLeft).toBeGreaterThan(250);
  expect(legendTop).toBeGreaterThan(150);
  const [cardLeft = 0, , cardWidth = 0] = boxOf('.gdv-card');
  expect(cardLeft + cardWidth).toBeLessThan(legendLeft);
  const pixels = await takePixels(frame);
  let marker = 0;
  for (let y = 0; y < 400; y++)
    for (let x = 0; x < 500; x++) {
      const [red, green, blue] = pixels.at(x, y);
      if (Math.abs(red - 0xff) + Math.abs(green - 0x3d) + Math.abs(blue - 0x2e) < 12) marker++;
    }
  expect(marker).toBeGreaterThan(60);
  addSheet('.low { height: 25% }');
  expect(document.querySelector('.low')!.getBoundingClientRect().height).toBe(100);
  view.unmount();
  expect(document.adoptedStyleSheets).toHaveLength(0);
});
