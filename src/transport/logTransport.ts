import { createLineSplitter } from '../log/lineSplitter.js';
import { readMessageTsMs } from '../log/messageTime.js';
import { Player } from '../log/player.js';
import { createSchedule } from '../log/schedule.js';
import { AT_ONCE } from '../log/speed.js';
import { readCount, readMeasure } from '../protocol/checkOption.js';
import { DEFAULT_PARSE_LIMITS } from '../protocol/parseLimits.js';
import { ParsedText } from '../protocol/parsedText.js';
import type { RefusedMessage } from '../protocol/refusedMessage.js';
import type { Clock } from '../host/clock.js';
import { yieldToHost } from '../host/yieldToHost.js';
import { systemClock } from '../host/systemClock.js';
import { describeError } from '../host/describeError.js';
import { createGuardedSink, type GuardedSink } from './guardedSink.js';
import { isSpentByReading, openLogSource, type LogSource } from './logSource.js';
import { reportFault } from '../host/reportFault.js';
import type { Transport, TransportConnection, TransportSink } from './transport.js';

/** What is replayed, and how fast. */
export interface LogTransportOptions {
  /** The log, or a function that opens it for each replay: a stream can be read only once. */
  readonly source: LogSource | (() => LogSource | Promise<LogSource>);
  /** `recorded`: each message when its `ts` says. @defaultValue 'at once' */
  readonly pace?: 'at once' | 'recorded';
  /** Multiple of the recorded pace, above 0. @defaultValue 1 */
  readonly speed?: number;
  /** The longest wait of the recording between two messages, in milliseconds. @defaultValue none is shortened */
  readonly maxGapMs?: number;
  /** @defaultValue 8,388,608 — lines longer than this are not kept; give the store's `parseLimits` the same */
  readonly maxMessageChars?: number;
  /** For an address. @defaultValue the global one */
  readonly fetch?: typeof globalThis.fetch;
  /** @defaultValue the machine's clock */
  readonly clock?: Clock;
  /**
   * Called with an error that the sink threw; the replay goes on.
   * @defaultValue `reportError` where there is one, else the console
   */
  readonly onFault?: (error: unknown) => void;
}

/** Half a frame, so that the page stays responsive. */
const SLICE_MS = 8;

/**
 * Creates a transport that replays a log of one message a line (NDJSON). Lines end with `\n` or `\r\n`; a last line
 * that was cut is delivered as it is, for its reader to report. At its end the connection is `closed`; `reconnect`
 * plays it again from the start. Lines are delivered in slices of time, so that a million lines do not block the page.
 * @throws RangeError if `speed` is not above 0, or another number is not valid
 */
export function createLogTransport(options: LogTransportOptions): Transport {
  const { speed = 1 } = options;
  if (!(speed > 0)) throw new RangeError(`speed: expected a number above 0, got ${speed}`);
  const maxGapMs = readMeasure('createLogTransport', options, 'maxGapMs', Infinity);
  const { maxMessageChars: most } = DEFAULT_PARSE_LIMITS;
  const maxMessageChars = readCount('createLogTransport', options, 'maxMessageChars', most);
  const spent = new WeakSet();

  /** Opens the log for a replay. */
  async function open(signal: AbortSignal): Promise<AsyncIterable<string>> {
    const { source, fetch = globalThis.fetch } = options;
    const opened = typeof source === 'function' ? await source() : source;
    if (isSpentByReading(opened)) {
      const stream = opened as object;
      if (spent.has(stream)) throw new Error('the stream was already read; give a function that opens it');
      spent.add(stream);
    }
    return openLogSource(opened, fetch, signal);
  }
  return {
    connect: (sink) => new LogConnection({ ...options, speed, maxGapMs, maxMessageChars, open }, sink),
  };
}

interface Playing extends LogTransportOptions {
  readonly speed: number;
  readonly open: (signal: AbortSignal) => Promise<AsyncIterable<string>>;
}

type LogMessage = string | ParsedText | RefusedMessage;

class LogConnection implements TransportConnection {
  private readonly sink: GuardedSink;
  private readonly clock: Clock;
  private abort = new AbortController();
  private sliceEndMs = 0;

  constructor(
    private readonly playing: Playing,
    sink: TransportSink,
  ) {
    this.sink = createGuardedSink(sink, playing.onFault ?? reportFault);
    this.clock = playing.clock ?? systemClock;
    void this.play(this.abort.signal);
  }

  close(): void {
    if (this.sink.isShut()) return;
    this.abort.abort();
    this.sink.shut({ status: 'closed', reason: 'closed by the host' });
  }

  reconnect(): void {
    if (this.sink.isShut()) return;
    this.abort.abort();
    this.abort = new AbortController();
    void this.play(this.abort.signal);
  }

  private async play(signal: AbortSignal): Promise<void> {
    this.sink.setConnection({ status: 'connecting', attempt: 1 });
    const { maxMessageChars = DEFAULT_PARSE_LIMITS.maxMessageChars } = this.playing;
    const lines = createLineSplitter(maxMessageChars);
    const player = this.createPlayer();
    let fault: string | null = null;
    try {
      const chunks = await this.playing.open(signal);
      if (!signal.aborted) this.sink.setConnection({ status: 'open' });
      for await (const chunk of chunks) {
        if (signal.aborted) return;
        await player.playThrough(this.prepare(lines.push(chunk)), signal);
      }
    } catch (error) {
      fault = describeError(error);
    }
    // Lines from before a stream broke are delivered too.
    await player.playThrough(this.prepare(lines.finish()), signal);
    if (signal.aborted) return;
    if (fault === null) this.sink.setConnection({ status: 'closed', reason: 'the end of the log' });
    else this.sink.setConnection({ status: 'failed', reason: fault });
  }

  /** The messages as they are sent. Where their times are needed they are parsed here, and the store need not parse them again. */
  private prepare(lines: Iterable<string | RefusedMessage>): Iterable<LogMessage> {
    return this.playing.pace === 'recorded' ? parseEach(lines) : lines;
  }

  private createPlayer(): Player<LogMessage> {
    const { pace, speed, maxGapMs = Infinity } = this.playing;
    const schedule = createSchedule(maxGapMs);
    return new Player({
      clock: this.clock,
      speed: pace === 'recorded' ? speed : AT_ONCE,
      // A line that was too long is sent together with the one before it.
      offsetMsOf: (line) => schedule.add(ParsedText.is(line) ? readMessageTsMs(line) : null),
      send: (line) => {
        this.sink.take(line);
        return this.clock.now() < this.sliceEndMs ? undefined : this.takeTurns();
      },
    });
  }

  private async takeTurns(): Promise<void> {
    await yieldToHost();
    this.sliceEndMs = this.clock.now() + SLICE_MS;
  }
}

function* parseEach(lines: Iterable<string | RefusedMessage>): Generator<LogMessage> {
  for (const line of lines) yield typeof line === 'string' ? new ParsedText(line) : line;
}
