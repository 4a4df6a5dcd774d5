import { Box2, DataTexture, FloatType, NearestFilter, RGBAFormat, Vector2, type WebGLRenderer } from 'three';
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
  /** The same vertices, never sent: what is copied from. */
  private source = createTexture(this.vertices);
  private readonly region = new Box2();
  private readonly place = new Vector2();

  /** Replaced when the line outgrows it. */
  get current(): DataTexture {
    return this.texture;
  }

  /** Takes over the vertices that changed. */
  update({ vertices }: DrawnPath, { from, to }: VertexRange, renderer: WebGLRenderer): void {
    if (vertices !== this.vertices) this.replace(vertices);
    else if (to > from) this.send(from, to, renderer);
  }

  dispose(): void {
    this.texture.dispose();
  }

  private replace(vertices: Float32Array<ArrayBuffer>): void {
    this.texture.dispose();
    this.vertices = vertices;
    this.source = createTexture(vertices);
    this.texture = createTexture(vertices);
    this.texture.needsUpdate = true;
  }

  /** What is left of the first row, whole rows, and the beginning of the last: three rectangles at most. */
  private send(from: number, to: number, renderer: WebGLRenderer): void {
    let start = from;
    while (start < to) {
      const row = Math.floor(start / ROW_VERTICES);
      const isRowStart = start % ROW_VERTICES === 0;
      const rows = isRowStart ? Math.max(Math.floor((to - start) / ROW_VERTICES), 1) : 1;
      const end = Math.min((row + rows) * ROW_VERTICES, to);
      const left = start - row * ROW_VERTICES;
      this.region.min.set(left, row);
      this.region.max.set(rows > 1 ? ROW_VERTICES : end - row * ROW_VERTICES, row + rows);
      renderer.copyTextureToTexture(this.source, this.texture, this.region, this.place.set(left, row));
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
