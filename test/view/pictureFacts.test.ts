import { expect, it, vi } from 'vitest';
import { PictureFacts } from '../../src/view/pictureFacts.js';

it('has nothing to say of a picture of which nothing was reported', () => {
  expect(new PictureFacts().getState()).toEqual({ simplifiedPx: 0, isContextLost: false });
});

it.each([
  [0, 0],
  [1, 0],
  [1.000_1, 1.1],
  [1.1, 1.1],
  [12.34, 12.4],
])('says of a line that is %d px off its points that it is %d px off', (exactPx, simplifiedPx) => {
  const facts = new PictureFacts();
  facts.setSimplifiedPx(exactPx);
  expect(facts.getState()).toEqual({ simplifiedPx, isContextLost: false });
});

it('calls whoever listens for what is otherwise, and for nothing else', () => {
  const facts = new PictureFacts();
  const listener = vi.fn();
  const unsubscribe = facts.subscribe(listener);
  const before = facts.getState();
  facts.setContextLost(false);
  facts.setSimplifiedPx(0.4);
  expect(listener).not.toHaveBeenCalled();
  expect(facts.getState()).toBe(before);
  facts.setContextLost(true);
  facts.setContextLost(true);
  facts.setSimplifiedPx(2.31);
  facts.setSimplifiedPx(2.39);
  expect(listener).toHaveBeenCalledTimes(2);
  expect(facts.getState()).toEqual({ simplifiedPx: 2.4, isContextLost: true });
  unsubscribe();
  facts.setContextLost(false);
  expect(listener).toHaveBeenCalledTimes(2);
});
