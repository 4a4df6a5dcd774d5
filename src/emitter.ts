export {
  createEmitter,
  type AttachOptions,
  type Emitter,
  type EmitterStatus,
  type StepOptions,
} from './emitter/createEmitter.js';
export type { DeliveryReport } from './emitter/deliveryReport.js';
export type { ResumeFrom, SentEvent, Sink } from './emitter/emittedEvent.js';
export type { Clock as EmitterClock, Timer as EmitterTimer } from './host/clock.js';
export { steadyClock, systemClock } from './host/systemClock.js';
export type { EmitterOptions } from './emitter/emitterOptions.js';
export { EmitterStateError, type EmitterProblem } from './emitter/errors.js';
export { createSeqCounter, type SeqCounter } from './emitter/seqCounter.js';
export type { SurfaceGridInput, SurfaceSpecInput } from './emitter/surfaceInput.js';
export * from './projection/index.js';
export { FINISH_REASONS, SURFACE_KINDS } from './protocol/index.js';
export type {
  FinishReason,
  Hyperparams,
  PathPoint,
  Projection,
  Stage,
  SurfaceKind,
  SurfaceSource,
} from './protocol/index.js';
export {
  createIllustrativePath,
  type IllustrativePath,
  type IllustrativePathOptions,
  type IllustrativePoint,
  type TrainingReport,
} from './descent/illustrative/illustrativePath.js';
export { createOptimizer } from './descent/optimizers/createOptimizer.js';
export type { Optimizer } from './descent/optimizers/optimizer.js';
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
} from './descent/optimizers/optimizerOptions.js';
export {
  descend,
  descendSync,
  type CancelSignal,
  type Descent,
  type DescentOptions,
  type StreamedDescentOptions,
} from './descent/descend.js';
export type { DescentStep } from './descent/descentStep.js';
export type { Objective, Place } from './descent/objective.js';
export {
  DEFAULT_STOPS,
  type DescentEnd,
  type StopConditions,
  type StopReason,
} from './descent/stopConditions.js';
export { sampleObjective } from './descent/sampleObjective.js';
export { TEST_FUNCTIONS, type TestFunctionName } from './descent/testFunctions/testFunctions.js';
export type { Minimum, TestFunction } from './descent/testFunctions/testFunction.js';
export type {
  RunCall,
  SimulatedGrid,
  SimulatedHyperparams,
  SimulatedSpec,
} from './descent/simulation/runCall.js';
export { simulateLosses, type SimulateLossesOptions } from './descent/simulation/simulateLosses.js';
export { simulateRun, type SimulateRunOptions } from './descent/simulation/simulateRun.js';
export { simulateTraining, type SimulateTrainingOptions } from './descent/simulation/simulateTraining.js';
export type {
  ParametricChoice,
  SampledChoice,
  SimulatedSurface,
} from './descent/simulation/simulatedSurface.js';
