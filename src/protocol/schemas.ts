import * as v from 'valibot';
import type { SurfaceKind, SurfaceParams } from './events.js';
import { isDrawable, isStep } from './ownField.js';

type ScalarDefaults = {
  readonly [Kind in SurfaceKind]: Readonly<Omit<Extract<SurfaceParams, { kind: Kind }>, 'kind' | 'hills'>>;
};

/** What the parameters of each surface kind are where the wire gives none. Hills have no default: there are none. */
export const SURFACE_PARAM_DEFAULTS: ScalarDefaults = {
  fixed_example: {},
  bowl: { a: 0.18, b: 0.18, tiltX: 0, tiltY: 0, offset: 0 },
  multi_hill: { bowlStrength: 0.06, offset: 0 },
  ripples: { amp: 2.5, freq: 2, decay: 0.15, bowlStrength: 0.06, offset: 0 },
};

/** What a projection's `method` is expected to be, in words. */
export const PROJECTION_METHOD_WORDS = '"pca" or "random"';

/** Shares of variance are quotients of sums, and may come out a rounding above 1. */
const SHARE_TOLERANCE = 1e-6;

/**
 * A number that passes a check. The message of a schema is what it expects, in words: it becomes a diagnostic's `expected`.
 * Adding 0 makes -0 a 0: `===` cannot tell two events apart that differ in this alone.
 */
function numberThat(accepts: (value: number) => boolean, expected: string) {
  return v.pipe(
    v.number(expected),
    v.check((value: number) => accepts(value), expected),
    v.transform((value: number) => value + 0),
  );
}

const drawable = numberThat(isDrawable, 'a finite number');
const finite = numberThat(Number.isFinite, 'a finite number');
const notNegative = numberThat(
  (value) => Number.isFinite(value) && value >= 0,
  'a finite number of at least 0',
);
const count = numberThat(isStep, 'an integer of at least 0');
const share = numberThat((value) => value >= 0 && value <= 1 + SHARE_TOLERANCE, 'a share from 0 to 1');
const shareOfEachAxis = v.strictTuple([share, share], 'two shares, of the x and of the y axis');

/** The numbers among the parameters of each surface kind; `hills` are read by hand, as they may be thousands. */
export const surfaceParamSchemas = {
  fixed_example: {},
  bowl: { a: drawable, b: drawable, tiltX: drawable, tiltY: drawable, offset: drawable },
  multi_hill: { bowlStrength: drawable, offset: drawable },
  ripples: { amp: drawable, freq: drawable, decay: drawable, bowlStrength: drawable, offset: drawable },
};

/** The hyperparameters. They are shown, not computed with, so no more is asked of them than sense. */
export const hyperparamSchemas = { eta: finite, steps: count, tolGrad: notNegative, tolStep: notNegative };

/** How a trajectory was projected. */
export const projectionSchema = v.object({
  method: v.picklist(['pca', 'random'], PROJECTION_METHOD_WORDS),
  explainedVariance: v.exactOptional(shareOfEachAxis),
  randomWalk: v.exactOptional(shareOfEachAxis),
  seed: v.exactOptional(finite),
  checkpoints: v.exactOptional(count),
});
