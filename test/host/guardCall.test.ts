import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { guardCall } from '../../src/host/guardCall.js';
import { settle } from '../support/settle.js';

const fault = new Error('a fault of the host');
const second = new Error('a fault of the fault handler');
const reportError = vi.fn();

beforeEach(() => vi.stubGlobal('reportError', reportError));
afterEach(() => {
  vi.unstubAllGlobals();
  reportError.mockReset();
});

const throwing = (error: Error) => (): never => {
  throw error;
};

describe('a guarded call', () => {
  it('is made once, at once, and no fault is reported where it has none', async () => {
    const call = vi.fn(() => Promise.resolve());
    const onFault = vi.fn();
    guardCall(call, onFault);
    expect(call).toHaveBeenCalledExactlyOnceWith();
    await settle();
    expect(onFault).not.toHaveBeenCalled();
    expect(reportError).not.toHaveBeenCalled();
  });

  it('gives what it throws to its host', () => {
    const onFault = vi.fn();
    guardCall(throwing(fault), onFault);
    expect(onFault).toHaveBeenCalledExactlyOnceWith(fault);
    expect(reportError).not.toHaveBeenCalled();
  });

  it('gives what its promise rejects with to its host', async () => {
    const onFault = vi.fn();
    guardCall(() => Promise.reject(fault), onFault);
    expect(onFault).not.toHaveBeenCalled();
    await settle();
    expect(onFault).toHaveBeenCalledExactlyOnceWith(fault);
    expect(reportError).not.toHaveBeenCalled();
  });
});

describe('the handler of a fault', () => {
  it('may throw itself: that is reported, and the caller goes on', () => {
    guardCall(throwing(fault), throwing(second));
    expect(reportError.mock.calls).toEqual([[second]]);
  });

  it('may throw itself after a rejection', async () => {
    guardCall(() => Promise.reject(fault), throwing(second));
    await settle();
    expect(reportError.mock.calls).toEqual([[second]]);
  });

  it('may return a promise that rejects: that is reported', async () => {
    const onFault = (): unknown => Promise.reject(second);
    guardCall(throwing(fault), onFault);
    await settle();
    expect(reportError.mock.calls).toEqual([[second]]);
  });
});
