import { render, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { GradientDescentViz } from '../../src/index.js';
import '../../src/ui/styles.css';
import irisLog from '../fixtures/logs/real-iris.ndjson?raw';
import reconnectLog from '../fixtures/logs/real-reconnect-midrun.ndjson?raw';
import { takePixels } from './pixels.js';

// Whether there is WebGL is asked once for a page: of this one it is said before that.
HTMLCanvasElement.prototype.getContext = new Proxy(HTMLCanvasElement.prototype.getContext, {
  apply: (original, canvas: HTMLCanvasElement, args: Parameters<HTMLCanvasElement['getContext']>) =>
    args[0].startsWith('webgl') ? null : Reflect.apply(original, canvas, args),
});

const linesOf = (log: string): string[] => log.split('\n').filter((line) => line !== '');
const RUNS = { none: [], iris: linesOf(irisLog), holes: linesOf(reconnectLog) };

const WIDTHS = [240, 300, 330, 390, 480, 560, 720, 1009, 1010, 1440];
const HEIGHTS = [220, 300, 480];

function isApart(a: DOMRect, b: DOMRect): boolean {
  return a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
}

it.each(
  WIDTHS.flatMap((width) =>
    HEIGHTS.flatMap((height) =>
      (Object.keys(RUNS) as (keyof typeof RUNS)[]).map((run) => [width, height, run] as const),
    ),
  ),
)('the sentence without WebGL stands whole and free at %i × %i with run %s', (width, height, run) => {
  const { container } = render(
    <div style={{ width, height }}>
      <GradientDescentViz events={RUNS[run]} />
    </div>,
  );
  const frame = container.firstElementChild!.getBoundingClientRect();
  const text = screen.getByText(/does not draw WebGL 2/);
  const range = document.createRange();
  range.selectNodeContents(text);
  const words = range.getBoundingClientRect();
  const card = text.closest('.gdv-card')!.getBoundingClientRect();
  for (const box of [words, card]) {
    expect(box.left).toBeGreaterThanOrEqual(frame.left + 8);
    expect(box.right).toBeLessThanOrEqual(frame.right - 8);
    expect(box.top).toBeGreaterThanOrEqual(frame.top + 8);
    expect(box.bottom).toBeLessThanOrEqual(frame.bottom - 8);
  }
  const others = [...container.querySelectorAll('.gdv-readout, .gdv-message, .gdv-notice, .gdv-legend')];
  for (const other of others) {
    const box = other.getBoundingClientRect();
    if (box.width > 0) expect(isApart(card, box), other.className).toBe(true);
  }
  // Figures stay within their card.
  const readOut = container.querySelector('.gdv-readout')?.getBoundingClientRect();
  for (const figure of container.querySelectorAll('.gdv-figure')) {
    expect(figure.getBoundingClientRect().right).toBeLessThanOrEqual(readOut!.right);
  }
});

function luminance([red, green, blue]: readonly [number, number, number]): number {
  const [r, g, b] = [red, green, blue].map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

it.each(['light', 'dark'] as const)('the sentence without WebGL is read on %s ground', async (theme) => {
  const { container } = render(
    <div style={{ width: 300, height: 300 }}>
      <GradientDescentViz events={RUNS.iris} theme={theme} />
    </div>,
  );
  expect(container).toBeInTheDocument();
  const pixels = await takePixels(screen.getByText(/does not draw WebGL 2/));
  let least = Infinity;
  let most = 0;
  for (let y = 0; y < pixels.heightPx; y++) {
    for (let x = 0; x < pixels.widthPx; x++) {
      const light = luminance(pixels.at(x, y));
      least = Math.min(least, light);
      most = Math.max(most, light);
    }
  }
  // WCAG 2.2, 1.4.3 asks for 4.5.
  expect((most + 0.05) / (least + 0.05)).toBeGreaterThan(4.5);
});
