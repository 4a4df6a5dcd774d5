import { BufferAttribute, InstancedBufferGeometry } from 'three';

/** Quads of one tile; the tile is drawn as often as needed, so that buffers do not limit the number of quads. */
export const TILE_QUADS = 256;

/**
 * A tile of quads that the shader places, each on the stroke of its number. `position` holds the end of the stroke (0 or 1),
 * the side of it (0 or 1), and the quad's number within the tile. Some 7 kB for any number of strokes.
 * One instance is many quads, since a renderer without a GPU draws each instance by itself.
 */
export function createStrokeGeometry(): InstancedBufferGeometry {
  const positions = new Uint8Array(TILE_QUADS * 4 * 4);
  const triangles = new Uint16Array(TILE_QUADS * 6);
  for (let quad = 0; quad < TILE_QUADS; quad++) {
    for (let corner = 0; corner < 4; corner++) {
      positions.set([corner & 1, corner >> 1, quad], (quad * 4 + corner) * 4);
    }
    const first = quad * 4;
    triangles.set([first, first + 1, first + 2, first + 2, first + 1, first + 3], quad * 6);
  }
  const geometry = new InstancedBufferGeometry();
  geometry.setAttribute('position', new BufferAttribute(positions, 4));
  geometry.setIndex(new BufferAttribute(triangles, 1));
  geometry.instanceCount = 0;
  return geometry;
}

/** Draws so many quads. */
export function setQuads(geometry: InstancedBufferGeometry, quads: number): void {
  geometry.instanceCount = Math.ceil(quads / TILE_QUADS);
  geometry.setDrawRange(0, 6 * Math.min(quads, TILE_QUADS));
}
