import { DataTexture, FloatType, NearestFilter, RGBAFormat, type WebGLRenderer } from 'three';
import { VERTEX_FLOATS, type DrawnPath, type VertexRange } from '../path/drawnPath.js';

/** Vertices a row; the capacity of a drawn path is a multiple of it. */
export const ROW_VERTICES = 1024;

/**
 * The drawn path on the GPU: one texel a vertex (x, y, height, flags), row after row, read by every stroke that needs
 * it, so that an appended vertex sends its own 16 bytes alone.
 */
export class PathTexture {
  private vertices = new Float32Array(ROW_VERTICES * VERTEX_FLOATS);
  private texture = createTexture(this.vertices);

  /** Replaced when the line outgrows it. */
  get current(): DataTexture {
    return this.texture;
  }

  /** Takes over the vertices that changed. */
  update(
    { vertices }: Pick<DrawnPath, 'vertices'>,
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
    this.texture = createTexture(vertices);
    this.texture.needsUpdate = true;
  }

  /**
   * What is left of the first row, whole rows, and the beginning of the last: three rectangles at most, each without a gap
   * in memory. three's own ways of sending a part ask the context for its state first, and wait for all that it draws.
   */
  private send(from: number, to: number, renderer: WebGLRenderer): void {
    const properties = renderer.properties.get(this.texture) as { readonly __webglTexture?: WebGLTexture };
    // Not yet there, or no more since the context was lost: it will be sent whole.
    if (properties.__webglTexture === undefined) return;
    const gl = renderer.getContext() as WebGL2RenderingContext;
    renderer.state.bindTexture(gl.TEXTURE_2D, properties.__webglTexture);
    for (let start = from; start < to;) {
      const row = Math.floor(start / ROW_VERTICES);
      const left = start % ROW_VERTICES;
      const rows = left === 0 ? Math.max(Math.floor((to - start) / ROW_VERTICES), 1) : 1;
      const end = Math.min((row + rows) * ROW_VERTICES, to);
      const texels = this.vertices.subarray(start * VERTEX_FLOATS, end * VERTEX_FLOATS);
      const width = (end - start) / rows;
      gl.texSubImage2D(gl.TEXTURE_2D, 0, left, row, width, rows, gl.RGBA, gl.FLOAT, texels);
      start = end;
    }
  }
}

function createTexture(vertices: Float32Array<ArrayBuffer>): DataTexture {
  const rows = vertices.length / (ROW_VERTICES * VERTEX_FLOATS);
  const texture = new DataTexture(vertices, ROW_VERTICES, rows, RGBAFormat, FloatType);
  texture.minFilter = NearestFilter;
  texture.magFilter = NearestFilter;
  return texture;
}
