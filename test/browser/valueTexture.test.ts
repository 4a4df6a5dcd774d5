import { WebGLRenderer, type DataTexture } from 'three';
import { afterAll, expect, it } from 'vitest';
import { ValueTexture } from '../../src/scene/valueTexture.js';
import { createHeightField, type HeightField } from '../../src/surface/index.js';
import { readTexels } from './readTexels.js';
import { recordUploads } from './uploads.js';

const renderer = new WebGLRenderer();
afterAll(() => {
  renderer.dispose();
  renderer.forceContextLoss();
});

/** No two samples are the same. */
const createField = (nodes: number, shift: number): HeightField =>
  createHeightField(
    Float32Array.from({ length: nodes * nodes }, (_, n) => n / 7 + shift),
    nodes,
  );

/** What the GPU holds, one float a texel. */
const readValues = (texture: DataTexture): Float32Array =>
  readTexels(renderer, texture).filter((_, n) => n % 4 === 0);

it('sends values of the same size to the same texture, once', () => {
  const values = new ValueTexture();
  values.update(createField(33, 0), renderer);
  const texture = values.current!;
  renderer.initTexture(texture);
  const field = createField(33, 0.5);
  const record = recordUploads();
  values.update(field, renderer);
  renderer.initTexture(texture);
  record.stop();
  expect(values.current).toBe(texture);
  expect(record.bytes).toBe(33 * 33 * 4);
  expect(readValues(texture)).toEqual(field.values);
  values.dispose();
});

it('sends the newest values where none have been drawn', () => {
  const values = new ValueTexture();
  values.update(createField(33, 0), renderer);
  const field = createField(33, 0.5);
  values.update(field, renderer);
  renderer.initTexture(values.current!);
  expect(readValues(values.current!)).toEqual(field.values);
  values.dispose();
});

it('disposes of a texture of another size', () => {
  const values = new ValueTexture();
  values.update(createField(33, 0), renderer);
  renderer.initTexture(values.current!);
  const { textures } = renderer.info.memory;
  const field = createField(65, 0);
  values.update(field, renderer);
  renderer.initTexture(values.current!);
  expect(renderer.info.memory.textures).toBe(textures);
  expect(readValues(values.current!)).toEqual(field.values);
  values.dispose();
  expect(renderer.info.memory.textures).toBe(textures - 1);
});

it('sends what was sent last to a context that was lost and came back', async () => {
  const canvas = renderer.domElement;
  const loss = renderer.getContext().getExtension('WEBGL_lose_context')!;
  // In a task of its own: a context can be restored once all have heard that it is lost.
  const happens = (name: string) =>
    new Promise((resolve) => canvas.addEventListener(name, () => setTimeout(resolve), { once: true }));
  const values = new ValueTexture();
  values.update(createField(33, 0), renderer);
  renderer.initTexture(values.current!);
  const field = createField(33, 0.5);
  values.update(field, renderer);
  const isLost = happens('webglcontextlost');
  loss.loseContext();
  await isLost;
  const isRestored = happens('webglcontextrestored');
  loss.restoreContext();
  await isRestored;
  renderer.initTexture(values.current!);
  expect(readValues(values.current!)).toEqual(field.values);
  values.dispose();
});
