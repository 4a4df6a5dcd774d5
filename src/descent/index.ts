export {
  createIllustrativePath,
  type IllustrativePath,
  type IllustrativePathOptions,
  type IllustrativePoint,
  type TrainingReport,
} from './illustrative/illustrativePath.js';
export { createOptimizer } from './optimizers/createOptimizer.js';
export type { Optimizer } from './optimizers/optimizer.js';
export {
  OPTIMIZER_DEFAULTS,
  OPTIMIZER_NAMES,
  type AdagradOptions,
  type AdamOptions,
  type OptimizerName,
  type OptimizerOptions,
  type OptimizerRules,
  type RmspropOptions,
  type SgdOptions,
} from './optimizers/optimizerOptions.js';
export {
  descend,
  descendSync,
  type CancelSignal,
  type Descent,
  type DescentOptions,
  type StreamedDescentOptions,
} from './descend.js';
export type { DescentStep } from './descentStep.js';
export type { Objective, Place } from './objective.js';
export { DEFAULT_STOPS, type DescentEnd, type StopConditions, type StopReason } from './stopConditions.js';
export { sampleObjective } from './sampleObjective.js';
export { TEST_FUNCTIONS, type TestFunctionName } from './testFunctions/testFunctions.js';
export type { Minimum, TestFunction } from './testFunctions/testFunction.js';
export type { RunCall, SimulatedGrid, SimulatedHyperparams, SimulatedSpec } from './simulation/runCall.js';
export { simulateLosses, type SimulateLossesOptions } from './simulation/simulateLosses.js';
export { simulateRun, type SimulateRunOptions } from './simulation/simulateRun.js';
export { simulateTraining, type SimulateTrainingOptions } from './simulation/simulateTraining.js';
export type { ParametricChoice, SampledChoice, SimulatedSurface } from './simulation/simulatedSurface.js';
