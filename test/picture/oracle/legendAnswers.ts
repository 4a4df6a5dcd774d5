import type { Answer } from '../observation.js';
import { colorOf, differenceOf, formatColor, pixelAt } from './colors.js';
import { readNumber } from './labelAnswers.js';
import type { Scene } from './scene.js';

/** CSS pixels that a tick's middle may be from its value's place on the bar. */
const TICK_ROOM_PX = 1.5;

/** The legend: the least loss has the map's first colour, at the bottom, and each tick stands at its value. */
export function answerLegend({ seen, example, model }: Scene): Answer[] {
  const { bar } = seen;
  if ((bar === null) !== (model.surface === null)) {
    const words = (is: boolean): string => (is ? 'a colour bar' : 'no colour bar');
    return [
      {
        what: 'legend',
        expected: words(model.surface !== null),
        observed: words(bar !== null),
        holds: false,
      },
    ];
  }
  if (bar === null) return [];
  const xPx = bar.leftPx + bar.widthPx / 2;
  const placeOf = (share: number): number => bar.topPx + (1 - share) * bar.heightPx;
  const colors = [0.02, 0.25, 0.5, 0.75, 0.98].map((share): Answer => {
    const observed = pixelAt(seen.pixels, xPx, placeOf(share));
    const expected = colorOf(example.props, share);
    return {
      what: `legend at ${share}`,
      xPx,
      yPx: placeOf(share),
      expected: formatColor(expected),
      observed: formatColor(observed),
      holds: differenceOf(observed, expected) <= 14,
    };
  });
  const ticks = seen.texts
    .filter(({ className }) => className.includes('gdv-legend-tick'))
    .map(({ text, box }): Answer => {
      const expected = placeOf(model.shareOfLoss(readNumber(text)));
      const yPx = box.topPx + box.heightPx / 2;
      return {
        what: `legend's tick ${text}`,
        xPx: box.leftPx,
        yPx,
        expected: `${expected.toFixed(1)} px down`,
        observed: `${yPx.toFixed(1)} px`,
        holds: Math.abs(yPx - expected) <= TICK_ROOM_PX,
      };
    });
  const count = {
    what: "legend's ticks",
    expected: '2 at least',
    observed: String(ticks.length),
    holds: ticks.length >= 2,
  };
  return [...colors, ...ticks, count];
}
