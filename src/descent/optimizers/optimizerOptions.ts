/** Stochastic gradient descent, `torch.optim.SGD`. */
export interface SgdOptions {
  /** @defaultValue 0.001, as PyTorch has it since 2.0 */
  readonly learningRate: number;
  /** @defaultValue 0 for `sgd`, 0.9 for `momentum` and `nesterov` (Sutskever et al. 2013) */
  readonly momentum: number;
  /** Share of the gradient that is left out of the momentum. @defaultValue 0 */
  readonly dampening: number;
  /** Share of the weights that is added to the gradient. @defaultValue 0 */
  readonly weightDecay: number;
  /** @defaultValue false; true for `nesterov` */
  readonly nesterov: boolean;
}

/** `torch.optim.Adagrad`. */
export interface AdagradOptions {
  /** @defaultValue 0.01 */
  readonly learningRate: number;
  /** The rate of step n is `learningRate / (1 + n · learningRateDecay)`, n from 0. @defaultValue 0 */
  readonly learningRateDecay: number;
  /** @defaultValue 0 */
  readonly weightDecay: number;
  /** Initial value of the sum of squared gradients. @defaultValue 0 */
  readonly initialAccumulator: number;
  /** Added to the root of the sum. @defaultValue 1e-10 */
  readonly epsilon: number;
}

/** `torch.optim.RMSprop`. */
export interface RmspropOptions {
  /** @defaultValue 0.01 */
  readonly learningRate: number;
  /** Share of the mean square that is kept at each step, in [0, 1). @defaultValue 0.99 */
  readonly alpha: number;
  /** Added to the root of the mean square. @defaultValue 1e-8 */
  readonly epsilon: number;
  /** @defaultValue 0 */
  readonly weightDecay: number;
  /** @defaultValue 0 */
  readonly momentum: number;
  /** Whether the square of the mean gradient is subtracted, which gives a variance instead of a mean square. @defaultValue false */
  readonly centered: boolean;
}

/** `torch.optim.Adam`, and `torch.optim.AdamW` for `adamw`. */
export interface AdamOptions {
  /** @defaultValue 0.001 */
  readonly learningRate: number;
  /** Share of the mean gradient that is kept at each step, in [0, 1). @defaultValue 0.9 */
  readonly beta1: number;
  /** Share of the mean squared gradient that is kept at each step, in [0, 1). @defaultValue 0.999 */
  readonly beta2: number;
  /** Added to the root of the mean square. @defaultValue 1e-8 */
  readonly epsilon: number;
  /** Added to the gradient by `adam`, subtracted from the weights by `adamw`. @defaultValue 0; 0.01 for `adamw` */
  readonly weightDecay: number;
  /** Whether the greatest mean square so far is used (Reddi et al. 2018). @defaultValue false */
  readonly amsgrad: boolean;
}

/** The options of each optimizer. */
export interface OptimizerRules {
  readonly sgd: SgdOptions;
  readonly momentum: SgdOptions;
  readonly nesterov: SgdOptions;
  readonly adagrad: AdagradOptions;
  readonly rmsprop: RmspropOptions;
  readonly adam: AdamOptions;
  readonly adamw: AdamOptions;
}

export type OptimizerName = keyof OptimizerRules;

/** An optimizer by name; options that are left out have PyTorch's defaults. */
export type OptimizerOptions = {
  readonly [Name in OptimizerName]: { readonly name: Name } & Partial<OptimizerRules[Name]>;
}[OptimizerName];

const SGD: SgdOptions = {
  learningRate: 0.001,
  momentum: 0,
  dampening: 0,
  weightDecay: 0,
  nesterov: false,
};
const ADAM: AdamOptions = {
  learningRate: 0.001,
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-8,
  weightDecay: 0,
  amsgrad: false,
};

/** PyTorch's defaults (pytorch.org/docs/stable/optim.html). */
export const OPTIMIZER_DEFAULTS: OptimizerRules = {
  sgd: SGD,
  momentum: { ...SGD, momentum: 0.9 },
  nesterov: { ...SGD, momentum: 0.9, nesterov: true },
  adagrad: {
    learningRate: 0.01,
    learningRateDecay: 0,
    weightDecay: 0,
    initialAccumulator: 0,
    epsilon: 1e-10,
  },
  rmsprop: {
    learningRate: 0.01,
    alpha: 0.99,
    epsilon: 1e-8,
    weightDecay: 0,
    momentum: 0,
    centered: false,
  },
  adam: ADAM,
  adamw: { ...ADAM, weightDecay: 0.01 },
};

export const OPTIMIZER_NAMES = Object.keys(OPTIMIZER_DEFAULTS) as readonly OptimizerName[];

/** Options that must be below 1: at 1 an average would never change. */
const BELOW_ONE: ReadonlySet<string> = new Set(['alpha', 'beta1', 'beta2']);

/**
 * Fills in the defaults.
 * @throws RangeError for an unknown optimizer or option, and for a value outside its range
 */
export function resolveOptimizerOptions<Name extends OptimizerName>(
  options: { readonly name: Name } & Partial<OptimizerRules[Name]>,
): OptimizerRules[Name] {
  const { name, ...given } = options;
  if (!Object.hasOwn(OPTIMIZER_DEFAULTS, name)) {
    throw new RangeError(`optimizer: expected one of ${OPTIMIZER_NAMES.join(', ')}, got ${name}`);
  }
  const rule = { ...OPTIMIZER_DEFAULTS[name] };
  const known = new Map<string, unknown>(Object.entries(rule));
  for (const [key, value] of Object.entries(given) as [string, unknown][]) {
    if (value === undefined) continue;
    if (!known.has(key)) {
      throw new RangeError(`${name}: no option '${key}'; it has ${[...known.keys()].join(', ')}`);
    }
    assertOption(`${name}: ${key}`, value, typeof known.get(key), BELOW_ONE.has(key) ? 1 : Infinity);
    Object.assign(rule, { [key]: value });
  }
  return rule;
}

function assertOption(label: string, value: unknown, type: string, below: number): void {
  if (type === 'boolean') {
    if (typeof value !== 'boolean')
      throw new RangeError(`${label}: expected true or false, got ${String(value)}`);
    return;
  }
  if (typeof value === 'number' && value >= 0 && value < below) return;
  const range = below === 1 ? 'a number in [0, 1)' : 'a finite number of at least 0';
  throw new RangeError(`${label}: expected ${range}, got ${String(value)}`);
}
