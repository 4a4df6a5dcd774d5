import { ACKLEY } from './ackley.js';
import { BEALE } from './beale.js';
import { HIMMELBLAU } from './himmelblau.js';
import { RASTRIGIN } from './rastrigin.js';
import { ROSENBROCK } from './rosenbrock.js';
import { SIX_HUMP_CAMEL } from './sixHumpCamel.js';
import { STYBLINSKI_TANG } from './styblinskiTang.js';
import type { TestFunction } from './testFunction.js';

/**
 * The standard test functions, by name. All but Rastrigin's are surveyed in Jamil and Yang, "A literature survey of benchmark functions for
 * global optimization problems" (2013), arXiv:1308.4008.
 */
export const TEST_FUNCTIONS = {
  rosenbrock: ROSENBROCK,
  himmelblau: HIMMELBLAU,
  beale: BEALE,
  ackley: ACKLEY,
  rastrigin: RASTRIGIN,
  styblinski_tang: STYBLINSKI_TANG,
  six_hump_camel: SIX_HUMP_CAMEL,
} as const satisfies Record<string, TestFunction>;

export type TestFunctionName = keyof typeof TEST_FUNCTIONS;
