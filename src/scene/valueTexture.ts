import type { DataTexture, WebGLRenderer } from 'three';
import type { HeightField } from '../surface/index.js';
import { createFloatTexture, sendTexels } from './floatTexture.js';

/**
 * A height field's values on the GPU, one texel a node, the only copy that goes there: values of the same size take the
 * place of those before, so that nothing is allocated.
 */
export class ValueTexture {
  private texture: DataTexture | null = null;

  /** Replaced by a field of another size; null before the first. */
  get current(): DataTexture | null {
    return this.texture;
  }

  /** Takes over a field's values, which are kept, not copied. */
  update({ values, nodes }: HeightField, renderer: WebGLRenderer): void {
    const { texture } = this;
    if (texture?.image.width !== nodes) {
      texture?.dispose();
      this.texture = createFloatTexture(values, nodes, nodes, 1);
      return;
    }
    // What is sent should the context be lost.
    texture.image = { data: values, width: nodes, height: nodes };
    sendTexels(renderer, texture, { x: 0, y: 0, width: nodes, height: nodes }, values);
  }

  dispose(): void {
    this.texture?.dispose();
  }
}
