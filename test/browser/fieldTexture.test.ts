import { WebGLRenderer, type DataTexture } from 'three';
import { afterAll, expect, it } from 'vitest';
import { FieldTexture } from '../../src/scene/surface/fieldTexture.js';
import { createHeightField, type HeightField } from '../../src/surface/index.js';
import { readTexels } from './readTexels.js';
import { recordUploads } from './uploads.js';
import { withoutInsides } from './withoutInsides.js';

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
const readValues = (sent: DataTexture): Float32Array =>
  readTexels(renderer, sent).filter((_, n) => n % 4 === 0);

it('sends values of the same size to the same texture, once', () => {
  const texture = new FieldTexture();
  texture.update(createField(33, 0), renderer);
  const sent = texture.uniforms.values.value!;
  renderer.initTexture(sent);
  const field = createField(33, 0.5);
  const record = recordUploads();
  texture.update(field, renderer);
  renderer.initTexture(sent);
  record.stop();
  expect(texture.uniforms.values.value).toBe(sent);
  expect(record.bytes).toBe(33 * 33 * 4);
  expect(readValues(sent)).toEqual(field.values);
  texture.dispose();
});

it('sends the newest values where none have been drawn', () => {
  const texture = new FieldTexture();
  texture.update(createField(33, 0), renderer);
  const field = createField(33, 0.5);
  texture.update(field, renderer);
  renderer.initTexture(texture.uniforms.values.value!);
  expect(readValues(texture.uniforms.values.value!)).toEqual(field.values);
  texture.dispose();
});

it('sends the newest values where three.js does not say what the GPU has', () => {
  const texture = new FieldTexture();
  texture.update(createField(33, 0), withoutInsides(renderer));
  const sent = texture.uniforms.values.value!;
  renderer.initTexture(sent);
  const field = createField(33, 0.5);
  texture.update(field, withoutInsides(renderer));
  renderer.initTexture(sent);
  expect(texture.uniforms.values.value).toBe(sent);
  expect(readValues(sent)).toEqual(field.values);
  texture.dispose();
});

it('disposes of a texture of another size', () => {
  const texture = new FieldTexture();
  texture.update(createField(33, 0), renderer);
  renderer.initTexture(texture.uniforms.values.value!);
  const { textures } = renderer.info.memory;
  const field = createField(65, 0);
  texture.update(field, renderer);
  renderer.initTexture(texture.uniforms.values.value!);
  expect(renderer.info.memory.textures).toBe(textures);
  expect(readValues(texture.uniforms.values.value!)).toEqual(field.values);
  texture.dispose();
  expect(renderer.info.memory.textures).toBe(textures - 1);
});

it('sends what was sent last to a context that was lost and came back', async () => {
  const canvas = renderer.domElement;
  const loss = renderer.getContext().getExtension('WEBGL_lose_context')!;
  // In a task of its own: a context can be restored once all listeners know that it is lost.
  const happens = (name: string) =>
    new Promise((resolve) => canvas.addEventListener(name, () => setTimeout(resolve), { once: true }));
  const texture = new FieldTexture();
  texture.update(createField(33, 0), renderer);
  renderer.initTexture(texture.uniforms.values.value!);
  const field = createField(33, 0.5);
  texture.update(field, renderer);
  const isLost = happens('webglcontextlost');
  loss.loseContext();
  await isLost;
  const isRestored = happens('webglcontextrestored');
  loss.restoreContext();
  await isRestored;
  renderer.initTexture(texture.uniforms.values.value!);
  expect(readValues(texture.uniforms.values.value!)).toEqual(field.values);
  texture.dispose();
});
