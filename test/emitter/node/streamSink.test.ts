import { PassThrough, Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createRecordingFeed } from '../../../src/emitter/node/recordingFeed.js';
import { createStreamSink } from '../../../src/emitter/node/streamSink.js';
import { createTestEmitter, isResolved, settle } from '../createTestEmitter.js';

const SENT = { position: null };

/** A stream that takes what the test lets it take. */
function createHeldStream(highWaterMark = 8) {
  const taken: string[] = [];
  const waiting: ((error?: Error | null) => void)[] = [];
  const stream = new Writable({
    highWaterMark,
    write(chunk, _encoding, done) {
      taken.push(String(chunk));
      waiting.push(done);
    },
  });
  return { stream, taken, next: (error?: Error) => waiting.shift()?.(error ?? null) };
}

describe('a sink over a stream', () => {
  it('writes a message a line', async () => {
    const stream = new PassThrough();
    const { emitter, texts } = createTestEmitter();
    emitter.attach(createStreamSink(stream));
    await emitter.start({ x: 0, y: 0 });
    await emitter.finish('converged');
    expect(String(stream.read())).toBe(texts.map((text) => `${text}\n`).join(''));
  });

  it('waits while the buffer is full', async () => {
    const { stream, next } = createHeldStream();
    const sink = createStreamSink(stream);
    expect(sink('a', SENT)).toBeUndefined();
    const answer = Promise.resolve(sink('long enough', SENT) as Promise<void>);
    next();
    expect(await isResolved(answer)).toBe(false);
    next();
    await answer;
    expect(stream.listenerCount('drain')).toBe(0);
  });

  it('rejects when the stream breaks while it waits, and throws from then on', async () => {
    const { stream, next } = createHeldStream();
    const sink = createStreamSink(stream);
    const answer = Promise.resolve(sink('long enough', SENT));
    next(new Error('EPIPE'));
    await expect(answer).rejects.toThrow('the stream failed: EPIPE');
    expect(() => sink('more', SENT)).toThrow('the stream failed: EPIPE');
  });

  it('rejects when the stream is destroyed without an error, and throws once it has ended', async () => {
    const { stream } = createHeldStream();
    const answer = Promise.resolve(createStreamSink(stream)('long enough', SENT));
    stream.destroy();
    await expect(answer).rejects.toThrow('the stream has ended');
    const ended = new PassThrough();
    const sink = createStreamSink(ended);
    ended.end();
    expect(() => sink('more', SENT)).toThrow('the stream has ended');
  });

  it('is behind while its stream is, and the emitter goes on', async () => {
    const { stream, taken, next } = createHeldStream(1);
    const { emitter, problems, texts } = createTestEmitter({ maxBatchPoints: 1, maxEventsBehind: 4 });
    emitter.attach(createStreamSink(stream));
    void emitter.start({ x: 0, y: 0 });
    for (let i = 1; i <= 9; i += 1) void emitter.step({ x: i, y: 0 });
    expect(taken).toHaveLength(1);
    while (taken.length < texts.length) {
      next();
      await settle();
    }
    expect(taken.join('')).toBe(texts.map((text) => `${text}\n`).join(''));
    expect(problems.map(({ code }) => code)).toEqual(['sink_behind']);
  });

  it('is played a recording at the pace of its stream', async () => {
    const { stream, taken, next } = createHeldStream(1);
    const recording = {
      messages: ['a', 'b', 'c'].map((text) => Buffer.from(text)),
      offsetsMs: [0, 0, 0],
      durationMs: 0,
      runCount: 0,
      eventNames: [],
    };
    createRecordingFeed({ recording, speed: 0 }).attach(createStreamSink(stream));
    for (let i = 1; i <= 3; i += 1) {
      await settle();
      expect(taken).toHaveLength(i);
      next();
    }
  });
});
