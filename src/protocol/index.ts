export { compareEventOrder } from './contentOrder.js';
export { EVENT_NAMES } from './contract/contract.js';
export { HYPERPARAM_NAMES, listHyperparams } from './contract/hyperparams.js';
export type { HyperparamsInput } from './contract/hyperparams.js';
export { SURFACE_KINDS, SURFACE_PARAM_DEFAULTS } from './contract/surfaceParams.js';
export type { PayloadOf, WirePayloads } from './contract/wirePayloads.js';
export { DIAGNOSTIC_CODES, DIAGNOSTIC_DESCRIPTIONS, createDiagnostic } from './diagnostic.js';
export type { Diagnostic, DiagnosticCode, DiagnosticOrigin, DiagnosticWords } from './diagnostic.js';
export { describeValue } from './describeValue.js';
export { createEnvelope, encodeEvent } from './encode.js';
export type { EventToEncode } from './encode.js';
export type { Envelope, EventOrder, ReceivedEvent, Stage } from './envelope.js';
export {
  DEFAULT_DOMAIN_HALF,
  DEFAULT_Z_SCALE,
  FINISH_REASONS,
  RESTART_REASONS,
  SURFACE_SOURCES,
} from './events.js';
export type {
  FinishReason,
  GradientDescentEvent,
  GradientDescentEventName,
  Hill,
  Hyperparams,
  HyperparamsReceived,
  LossSurfaceGridReady,
  LossSurfaceSpecReady,
  OtherHyperparam,
  PathFinished,
  PathPoint,
  PathStarted,
  PathUpdate,
  Projection,
  RestartReason,
  SurfaceKind,
  SurfaceParams,
  SurfaceSource,
} from './events.js';
export { parseJson } from './parseJson.js';
export type { ParsedJson } from './parseJson.js';
export { DEFAULT_PARSE_LIMITS } from './parseLimits.js';
export type { ParseLimits } from './parseLimits.js';
export { parseEnvelope, parseMessage } from './parseMessage.js';
export type { ParsedMessage } from './parseMessage.js';
export { RefusedMessage } from './refusedMessage.js';
export type { MessageRefusal } from './refusedMessage.js';
