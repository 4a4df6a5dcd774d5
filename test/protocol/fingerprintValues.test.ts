import { expect, it } from 'vitest';
import { boundText } from '../../src/protocol/boundText.js';
import { createFinish, readEvent } from './createMessage.js';

it.each([
  ['a', 257, 'oay4wgviud-emdawldxv1'],
  ['x', 1000, '1610vxjjo4e-16yst94uqap'],
])('what stands for an id that is too long is the same in every version: %s × %d', (unit, length, end) => {
  expect(boundText(unit.repeat(length))).toBe(`${unit.repeat(256)}…${length}-${end}`);
});

it('what an event says has the same fingerprint in every version, here one without its upper 21 bits', () => {
  const message = createFinish({ final_step: 1_121_137, reason: 'max_steps' });
  expect(readEvent(message).received.order.content).toBe(2_121_738_802);
});
