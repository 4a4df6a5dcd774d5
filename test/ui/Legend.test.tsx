import { cleanup, render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { computeAxisTicks } from '../../src/scene/stage/axisTicks.js';
import { createHeightField, selectHeightTransform, type HeightField } from '../../src/surface/index.js';
import { formatNumber } from '../../src/view/formatNumber.js';
import { Legend } from '../../src/ui/Legend.js';
import { itOnce, scaled } from '../support/testLength.js';

const COLORS = ['#000', '#fff'];

function showTexts(field: HeightField): string[] {
  const { container } = render(
    <Legend
      field={field}
      colors={COLORS}
      isIllustrative={false}
      isCuttable={false}
      isFull={false}
      onFull={() => undefined}
    />,
  );
  const texts = [...container.querySelectorAll('.gdv-legend-tick')].map((tick) => tick.textContent);
  cleanup();
  return texts;
}

const fieldOf = (min: number, max: number, scale: 'linear' | 'log'): HeightField =>
  createHeightField(Float64Array.of(min, max, min, max), 2, {
    transform: selectHeightTransform(scale, min, max),
  });

itOnce.each([
  [1e6, 1e6 + 1],
  [1, 1 + 1e-9],
  [2.302585, 2.302587],
  [1e9, 1e9 + 1e-3],
  [-1, -1 + 1e-12],
])('[HEIGHT-11] no two ticks from %d to %d print the same, linear or log', (min, max) => {
  for (const scale of ['linear', 'log'] as const) {
    const texts = showTexts(fieldOf(min, max, scale));
    expect(new Set(texts).size).toBe(texts.length);
    expect(texts.length).toBeGreaterThan(1);
  }
});

it('[HEIGHT-11] no two ticks of any range print the same, nor its ends (seed 6201)', () => {
  fc.assert(
    fc.property(
      fc.double({ min: -1e12, max: 1e12, noNaN: true }),
      fc.double({ min: -14, max: 14, noNaN: true }),
      fc.constantFrom('linear' as const, 'log' as const),
      fc.boolean(),
      (min, decades, scale, isCut) => {
        const max = min + 10 ** decades;
        fc.pre(max > min);
        const field = fieldOf(min, max, scale);
        const cut = isCut ? { below: 1, above: 1, least: min - 1, greatest: max + 1 } : null;
        const texts = showTexts({ ...field, cut });
        expect(new Set(texts).size).toBe(texts.length);
      },
    ),
    { seed: 6201, numRuns: scaled({ short: 80, long: 400 }) },
  );
});

it('[HEIGHT-11] no two ticks of an axis print the same (seed 6202)', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-30, max: 1e30, noNaN: true }), (domainHalf) => {
      const texts = computeAxisTicks(domainHalf).map((tick) => formatNumber(tick));
      expect(new Set(texts).size).toBe(texts.length);
    }),
    { seed: 6202, numRuns: scaled({ short: 80, long: 400 }) },
  );
});

itOnce('[HEIGHT-8] says at which end heights are cut, and offers the full range', async () => {
  const onFull = vi.fn();
  const field = createHeightField(Float64Array.of(0, 1, 2, 1e6), 2, { bounds: { min: 0, max: 2 } });
  const { rerender, container } = render(
    <Legend field={field} colors={COLORS} isIllustrative={false} isCuttable isFull={false} onFull={onFull} />,
  );
  const texts = [...container.querySelectorAll('.gdv-legend-tick')].map((tick) => tick.textContent);
  expect(texts.at(-1)).toBe('≥ 2');
  expect(texts[0]).toBe('0');
  expect(screen.getByRole('figure')).toHaveAccessibleName('Colour: loss from 0 to ≥ 2');
  const button = screen.getByRole('button', { name: 'Full range', pressed: false });
  await userEvent.tab();
  expect(button).toHaveFocus();
  await userEvent.keyboard('{Enter}');
  expect(onFull).toHaveBeenLastCalledWith(true);
  rerender(<Legend field={field} colors={COLORS} isIllustrative={false} isCuttable isFull onFull={onFull} />);
  await userEvent.click(screen.getByRole('button', { name: 'Full range', pressed: true }));
  expect(onFull).toHaveBeenLastCalledWith(false);
});
