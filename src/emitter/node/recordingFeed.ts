import type { Clock } from '../../host/clock.js';
import { decodeUtf8 } from '../../host/decodeUtf8.js';
import type { EventFeed } from './eventFeed.js';
import type { Recording } from './recording.js';
import { Player } from '../../log/player.js';
import { steadyClock } from '../../host/systemClock.js';

/** What is played, and how fast. */
export interface RecordingFeedOptions {
  readonly recording: Recording;
  /** Multiple of the recorded pace, above 0; or 0 for all at once. @defaultValue 1 */
  readonly speed?: number;
  /** @defaultValue a steady one of the machine's */
  readonly clock?: Clock;
}

const SENT = { position: null };

/**
 * Creates a feed that plays a recording to each client from its start, whatever position it asks for: byte for byte,
 * each message when it is due. A slow client delays its own messages, then catches up.
 * @throws RangeError if the speed is below 0 or no number
 */
export function createRecordingFeed(options: RecordingFeedOptions): EventFeed {
  const { recording, speed = 1, clock = steadyClock } = options;
  if (!(speed >= 0 && speed < Infinity))
    throw new RangeError(`createRecordingFeed: speed: expected a number of at least 0, got ${speed}`);
  return {
    attach(sink) {
      const player = new Player<number>({
        clock,
        speed,
        offsetMsOf: (i) => recording.offsetsMs[i]!,
        send: (i) => sink(decodeUtf8(recording.messages[i]!), SENT),
      });
      // A recording does not retry: a client that fails, now or later, receives nothing more.
      player.play(recording.messages.keys(), { onEnd: () => undefined, onFault: () => undefined });
      return () => player.stop();
    },
  };
}
