import type { DataTexture, WebGLRenderer } from 'three';
import type { VertexRange } from '../../path/drawnPath.js';
import { VERTEX_FLOATS } from '../../path/lineVertices.js';
import { createFloatTexture, sendTexels } from '../floatTexture.js';

/** Vertices a row; the capacity of a drawn path is a multiple of it. */
export const ROW_VERTICES = 1024;

/**
 * The drawn path on the GPU: one texel a vertex (x, y, height, flags; or its loss), row after row. Every stroke reads its vertices from it,
 * so that an appended vertex uploads only its own 16 bytes.
 */
export class PathTexture {
  private vertices: Float32Array;
  private texture: DataTexture;

  /** @param floats - numbers a vertex */
  constructor(private readonly floats: 1 | 4 = VERTEX_FLOATS) {
    this.vertices = new Float32Array(ROW_VERTICES * floats);
    this.texture = createTexture(this.vertices, floats);
  }

  /** Replaced when the line outgrows it. */
  get current(): DataTexture {
    return this.texture;
  }

  /** Takes over the vertices that changed. */
  update(
    { vertices }: { readonly vertices: Float32Array<ArrayBuffer> },
    { from, to }: VertexRange,
    renderer: WebGLRenderer,
  ): void {
    if (vertices !== this.vertices) this.replace(vertices);
    else if (to > from) this.send(from, to, renderer);
  }

  dispose(): void {
    this.texture.dispose();
  }

  private replace(vertices: Float32Array<ArrayBuffer>): void {
    this.texture.dispose();
    this.vertices = vertices;
    this.texture = createTexture(vertices, this.floats);
  }

  /**
   * Uploads at most three rectangles, each contiguous in memory: the rest of the first row, whole rows, and the beginning of
   * the last row.
   */
  private send(from: number, to: number, renderer: WebGLRenderer): void {
    for (let start = from; start < to;) {
      const y = Math.floor(start / ROW_VERTICES);
      const x = start % ROW_VERTICES;
      const height = x === 0 ? Math.max(Math.floor((to - start) / ROW_VERTICES), 1) : 1;
      const end = Math.min((y + height) * ROW_VERTICES, to);
      const texels = this.vertices.subarray(start * this.floats, end * this.floats);
      const width = (end - start) / height;
      if (!sendTexels(renderer, this.texture, { x, y, width, height }, texels)) return;
      start = end;
    }
  }
}

function createTexture(vertices: Float32Array, floats: 1 | 4): DataTexture {
  const rows = vertices.length / (ROW_VERTICES * floats);
  return createFloatTexture(vertices, ROW_VERTICES, rows, floats);
}
