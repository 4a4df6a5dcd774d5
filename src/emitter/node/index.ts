export { createClientLimit, type ClientLimit } from './clientLimit.js';
export { createNodeEmitter, type NodeEmitterOptions } from './createNodeEmitter.js';
export type { EventFeed, FeedMessage, FeedOptions, FeedSink } from './eventFeed.js';
export {
  createEventStreamHandler,
  type EventStreamHandler,
  type EventStreamHandlerOptions,
} from './eventStreamHandler.js';
export type { FeedAccess, FeedAnswer, FeedRefusal, FindFeed } from './feedAccess.js';
export { joinFeeds, type JoinedFeed } from './joinFeeds.js';
export { readRecording, type Recording, type RecordingOptions } from './recording.js';
export { createRecordingFeed, type RecordingFeedOptions } from './recordingFeed.js';
export { serveEvents, type EventServer, type ServedFeeds, type ServeEventsOptions } from './serveEvents.js';
export { createStreamSink } from './streamSink.js';
export { steadyClock, systemClock } from '../../host/systemClock.js';
export {
  createWebSocketHandler,
  type WebSocketHandler,
  type WebSocketHandlerOptions,
} from './webSocketHandler.js';
