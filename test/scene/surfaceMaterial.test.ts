import { expect, it, vi } from 'vitest';
import { createValueTexture } from '../../src/scene/surfaceMaterial.js';
import { createHeightField } from '../../src/surface/index.js';

const createField = (nodes: number, value: number) =>
  createHeightField(new Float32Array(nodes * nodes).fill(value), nodes);

it('uses a texture again for values of the same size', () => {
  const first = createValueTexture(createField(33, 1), null);
  const { version } = first;
  const field = createField(33, 2);
  const second = createValueTexture(field, first);
  expect(second).toBe(first);
  expect(second.image.data).toBe(field.values);
  expect(second.version).toBeGreaterThan(version);
});

it('disposes of a texture of another size', () => {
  const first = createValueTexture(createField(33, 1), null);
  const onDispose = vi.fn();
  first.addEventListener('dispose', onDispose);
  const second = createValueTexture(createField(65, 1), first);
  expect(second).not.toBe(first);
  expect(second.image.width).toBe(65);
  expect(onDispose).toHaveBeenCalledOnce();
});
