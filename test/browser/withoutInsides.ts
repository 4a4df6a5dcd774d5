import type { WebGLRenderer } from 'three';

/** A renderer as another three.js might have it: of what the GPU has of an object it says nothing that we know. */
export function withoutInsides(renderer: WebGLRenderer): WebGLRenderer {
  return Object.create(renderer, { properties: { value: { get: () => ({}) } } }) as WebGLRenderer;
}
