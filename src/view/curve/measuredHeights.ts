import type { DrawnSurface } from '../drawnSurface.js';
import type { Changing } from '../paced.js';
import type { ShownSurfaceText } from '../surfaceText.js';
import type { MeasuredHeight } from './lossCurve.js';

/**
 * Heights of the surface that is shown, where it is the measured loss.
 * @param text - which surface is shown, at a reader's pace
 * @param source - what the host says of it; undefined leaves it to the events
 */
export function createMeasuredHeights(
  text: Changing<ShownSurfaceText>,
  source: 'measured' | 'illustrative' | undefined,
): Changing<MeasuredHeight | null> {
  let surface: DrawnSurface | null = null;
  let heightAt: MeasuredHeight | null = null;
  const getState = (): MeasuredHeight | null => {
    const { surface: shown } = text.getState();
    // The same function as long as it is the same surface.
    if (shown !== surface) {
      surface = shown;
      heightAt = (source ?? shown.shown.source) === 'measured' && shown.isKnown ? heightOf(shown) : null;
    }
    return heightAt;
  };
  return { getState, subscribe: text.subscribe };
}

function heightOf({ surface, shown: { domainHalf } }: DrawnSurface): MeasuredHeight {
  return (x, y) => surface.valueAt(x * domainHalf, y * domainHalf);
}
