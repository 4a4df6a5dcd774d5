/** Parts of the text over a picture, of which no two may cover each other. */
const PARTS =
  '.gdv-readout, .gdv-notices, .gdv-grid, .gdv-connection, .gdv-projection, .gdv-legend-title, .gdv-legend-bar, .gdv-legend-tick, .gdv-legend-range';

/** A reset as CSS frameworks have it, and letters half as large again. */
export const HOST_STYLE = `
html { font-size: 24px; line-height: 2; }
*, ::before, ::after { box-sizing: border-box; margin: 0; padding: 0; border: 0 solid; }
img, svg, video, canvas { display: block; vertical-align: middle; max-width: 100%; height: auto; }
h1, h2, h3 { font-size: inherit; font-weight: inherit; }
ol, ul, menu { list-style: none; }
button, input { font: inherit; color: inherit; background-color: transparent; }
dl, dd, p, figure { margin: 0; }
summary { display: list-item; }
`;

interface NamedBox {
  readonly name: string;
  readonly box: DOMRect;
}

/** Whether somebody sees an element: what is there for screen readers alone is clipped. */
export function isSeen(element: Element): boolean {
  for (let at: Element | null = element; at !== null; at = at.parentElement)
    if (getComputedStyle(at).clipPath !== 'none') return false;
  return element.checkVisibility();
}

function listParts(frame: Element): NamedBox[] {
  return [...frame.querySelectorAll(PARTS)].filter(isSeen).map((part) => ({
    name: `${part.className} ${part.textContent.slice(0, 12)}`,
    box: part.getBoundingClientRect(),
  }));
}

const TOUCH_PX = 0.5;

/**
 * Parts that cover each other, or reach out of the frame.
 * @param least - parts that have to be seen
 */
export function findOverlaps(frame: Element, least = 8): string[] {
  const parts = listParts(frame);
  if (parts.length < least) throw new Error(`only ${parts.map(({ name }) => name).join()} can be seen`);
  const outer = frame.getBoundingClientRect();
  const outside = parts.filter(
    ({ box }) =>
      box.left < outer.left || box.right > outer.right || box.top < outer.top || box.bottom > outer.bottom,
  );
  const pairs = parts.flatMap((a, i) => parts.slice(i + 1).map((b) => [a, b] as const));
  const covering = pairs.filter(([{ box: a }, { box: b }]) => {
    const width = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    return width > TOUCH_PX && height > TOUCH_PX;
  });
  return [
    ...outside.map(({ name }) => `${name} leaves the frame`),
    ...covering.map(([a, b]) => `${a.name} and ${b.name} overlap`),
  ];
}

/**
 * Ticks of the legend whose middle is not as high on the bar as their loss, or that are not to the left of it.
 * @param shareOf - how high a loss is on the bar, its foot being 0
 */
export function findTicksAside(frame: Element, shareOf: (loss: number) => number): string[] {
  const bar = frame.querySelector('.gdv-legend-bar')!.getBoundingClientRect();
  const ticks = [...frame.querySelectorAll('.gdv-legend-tick')].filter((tick) => tick.checkVisibility());
  if (ticks.length < 3) throw new Error('there are hardly any ticks');
  return ticks.flatMap((tick) => {
    const text = tick.textContent;
    const box = tick.getBoundingClientRect();
    const wantedPx = bar.bottom - shareOf(Number(text.replace('−', '-').replace(/^[≤≥] /, ''))) * bar.height;
    const offPx = (box.top + box.bottom) / 2 - wantedPx;
    const gapPx = bar.left - box.right;
    return Math.abs(offPx) <= 1 && gapPx >= 2 && gapPx <= 12
      ? []
      : [`${text}: ${offPx} px off, ${gapPx} px aside`];
  });
}
