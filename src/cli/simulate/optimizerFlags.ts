import { Option } from 'commander';
import {
  OPTIMIZER_DEFAULTS,
  OPTIMIZER_NAMES,
  type OptimizerName,
  type OptimizerOptions,
} from '../../descent/optimizers/optimizerOptions.js';
import { parseNotNegative } from './parseSimulateOption.js';

/** Every option of any optimizer, once, with PyTorch's default for the first optimizer that has it. */
const SETTINGS: ReadonlyMap<string, unknown> = new Map(
  [...OPTIMIZER_NAMES].reverse().flatMap((name) => Object.entries(OPTIMIZER_DEFAULTS[name])),
);

/** The names of the optimizers' options, as the command line's parser has them. */
export const OPTIMIZER_SETTINGS: readonly string[] = [...SETTINGS.keys()];

/** A flag for each option of an optimizer: `--weight-decay` for `weightDecay`. */
export function createOptimizerFlags(): Option[] {
  return [...SETTINGS].map(([setting, value]) => {
    const owners = OPTIMIZER_NAMES.filter((name) => Object.hasOwn(OPTIMIZER_DEFAULTS[name], setting));
    const isShared = owners.length === OPTIMIZER_NAMES.length;
    const description = isShared
      ? "of all; PyTorch's default where it is left out"
      : `of ${owners.join(', ')}`;
    const flag = nameFlag(setting);
    if (typeof value === 'boolean') return new Option(flag, description);
    return new Option(`${flag} <n>`, description).argParser(parseNotNegative);
  });
}

/**
 * An optimizer with the options that were given for it.
 * @throws RangeError for an option that it does not have
 */
export function chooseOptimizer(
  name: OptimizerName,
  given: Readonly<Record<string, unknown>>,
): OptimizerOptions {
  const own = Object.keys(OPTIMIZER_DEFAULTS[name]);
  const settings = OPTIMIZER_SETTINGS.filter((setting) => given[setting] !== undefined);
  const foreign = settings.find((setting) => !own.includes(setting));
  if (foreign !== undefined)
    throw new RangeError(
      `${nameFlag(foreign)}: ${name} has no such option; it has ${own.map(nameFlag).join(', ')}`,
    );
  // Values are checked where the optimizer is created.
  return { name, ...Object.fromEntries(settings.map((setting) => [setting, given[setting]])) };
}

function nameFlag(setting: string): string {
  return `--${setting.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
