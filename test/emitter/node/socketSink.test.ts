import { expect, it } from 'vitest';
import { SLOW_CLIENT_BYTES } from '../../../src/emitter/node/heartbeat.js';
import { createRecordingFeed } from '../../../src/emitter/node/recordingFeed.js';
import { createSocketSink, type BufferingSocket } from '../../../src/emitter/node/socketSink.js';
import { isResolved, settle } from '../createTestEmitter.js';

it('a client that does not read is sent no more than the limit and one message', async () => {
  const message = Buffer.from('x'.repeat(0.29 * SLOW_CLIENT_BYTES));
  const messages = Array.from({ length: 20 }, () => message);
  const recording = {
    messages,
    offsetsMs: messages.map(() => 0),
    durationMs: 0,
    runCount: 0,
    eventNames: [],
  };
  let bufferedAmount = 0;
  let sent = 0;
  let onRead: (() => void) | undefined;
  const socket: BufferingSocket = {
    get bufferedAmount() {
      return bufferedAmount;
    },
    send(text, onWritten) {
      bufferedAmount += text.length;
      sent += 1;
      onRead = onWritten;
      expect(bufferedAmount).toBeLessThan(SLOW_CLIENT_BYTES + text.length);
    },
  };
  createRecordingFeed({ recording, speed: 0 }).attach(createSocketSink(socket));
  expect(sent).toBe(4);
  while (sent < 20) {
    bufferedAmount = 0;
    onRead?.();
    await settle();
  }
});

it('a message that failed to leave is never taken', async () => {
  let fail: ((error: Error) => void) | undefined;
  const sink = createSocketSink({
    bufferedAmount: SLOW_CLIENT_BYTES,
    send: (_text, onWritten) => (fail = onWritten),
  });
  const answer = sink('a', { position: null }) as Promise<void>;
  fail?.(new Error('gone'));
  expect(await isResolved(answer)).toBe(false);
});
