export { compareEventOrder } from './contentOrder.js';
export { DIAGNOSTIC_CODES, DIAGNOSTIC_DESCRIPTIONS, createDiagnostic } from './diagnostic.js';
export type { Diagnostic, DiagnosticCode, DiagnosticOrigin, DiagnosticWords } from './diagnostic.js';
export { describeValue } from './describeValue.js';
export { createEnvelope, encodeEvent } from './encode.js';
export type { EventToEncode } from './encode.js';
export type { Envelope, EventOrder, ReceivedEvent, Stage } from './envelope.js';
export {
  DEFAULT_DOMAIN_HALF,
  DEFAULT_Z_SCALE,
  EVENT_NAMES,
  FINISH_REASONS,
  SURFACE_KINDS,
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
  PathFinished,
  PathPoint,
  PathStarted,
  PathUpdate,
  PayloadOf,
  Projection,
  SurfaceKind,
  SurfaceParams,
  SurfaceSource,
  WirePayloads,
} from './events.js';
export { parseJson } from './parseJson.js';
export type { ParsedJson } from './parseJson.js';
export { DEFAULT_PARSE_LIMITS } from './parseLimits.js';
export type { ParseLimits } from './parseLimits.js';
export { parseEnvelope, parseMessage } from './parseMessage.js';
export type { ParsedMessage } from './parseMessage.js';
export { RefusedMessage } from './refusedMessage.js';
export type { MessageRefusal } from './refusedMessage.js';
export { SURFACE_PARAM_DEFAULTS } from './schemas.js';
