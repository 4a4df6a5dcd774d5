import { expect, it, onTestFinished, vi } from 'vitest';
import { ContextRoom } from '../../../src/scene/stage/contextRoom.js';

it('looks for room again, where who waited before has gone before there was any', () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const room = new ContextRoom();
  const canvas = new EventTarget();
  room.add(canvas, () => undefined).isInUse = false;
  const other = new EventTarget();
  room.add(other, () => undefined).isInUse = false;
  const leave = room.wait(() => undefined);
  canvas.dispatchEvent(new Event('webglcontextlost'));
  // There is room soon; but nobody wants it any more.
  leave();
  const draw = vi.fn();
  room.wait(draw);
  other.dispatchEvent(new Event('webglcontextlost'));
  vi.advanceTimersByTime(2000);
  expect(draw).toHaveBeenCalledTimes(1);
});
