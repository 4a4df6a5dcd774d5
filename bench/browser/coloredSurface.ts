import { BufferAttribute, Color, Mesh, MeshBasicMaterial, PlaneGeometry } from 'three';

const LOW = new Color('#31106e');
const HIGH = new Color('#f1e51d');

/**
 * A surface as a person would make it with three.js alone: a mesh over [-1, 1]² with a colour at each vertex, without
 * contours or light. x to the right, heights up, y away from the viewer.
 * @param heights - `nodes²` of them, row by row, x fastest, the first row at y = -1
 */
export function createColoredSurface(heights: Float32Array, nodes: number): Mesh {
  const geometry = new PlaneGeometry(2, 2, nodes - 1, nodes - 1).rotateX(-Math.PI / 2);
  const places = geometry.getAttribute('position');
  const colors = new Float32Array(3 * places.count);
  const color = new Color();
  let min = Infinity;
  let max = -Infinity;
  for (const height of heights) {
    min = Math.min(min, height);
    max = Math.max(max, height);
  }
  for (let i = 0; i < places.count; i++) {
    // The plane's first row is the farthest.
    const row = nodes - 1 - Math.floor(i / nodes);
    const share = (heights[row * nodes + (i % nodes)]! - min) / (max - min);
    places.setY(i, share);
    color.lerpColors(LOW, HIGH, share).toArray(colors, 3 * i);
  }
  geometry.setAttribute('color', new BufferAttribute(colors, 3));
  return new Mesh(geometry, new MeshBasicMaterial({ vertexColors: true }));
}
