import type { TimelineStrip } from './timelineStrip.js';
import { writeText } from './textNode.js';

/** A turn of the wheel by so many pixels shows twice as many steps, or half. */
const DOUBLING_PX = 240;
/** Pixels in a line and a page, for mice that count in these. */
const UNIT_PX = [1, 16, 400] as const;

type PointedStrip = Pick<
  TimelineStrip,
  'stepAtX' | 'xOfStep' | 'describeStep' | 'zoom' | 'move' | 'getState'
>;

/**
 * Shows the values under a pointer that hovers, and zooms by the wheel. The wheel scrolls the page unless Ctrl is held, as in
 * the events of a pinch on a touchpad, or the strip has the focus.
 * @param hover - a line at the pointer, with its text in its first element
 * @returns ends it
 */
export function followStripPointer(plot: HTMLElement, hover: HTMLElement, strip: PointedStrip): () => void {
  const onMove = (event: PointerEvent): void => {
    // A finger drags, and covers what it points at.
    const step = event.pointerType === 'touch' ? null : strip.stepAtX(event.clientX);
    hover.hidden = step === null;
    if (step !== null) showHover(plot, hover, strip, step);
  };
  const onLeave = (): void => void (hover.hidden = true);
  const onWheel = (event: WheelEvent): void => {
    const isSideways = Math.abs(event.deltaX) > Math.abs(event.deltaY);
    const unitPx = UNIT_PX[event.deltaMode] ?? 1;
    if (isSideways && strip.getState().isZoomed) {
      event.preventDefault();
      strip.move((event.deltaX * unitPx) / plot.clientWidth);
    } else if (!isSideways && (event.ctrlKey || event.metaKey || plot.matches(':focus-within'))) {
      event.preventDefault();
      strip.zoom(2 ** ((event.deltaY * unitPx) / DOUBLING_PX), strip.stepAtX(event.clientX) ?? undefined);
    }
  };
  plot.addEventListener('pointermove', onMove);
  plot.addEventListener('pointerleave', onLeave);
  plot.addEventListener('wheel', onWheel, { passive: false });
  const endPinch = followPinch(plot, strip);
  return () => {
    plot.removeEventListener('pointermove', onMove);
    plot.removeEventListener('pointerleave', onLeave);
    plot.removeEventListener('wheel', onWheel);
    endPinch();
  };
}

function showHover(plot: HTMLElement, hover: HTMLElement, strip: PointedStrip, step: number): void {
  const x = strip.xOfStep(step);
  hover.style.transform = `translateX(${x}px)`;
  const tip = hover.firstElementChild as HTMLElement;
  writeText(tip, strip.describeStep(step));
  // Within the strip, on the side with more room.
  hover.classList.toggle('gdv-strip-hover--left', x > plot.clientWidth / 2);
}

/** Two fingers show fewer steps or more. */
function followPinch(plot: HTMLElement, strip: PointedStrip): () => void {
  let distancePx = 0;
  const onTouch = (event: TouchEvent): void => {
    const [one, other] = [...event.touches];
    if (one === undefined || other === undefined) {
      distancePx = 0;
      return;
    }
    if (event.cancelable) event.preventDefault();
    const nextPx = Math.max(Math.abs(one.clientX - other.clientX), 20);
    if (distancePx > 0)
      strip.zoom(distancePx / nextPx, strip.stepAtX((one.clientX + other.clientX) / 2) ?? undefined);
    distancePx = nextPx;
  };
  const names = ['touchstart', 'touchmove', 'touchend', 'touchcancel'] as const;
  for (const name of names) plot.addEventListener(name, onTouch, { passive: false });
  return () => names.forEach((name) => plot.removeEventListener(name, onTouch));
}
