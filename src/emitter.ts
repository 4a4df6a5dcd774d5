export {
  createEmitter,
  type AttachOptions,
  type Emitter,
  type EmitterStatus,
} from './emitter/createEmitter.js';
export type { ResumeFrom, SentEvent, Sink } from './emitter/emittedEvent.js';
export type { EmitterClock } from './emitter/emitterClock.js';
export type { EmitterOptions } from './emitter/emitterOptions.js';
export { EmitterStateError, type EmitterProblem } from './emitter/errors.js';
export { createSeqCounter, type SeqCounter } from './emitter/seqCounter.js';
export type { SurfaceGridInput, SurfaceSpecInput } from './emitter/surfaceInput.js';
export { FINISH_REASONS, SURFACE_KINDS } from './protocol/index.js';
export type {
  FinishReason,
  Hyperparams,
  PathPoint,
  Projection,
  Stage,
  SurfaceKind,
} from './protocol/index.js';
