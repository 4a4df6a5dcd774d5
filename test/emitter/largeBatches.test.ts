import { expect, it } from 'vitest';
import type { Sink } from '../../src/emitter/emittedEvent.js';
import { DEFAULT_PARSE_LIMITS } from '../../src/protocol/parseLimits.js';
import { createTestEmitter } from './createTestEmitter.js';

it('a sink is sent all points of an update, also of more than a reader takes by default', () => {
  const count = DEFAULT_PARSE_LIMITS.maxPointsPerMessage + 1;
  const sent: number[] = [];
  const send: Sink = (_text, { event }) => {
    if (event.name === 'GD_PATH_UPDATE') sent.push(event.points.length);
  };
  const { emitter } = createTestEmitter({ maxBatchPoints: count, send });
  void emitter.start({ x: 0, y: 0 });
  void emitter.steps(Array.from({ length: count }, () => ({ x: 0.5, y: 0.5 })));
  expect(sent).toEqual([count]);
});
