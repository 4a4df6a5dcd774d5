import { expect, it, vi } from 'vitest';
import { onAbort, throwIfAborted, waitForAbort } from '../../src/host/abortSignal.js';

it('calls once, when the signal aborts', () => {
  const abort = new AbortController();
  const call = vi.fn();
  onAbort(abort.signal, call);
  expect(call).not.toHaveBeenCalled();
  abort.abort();
  expect(call).toHaveBeenCalledOnce();
});

it('calls at once where the signal has aborted', () => {
  const call = vi.fn();
  const stopListening = onAbort(AbortSignal.abort(), call);
  expect(call).toHaveBeenCalledOnce();
  expect(stopListening).not.toThrow();
});

it('calls no more once the listening has ended, and never without a signal', () => {
  const abort = new AbortController();
  const call = vi.fn();
  onAbort(abort.signal, call)();
  onAbort(undefined, call)();
  abort.abort();
  expect(call).not.toHaveBeenCalled();
});

it('waits for an abort, also for one that was before', async () => {
  const abort = new AbortController();
  const waiting = waitForAbort(abort.signal);
  abort.abort(new Error('enough'));
  await expect(waiting).resolves.toBeUndefined();
  await expect(waitForAbort(abort.signal)).resolves.toBeUndefined();
});

it('throws the reason of a signal that has aborted, and nothing otherwise', () => {
  expect(() => throwIfAborted(AbortSignal.abort(new Error('enough')))).toThrow('enough');
  expect(() => throwIfAborted(new AbortController().signal)).not.toThrow();
  expect(() => throwIfAborted(undefined)).not.toThrow();
});
