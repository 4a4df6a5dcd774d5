import { WebGLRenderer } from 'three';
import { afterAll, expect, it } from 'vitest';
import { VERTEX_FLOATS } from '../../src/path/lineVertices.js';
import { PathTexture, ROW_VERTICES } from '../../src/scene/path/pathTexture.js';
import { readTexels } from './readTexels.js';
import { recordUploads } from './uploads.js';
import { withoutInsides } from './withoutInsides.js';

const renderer = new WebGLRenderer();
afterAll(() => {
  renderer.dispose();
  renderer.forceContextLoss();
});

const ROWS = 4;
const VERTICES = ROWS * ROW_VERTICES;

it.each([
  { name: 'one vertex', from: 5, to: 6, calls: 1 },
  { name: 'a part of a row', from: 1030, to: 1090, calls: 1 },
  { name: 'the end of a row and the beginning of the next', from: 1000, to: 1050, calls: 2 },
  { name: 'whole rows', from: 1024, to: 3072, calls: 1 },
  { name: 'parts and whole rows', from: 700, to: 3500, calls: 3 },
  { name: 'all', from: 0, to: VERTICES, calls: 1 },
])('sends $name, those vertices alone, to their place', ({ from, to, calls }) => {
  const path = new PathTexture();
  const vertices = Float32Array.from({ length: VERTICES * VERTEX_FLOATS }, (_, n) => n / 7);
  path.update({ vertices }, { from: 0, to: VERTICES }, renderer);
  renderer.initTexture(path.current);
  // What is not said to have changed is not sent.
  const before = Float32Array.from(vertices);
  for (let n = 0; n < vertices.length; n++) vertices[n]! += 0.5;
  const record = recordUploads();
  path.update({ vertices }, { from, to }, renderer);
  record.stop();
  expect(record.uploads).toHaveLength(calls);
  expect(record.bytes).toBe((to - from) * 16);
  before.set(vertices.subarray(from * VERTEX_FLOATS, to * VERTEX_FLOATS), from * VERTEX_FLOATS);
  expect(readTexels(renderer, path.current)).toEqual(before);
  path.dispose();
});

it('is sent whole once it is drawn, whatever changed before', () => {
  const path = new PathTexture();
  const vertices = new Float32Array(VERTICES * VERTEX_FLOATS).fill(1);
  path.update({ vertices }, { from: 0, to: 1 }, renderer);
  vertices.fill(2);
  path.update({ vertices }, { from: 0, to: 1 }, renderer);
  renderer.initTexture(path.current);
  expect(readTexels(renderer, path.current)).toEqual(vertices);
  path.dispose();
});

it('is sent whole where three.js does not say what the GPU has of it', () => {
  const path = new PathTexture();
  const vertices = Float32Array.from({ length: VERTICES * VERTEX_FLOATS }, (_, n) => n / 7);
  const stranger = withoutInsides(renderer);
  path.update({ vertices }, { from: 0, to: VERTICES }, stranger);
  renderer.initTexture(path.current);
  for (const at of [3, 2000, 4000]) {
    vertices.fill(at, at * VERTEX_FLOATS, (at + 50) * VERTEX_FLOATS);
    path.update({ vertices }, { from: at, to: at + 50 }, stranger);
    renderer.initTexture(path.current);
    expect(readTexels(renderer, path.current)).toEqual(vertices);
  }
  path.dispose();
});
