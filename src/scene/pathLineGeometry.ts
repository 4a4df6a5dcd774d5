import {
  BufferAttribute,
  DynamicDrawUsage,
  InstancedBufferGeometry,
  InstancedInterleavedBuffer,
  InterleavedBufferAttribute,
} from 'three';
import { VERTEX_FLOATS, type DrawnPath, type VertexRange } from '../path/drawnPath.js';

/**
 * The drawn path on the GPU: one instance a segment, both of its ends read from one buffer of vertices
 * (the second attribute starts one vertex later), so that an appended vertex uploads its own 16 bytes alone.
 */
export interface PathLineGeometry {
  /** Replaced when the line outgrows its buffer. */
  readonly current: InstancedBufferGeometry;
  /** Takes over the vertices that changed. @returns whether `current` was replaced */
  update(drawn: DrawnPath, changed: VertexRange): boolean;
  dispose(): void;
}

export function createPathLineGeometry(): PathLineGeometry {
  let vertices = new Float32Array(0);
  let buffer = new InstancedInterleavedBuffer(vertices, VERTEX_FLOATS);
  let current = createGeometry(buffer);
  return {
    get current() {
      return current;
    },
    update(drawn, { from, to }) {
      const isReplaced = drawn.vertices !== vertices;
      if (isReplaced) {
        current.dispose();
        vertices = drawn.vertices;
        buffer = new InstancedInterleavedBuffer(vertices, VERTEX_FLOATS);
        buffer.setUsage(DynamicDrawUsage);
        current = createGeometry(buffer);
      } else if (to > from) {
        buffer.addUpdateRange(from * VERTEX_FLOATS, (to - from) * VERTEX_FLOATS);
        buffer.needsUpdate = true;
      }
      current.instanceCount = Math.max(drawn.count - 1, 0);
      return isReplaced;
    },
    dispose: () => current.dispose(),
  };
}

function createGeometry(buffer: InstancedInterleavedBuffer): InstancedBufferGeometry {
  const geometry = new InstancedBufferGeometry();
  // x: which end of the segment; y: which side of it.
  const corners = new Float32Array([0, -1, 0, 1, -1, 0, 0, 1, 0, 1, 1, 0]);
  geometry.setAttribute('position', new BufferAttribute(corners, 3));
  geometry.setIndex([0, 1, 2, 2, 1, 3]);
  geometry.setAttribute('start', new InterleavedBufferAttribute(buffer, VERTEX_FLOATS, 0));
  geometry.setAttribute('end', new InterleavedBufferAttribute(buffer, VERTEX_FLOATS, VERTEX_FLOATS));
  geometry.instanceCount = 0;
  return geometry;
}
