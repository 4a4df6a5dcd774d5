import type { RunState } from '../run/runState.js';
import type { Surface } from '../surface/index.js';
import { indexOfStep } from '../view/playback.js';
import type { NumberFormat } from '../view/formatNumber.js';

/** A point of a run in surface units; NaN where a value is not known. */
export interface Figures {
  readonly step: number;
  readonly x: number;
  readonly y: number;
  readonly height: number;
  readonly loss: number;
  readonly residual: number;
}

const NOTHING: Figures = { step: NaN, x: NaN, y: NaN, height: NaN, loss: NaN, residual: NaN };

/**
 * The figures of a run's newest point, or of the one at a step; where that is missing, of the point before it.
 * @param surface - null where its height does not belong to the run
 * @param step - null for the newest
 */
export function computeFigures(
  run: Pick<RunState, 'path' | 'domainHalf'> | null,
  surface: Surface | null,
  step: number | null = null,
): Figures {
  if (run === null || run.path.length === 0) return NOTHING;
  const { path, domainHalf } = run;
  const at = step === null ? path.length - 1 : Math.floor(indexOfStep(path, step));
  const x = path.xAt(at) * domainHalf;
  const y = path.yAt(at) * domainHalf;
  return {
    step: path.stepAt(at),
    x,
    y,
    height: surface?.valueAt(x, y) ?? NaN,
    loss: path.lossAt(at),
    residual: path.residualAt(at),
  };
}

/** @param heightDigits - significant digits of a height */
export function formatFigure(
  name: keyof Figures,
  value: number,
  heightDigits: number,
  numbers: NumberFormat,
): string {
  if (name === 'step' && !Number.isNaN(value)) return numbers.count(value);
  return name === 'height' ? numbers.number(value, heightDigits) : numbers.number(value);
}
