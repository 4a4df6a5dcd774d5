import { afterEach, expect, it, vi } from 'vitest';
import { yieldToHost } from '../../src/host/yieldToHost.js';

afterEach(() => vi.unstubAllGlobals());

it.each([
  { lacks: [] },
  { lacks: ['setImmediate'] },
  { lacks: ['MessageChannel'] },
  { lacks: ['setImmediate', 'MessageChannel'] },
])('lets the host have its turn where it lacks $lacks', async ({ lacks }) => {
  for (const name of lacks) vi.stubGlobal(name, undefined);
  const onTurn = vi.fn();
  setTimeout(onTurn, 0);
  while (onTurn.mock.calls.length === 0) await yieldToHost();
  expect(onTurn).toHaveBeenCalledOnce();
});
