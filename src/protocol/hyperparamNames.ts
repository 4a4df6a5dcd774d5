import type { Hyperparams } from './events.js';

/** The hyperparameters in the order of the contract, in which they are listed. */
export const HYPERPARAM_NAMES: readonly (keyof Hyperparams)[] = ['eta', 'steps', 'tolGrad', 'tolStep'];
