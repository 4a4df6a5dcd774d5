export {
  createEmitter,
  type AttachOptions,
  type Emitter,
  type EmitterStatus,
  type RestartOptions,
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
export * from './descent/index.js';
export * from './projection/index.js';
export { FINISH_REASONS, SURFACE_KINDS } from './protocol/index.js';
export type {
  FinishReason,
  Hyperparams,
  HyperparamsInput,
  OtherHyperparam,
  PathPoint,
  Projection,
  RestartReason,
  Stage,
  SurfaceKind,
  SurfaceSource,
} from './protocol/index.js';
