import { afterEach, describe, expect, it, vi } from 'vitest';
import { reportFault } from '../../src/host/reportFault.js';

afterEach(() => vi.unstubAllGlobals());

const fault = new Error('a fault of the host');

describe('an error of the host', () => {
  it('goes to reportError where there is one', () => {
    const reportError = vi.fn();
    vi.stubGlobal('reportError', reportError);
    reportFault(fault);
    expect(reportError.mock.calls).toEqual([[fault]]);
  });

  it('goes to the console where there is none, and ends no process', () => {
    const error = vi.fn();
    vi.stubGlobal('reportError', undefined);
    vi.stubGlobal('console', { error });
    reportFault(fault);
    expect(error.mock.calls).toEqual([[fault]]);
  });

  it('goes to the console where reportError itself throws', () => {
    const error = vi.fn();
    vi.stubGlobal('reportError', () => {
      throw new Error('not now');
    });
    vi.stubGlobal('console', { error });
    reportFault(fault);
    expect(error.mock.calls).toEqual([[fault]]);
  });

  it('is lost, and harms nobody, where there is neither', () => {
    vi.stubGlobal('reportError', undefined);
    vi.stubGlobal('console', undefined);
    reportFault(fault);
  });
});
