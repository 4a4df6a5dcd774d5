import type { RunState } from '../run/runState.js';
import type { Surface } from '../surface/index.js';
import type { NumberFormat } from '../view/formatNumber.js';

/** The newest point of a run in surface units; NaN where a value is not known. */
export interface Figures {
  readonly step: number;
  readonly x: number;
  readonly y: number;
  readonly height: number;
  readonly loss: number;
  readonly residual: number;
}

const NOTHING: Figures = { step: NaN, x: NaN, y: NaN, height: NaN, loss: NaN, residual: NaN };

/** @param surface - null where its height does not belong to the run */
export function computeFigures(
  run: Pick<RunState, 'path' | 'domainHalf'> | null,
  surface: Surface | null,
): Figures {
  if (run === null || run.path.length === 0) return NOTHING;
  const { path, domainHalf } = run;
  const last = path.length - 1;
  const x = path.xAt(last) * domainHalf;
  const y = path.yAt(last) * domainHalf;
  return {
    step: path.stepAt(last),
    x,
    y,
    height: surface?.valueAt(x, y) ?? NaN,
    loss: path.lossAt(last),
    residual: path.residualAt(last),
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
